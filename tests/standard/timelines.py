"""Timelines in a line each, and what one clock says about them."""

from datetime import date
from typing import Any

from brobygger.standard import Deadline, Event, Standard, deadlines, load

STANDARD = load()
LATER = "2029-12-31"


def on(day: str, kind: str, /, **facts: Any) -> Event:
    """Something that happened on a day."""
    return Event(kind, date.fromisoformat(day), facts=facts)


def drug(day: str, **facts: Any) -> Event:
    """A contact about drugs."""
    return on(day, "inquiry.received", line="drug", **facts)


def of(clock: str, *timeline: Event, as_of: str = LATER, standard: Standard = STANDARD) -> list[Deadline]:
    """Every deadline of one clock, in their order on the timeline."""
    found = deadlines(timeline, standard, date.fromisoformat(as_of))
    return sorted((d for d in found if d.clock == clock), key=lambda d: d.number)


def the(clock: str, *timeline: Event, as_of: str = LATER, standard: Standard = STANDARD) -> Deadline:
    """The only deadline of one clock."""
    (found,) = of(clock, *timeline, as_of=as_of, standard=standard)
    return found
