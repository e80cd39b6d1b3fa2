"""Counts within a sentence, as people say them."""

from django.utils.translation import gettext_lazy as _

_NUMBERS = (
    _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"), _("ten"), _("eleven"),
    _("twelve"),
)  # fmt: skip


def in_words(count: int) -> str:
    """A count within a sentence: "fire", and from 13 in figures."""
    return str(_NUMBERS[count - 2]) if 2 <= count <= 12 else str(count)


def counted(shown: int, more: bool) -> int | str:
    """How many there are, or that there are more than these."""
    return f"{shown}+" if more else shown


def as_sentence(words: str) -> str:
    """Words that begin a sentence."""
    return words[:1].upper() + words[1:]
