"""A case of the demo's story, as a room sees it that makes its own rows of it (its demo.py)."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from brobygger.ground.events import EventKind
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.people.models import Person
from brobygger.trust.models import Account


class ToldCase(Protocol):
    """A case whose events are told, and nothing of it is written yet: every row has its number beforehand."""

    story: Any
    person: Person
    episode: Episode
    authority: Account
    events: list[Event]
    numbers: Any
    answers: Mapping[int, Any]

    def one(self, kind: EventKind) -> Event | None:
        """The first event of a kind."""

    def pick(self, options: Sequence[Any], salt: int = 0) -> Any:
        """One of several, always the same for this citizen."""

    def own_words(self, salt: int = 0) -> str:
        """What the citizen says."""

    def letter_id(self, kind: str) -> int | None:
        """The number of the case's first letter of a kind."""

    def areas(self) -> list[str]:
        """The areas that are asked about where the demo takes place."""

    def area(self, told: str) -> str:
        """The area there of which this is told; "" for none."""

    def days(self, start: EventKind, end: EventKind, usual: int) -> int:
        """How many days the standard in use gives from one event to another; `usual` where it gives none."""
