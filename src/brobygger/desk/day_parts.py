"""What else waits for a person on My day, besides deadlines: each room says what it has (its room.py)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from brobygger.ground import room
from brobygger.ground.room import DayPart, DaySource

PLACES = {"before": "before", "after": "after", "note": "notes", "": "beside"}


class Found(NamedTuple):
    """What one source has for one person today."""

    source: DaySource
    part: DayPart

    @property
    def template(self) -> str:
        """The room's own fragment that draws it."""
        return self.source.template


def found(actor: Any, today: date) -> list[Found]:
    """What the sources have, in their order; those that have nothing are left out."""
    asked = ((source, of_room.at(source.shown)(actor, today)) for of_room, source in room.every("day"))
    return [Found(source, part) for source, part in asked if part is not None]


def by_place(parts: Iterable[Found]) -> dict[str, list[Found]]:
    """The same by where they stand on the page."""
    places: dict[str, list[Found]] = {name: [] for name in PLACES.values()}
    for one in parts:
        places[PLACES[one.source.urgent]].append(one)
    return places


def counts(parts: Iterable[Found]) -> dict[str, int | str]:
    """How many stand beside places of the menu."""
    return {one.source.place: one.part.count for one in parts if one.source.place and one.part.count is not None}
