"""Words that several of the staff's pages share."""

from functools import cache

from django.db.models import TextChoices
from django.utils.translation import get_language

from brobygger import standard


def clock_words(clock_id: str) -> str:
    """What is to be done about a clock, in the reader's language: "Start behandlingen"."""
    return _act(clock_id, get_language() or "da") if clock_id else ""


@cache
def _act(clock_id: str, language: str) -> str:
    versions = standard.load().clocks_by_id.get(clock_id)
    return versions[-1].act.in_(language) if versions else clock_id


def label(choices: type[TextChoices], value: str) -> str:
    """The words of a choice in the reader's language; made once, for lists say them on every row."""
    return _label(choices, value, get_language() or "da")


@cache
def _label(choices: type[TextChoices], value: str, _language: str) -> str:
    return str(choices(value).label)
