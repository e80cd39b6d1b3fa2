"""What stands in a case that the citizen has not been told of: their own papers tell it only when somebody says so.

A room names such things (`not_told`); they are known again everywhere by a fact of the events and letters they made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from brobygger.ground import room
from brobygger.records.episodes.models import Episode


@dataclass(frozen=True)
class Unknown:
    """One thing that the citizen does not know of: its title on our own pages, and the fact that marks all of it."""

    title: str
    fact: str
    value: int

    def marks(self, facts: Mapping[str, Any]) -> bool:
        """Whether an event, a letter or a row with these facts belongs to it."""
        return facts.get(self.fact) == self.value


def of(episode: Episode) -> tuple[Unknown, ...]:
    """Everything that the citizen of a case does not know of, as far as rooms know it (one query for each room)."""
    return tuple(one for source in room.answers("not_told") for one in source(episode))
