"""The language of the page that is being drawn; Danish where nothing was chosen, as in a job or a command."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, override


def present_language() -> str:
    """Give the present language: "da", or what was chosen."""
    return get_language() or "da"


def in_english() -> bool:
    """Whether the page is in English."""
    return present_language().startswith("en")


class EachPageItsOwn:
    """Begins every page in the house's language, and leaves none behind: a thread serves one visitor after another.

    Django chooses a page's language a little way in and lets it stand after the answer: what a process then does
    outside a page would be in the language of whoever came last.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on in the house's language; what was chosen on the way ends with the page."""
        with override(settings.LANGUAGE_CODE):
            return self.get_response(request)
