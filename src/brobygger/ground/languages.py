"""The language of the page that is being drawn; Danish where nothing was chosen, as in a job or a command."""

from django.utils.translation import get_language


def present_language() -> str:
    """Give the present language: "da", or what was chosen."""
    return get_language() or "da"


def in_english() -> bool:
    """Whether the page is in English."""
    return present_language().startswith("en")
