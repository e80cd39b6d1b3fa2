"""What an event's facts add to its heading: the one detail that matters, and another heading where they change it.

Each room says it for its own events, in its `details.py`; here are what they share and the way there.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.ground.events import EventKind
from brobygger.ground.languages import present_language
from brobygger.records.episodes.facts import KIND_OF_TREATMENT, PROVIDER

Facts = Mapping[str, Any]
Words = Callable[[Facts], str]
WordsOfDay = Callable[[Facts, date], str]  # of what had another name then

_details: dict[str, Words] = {}
_of_day: dict[str, WordsOfDay] = {}
_headings: dict[str, Words] = {}


def declare(
    details: Mapping[EventKind, Words],
    headings: Mapping[EventKind, Words],
    of_day: Mapping[EventKind, WordsOfDay],
) -> None:
    """Let a room say what the facts of its events add, some by the day of it, and where they change the heading."""
    _details.update({kind.id: words for kind, words in details.items()})
    _of_day.update({kind.id: words for kind, words in of_day.items()})
    _headings.update({kind.id: words for kind, words in headings.items()})


def kinds_with_details() -> frozenset[str]:
    """The kinds of event of which a detail is told."""
    return frozenset(_details) | frozenset(_of_day)


def details_of(kind: str, facts: Facts, on: date) -> str:
    """The detail in words, or nothing. Facts are codes; words come from the standard file and the catalogue."""
    if kind in _of_day:
        return _of_day[kind](facts, on)
    words = _details.get(kind)
    return words(facts) if words else ""


def heading_of(kind: str, facts: Facts) -> str:
    """Another heading than the standard file's, where the facts tell of something else; usually nothing."""
    words = _headings.get(kind)
    return words(facts) if words else ""


def named(name: str, identifier: Any) -> str:
    """The name of something that the standard file lists ("partners", "ending_reasons" …), else the code itself."""
    for item in getattr(standard.load(), name):
        if item.id == identifier:
            return str(item.name.in_(present_language()))
    return str(identifier or "")


def kind_words(facts: Facts) -> str:
    """The kind of treatment that an event is about."""
    return named("kinds_of_treatment", KIND_OF_TREATMENT.read(facts)).lower()


def provider_words(facts: Facts) -> str:
    """The place that an event is about."""
    return str(PROVIDER.read(facts) or "")


def in_a_row(words: Sequence[str]) -> str:
    """Several things in one sentence: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
