"""Readings of the walks, each with a fixed number of queries."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from brobygger.ground.room import DayPart
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.pages import case_address
from tests.toy_room.events import STEPS, WALK_HELD


class Walk(NamedTuple):
    """A case in which somebody walked."""

    episode: int
    number: str

    @property
    def href(self) -> str:
        """Where the case is."""
        return case_address(self.number)


def own(actor: Any) -> list[Walk]:
    """The walks on one's own cases (one query)."""
    held = Event.objects.filter(kind=WALK_HELD.id, episode__responsible_id=actor.pk)
    return [Walk(*row) for row in held.values_list("episode_id", "episode__number")]


def today(actor: Any, _today: date) -> DayPart | None:
    """What My day tells of them."""
    found = own(actor)
    rows = [(walk.number, walk.href) for walk in found]
    return DayPart(rows, frozenset(walk.episode for walk in found), count=len(rows)) if rows else None


def of_case(episode: Episode) -> QuerySet[Event]:
    """The walks of a case, oldest first (one query)."""
    return Event.objects.filter(episode=episode, kind=WALK_HELD.id).order_by("id")


def panel(_actor: Any, episode: Episode) -> int | None:
    """How many steps were walked in all; nothing before the first."""
    return sum(STEPS.read(event.facts) for event in of_case(episode)) or None


def is_owed(episode: Episode) -> bool:
    """Whether nobody has walked yet: that keeps the case open."""
    return not of_case(episode).exists()
