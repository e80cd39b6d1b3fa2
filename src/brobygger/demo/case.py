"""A story on its way into the tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from brobygger.demo import copying, instruments, setting, words
from brobygger.demo.telling import Story
from brobygger.ground.events import EventKind
from brobygger.records.episodes.facts import LETTER, LETTER_ID
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.letters.events import LETTER_QUEUED
from brobygger.records.people.models import Person
from brobygger.trust.models import Account


@dataclass
class Case:
    """One story as rows; every row has its number before any is written."""

    story: Story
    person: Person
    episode: Episode
    counsellor: Account | None
    before: Account | None
    authority: Account
    manager: Account
    numbers: copying.Numbers
    events: list[Event] = field(default_factory=list)
    letters: dict[int, int] = field(default_factory=dict)
    answers: dict[int, instruments.Answered] = field(default_factory=dict)

    def pick(self, options: Sequence[Any], salt: int = 0) -> Any:
        """One of several, always the same for this citizen."""
        return options[(self.story.serial + salt) % len(options)]

    def one(self, kind: EventKind) -> Event | None:
        """The first event of a kind."""
        return next((event for event in self.events if event.kind == kind.id), None)

    def own_words(self, salt: int = 0) -> str:
        """What the citizen says."""
        return str(self.pick(words.OWN_WORDS, salt))

    def areas(self) -> list[str]:
        """The areas that are asked about where the demo takes place."""
        return setting.areas()

    def area(self, told: str) -> str:
        """The area there of which this is told; "" for none."""
        return setting.area(told)

    def days(self, start: EventKind, end: EventKind, usual: int) -> int:
        """How many days the standard in use gives from one event to another; `usual` where it gives none."""
        return setting.days(start, end, self.story.line, usual)

    def letter_id(self, kind: str) -> int | None:
        """The number of the case's first letter of a kind."""
        queued = (event.facts for event in self.events if event.kind == LETTER_QUEUED.id)
        return next((LETTER_ID.read(facts) for facts in queued if LETTER.read(facts) == kind), None)
