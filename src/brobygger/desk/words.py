"""Words that several of the staff's pages share."""

from functools import cache

from django.db.models import TextChoices

from brobygger import standard
from brobygger.standard.courses import phase


@cache
def clock_words(clock_id: str, language: str) -> str:
    """What is to be done about a clock: "Start behandlingen"; "" for none."""
    if not clock_id:
        return ""
    versions = standard.load().clocks_by_id.get(clock_id)
    return versions[-1].act.in_(language) if versions else clock_id


def phase_name(phase_id: str, language: str) -> str:
    """What people call the phase of a case, of whichever kind it is."""
    return phase(phase_id).name.in_(language)


@cache
def label(choices: type[TextChoices], value: str, _language: str) -> str:
    """The words of a choice in the reader's language, which is given; made once, for lists say them on every row."""
    return str(choices(value).label)
