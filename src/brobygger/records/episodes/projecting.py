"""What the nouns above the episode keep of its timeline, for fast reading: written in the event's transaction.

A noun says how its rows follow from the timeline (its room.py). They are written with the deadlines, proved with them
(`brobygger standard recompute --verify`) and computed anew by an upgrade: derived, so they may go and come again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from brobygger import standard
from brobygger.ground import room
from brobygger.records.episodes.models import Episode
from brobygger.standard.events import Happening, standing

KEYS = ("compartment", "unit", "responsible_id")


@dataclass(frozen=True)
class Projection:
    """Rows of one model that follow from a timeline.

    Args:
        model: where they are kept; each row has its `episode` and carries its keys of access.
        words: what they are called where drift is told.
        kinds: without any of these kinds of event on the timeline there are none, and nobody looks for them.
        fields: what a row says, beside the keys: two rows that say the same are the same.
        rows: what follows from the timeline as it stands.
    """

    model: type[models.Model]
    words: str
    kinds: frozenset[str]
    fields: tuple[str, ...]
    rows: Callable[[Episode, Sequence[Happening]], list[models.Model]]

    def wanted(self, episode: Episode, timeline: Sequence[standard.Event]) -> list[models.Model]:
        """The rows that there should be, unsaved."""
        if not self._may_have(timeline):
            return []
        rows = self.rows(episode, standing(timeline, None))
        for row in rows:
            row.episode = episode  # type: ignore[attr-defined]
            for key in KEYS:
                setattr(row, key, getattr(episode, key))
        return rows

    def refresh(self, episode: Episode, timeline: Sequence[standard.Event]) -> None:
        """Store what follows from the timeline (one query when nothing changes, and none where there can be none)."""
        if not self._may_have(timeline):
            return
        kept = self.model._default_manager.filter(episode=episode)
        wanted = self.wanted(episode, timeline)
        if self.comparable(kept) != self.comparable(wanted):
            kept.delete()
            self.model._default_manager.bulk_create(wanted)

    def comparable(self, rows: Iterable[models.Model]) -> list[tuple[Any, ...]]:
        """What rows say, so that they can be compared."""
        return sorted((tuple(getattr(row, name) for name in (*self.fields, *KEYS)) for row in rows), key=str)

    def _may_have(self, timeline: Sequence[standard.Event]) -> bool:
        return any(event.kind in self.kinds for event in timeline)


def projections() -> tuple[Projection, ...]:
    """All that is kept of a timeline beside its deadlines."""
    return tuple(of_room.at(one) for of_room, one in room.every("projections"))
