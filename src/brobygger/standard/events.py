"""What can happen in a course, and a case's timeline of it.

A timeline is append-only. A correction is a new event that points at the old one (``corrects``); it
takes the old one's place, keeps the facts that it does not name itself, and with the fact
``retracted`` it takes the old one away.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from brobygger.standard.known import RETRACTED

DANISH_TIME = ZoneInfo("Europe/Copenhagen")
NO_FACTS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a course.

    Args:
        kind: what happened, one of the ``vocabulary``.
        occurred_on: the moment at which it happened, or the Danish day alone where no hour is known.
        recorded_at: when it was written down: which of two corrections is the last, and the order within a day.
        facts: what is known about it, such as ``{"line": "drug", "age": 41}``.
        id: the name by which a correction can point at it.
        corrects: the id of the event that this one replaces.
    """

    kind: str
    occurred_on: date
    recorded_at: datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: NO_FACTS)
    id: str | None = None
    corrects: str | None = None


def danish_day(moment: date | datetime) -> date:
    """The Danish calendar day of a moment; a time without a zone is Danish already.

    A talk at 00:30 in Denmark is still yesterday in UTC: the day that counts is the local one.
    """
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        return moment.date()
    return moment.astimezone(DANISH_TIME).date()


# A moment within a case: the Danish day, and the place among what happened on it.
At = tuple[date, int]
BEGINNING: At = (date.min, 0)
END_OF_DAY = sys.maxsize


class Happening:
    """An event as it stands after corrections: its kind, its Danish day, its place on that day, and its facts."""

    __slots__ = ("facts", "kind", "on", "place")

    def __init__(self, kind: str, on: date, facts: Mapping[str, Any], place: int = 0) -> None:
        self.kind = kind
        self.on = on
        self.facts = facts
        self.place = place

    @property
    def at(self) -> At:
        """Where it stands in the one order of the case. Deadlines count whole days; what came first is asked here."""
        return (self.on, self.place)

    def saying(self, facts: Mapping[str, Any]) -> "Happening":
        """The same event at the same moment, with these facts."""
        return Happening(self.kind, self.on, facts, self.place)


def standing(timeline: Iterable[Event], as_of: date | None) -> list[Happening]:
    """The timeline as it stands on ``as_of``: corrected, without what happens later, oldest first.

    Within a day by the hour at which it happened; what is known by its day alone stands after what had been recorded of
    that day by then. Where that does not tell two apart, they stand as they were recorded, and else as they are given.
    """
    events = sorted(timeline, key=_recorded)
    if any(event.corrects is not None for event in events):
        told = _corrected(events)
    else:
        told = [(event, event.facts) for event in events if not RETRACTED.read(event.facts)]
    days: dict[date, list[tuple[float, Event, Mapping[str, Any]]]] = {}
    for event, facts in told:
        day = danish_day(event.occurred_on)
        if as_of is None or day <= as_of:
            of_the_day = days.setdefault(day, [])
            hour = _hour(event.occurred_on)
            if hour is None:
                hour = max((known for known, _event, _facts in of_the_day), default=float("-inf"))
            of_the_day.append((hour, event, facts))
    happenings: list[Happening] = []
    for day in sorted(days):
        in_order = sorted(days[day], key=lambda one: one[0]) if len(days[day]) > 1 else days[day]
        happenings.extend(
            Happening(event.kind, day, facts, place) for place, (_, event, facts) in enumerate(in_order, 1)
        )
    return happenings


def _corrected(events: list[Event]) -> list[tuple[Event, Mapping[str, Any]]]:
    """Each group of events joined by ``corrects``: the one that stands, at the place of the first of them."""
    by_id = {event.id: event for event in events if event.id is not None}
    points_at = {id(event): _corrects(event, by_id) for event in events}
    corrected = {id(target) for target in points_at.values() if target is not None}
    groups: dict[int, list[tuple[Event, list[Event]]]] = {}
    for event in events:
        chain = _chain(event, points_at)
        groups.setdefault(id(chain[0]), []).append((event, chain))
    places = {id(event): place for place, event in enumerate(events)}
    found: list[tuple[int, Event, Mapping[str, Any]]] = []
    for group in groups.values():
        winner, chain = [pair for pair in group if id(pair[0]) not in corrected][-1]
        if not RETRACTED.read(winner.facts):
            found.append((places[id(chain[0])], winner, _merged(chain)))
    found.sort(key=lambda one: one[0])
    return [(event, facts) for _place, event, facts in found]


def _corrects(event: Event, by_id: Mapping[str, Event]) -> Event | None:
    """The event that this one replaces; None too where following the pointers leads back to itself."""
    target = by_id.get(event.corrects) if event.corrects is not None else None
    step, seen = target, {id(event)}
    while step is not None:
        if id(step) in seen:
            return None if step is event else target
        seen.add(id(step))
        step = by_id.get(step.corrects) if step.corrects is not None else None
    return target


def _chain(event: Event, points_at: Mapping[int, Event | None]) -> list[Event]:
    """The event with what it corrects before it, the first recorded foremost."""
    chain = [event]
    while (earlier := points_at[id(chain[-1])]) is not None:
        chain.append(earlier)
    return chain[::-1]


def _merged(chain: list[Event]) -> Mapping[str, Any]:
    """Facts of the last event, with those of the earlier ones of the same kind that it leaves unsaid."""
    kind = chain[-1].kind
    merged: dict[str, Any] = {}
    for event in chain:
        if event.kind == kind:
            merged.update(event.facts)
    merged.pop(RETRACTED.name, None)
    return merged


def _recorded(event: Event) -> float:
    """When it was written down; what does not say so goes first, in the order in which it is given."""
    moment = event.recorded_at
    if moment is None:
        return float("-inf")
    return (moment if moment.tzinfo is not None else moment.replace(tzinfo=DANISH_TIME)).timestamp()


def _hour(moment: date | datetime) -> float | None:
    """The hour of what is known by more than its day, as a number to sort by."""
    if not isinstance(moment, datetime):
        return None
    return (moment if moment.tzinfo is not None else moment.replace(tzinfo=DANISH_TIME)).timestamp()
