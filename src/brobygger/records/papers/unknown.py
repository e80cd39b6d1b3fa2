"""What stands in a case that the citizen has not been told of: their own papers tell it only when somebody says so.

A room names such things (`not_told`); they are known again everywhere by a fact of the events and letters they made.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

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


Source = Callable[[Episode], Iterable[Unknown]]
_sources: list[Source] = []


def not_told(source: Source) -> None:
    """Let a room say what the citizen has not been told of (from its app's `ready`)."""
    _sources.append(source)


def of(episode: Episode) -> tuple[Unknown, ...]:
    """Everything that the citizen of a case does not know of, as far as rooms know it (one query for each room)."""
    return tuple(one for source in _sources for one in source(episode))
