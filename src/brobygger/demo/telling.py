"""What a story is made of: steps in time, and the one who tells them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from brobygger import standard
from brobygger.demo import setting
from brobygger.demo.people import Citizen
from brobygger.ground import clock
from brobygger.ground.events import EventKind
from brobygger.records.episodes.milestones import LETTER_SENT
from brobygger.records.letters.events import LETTER_DELIVERED, LETTER_QUEUED


@dataclass(frozen=True)
class Step:
    """One event of a story. `doer` is who does it: counsellor, authority or system.

    `tag` names the step, `corrects` is the tag of the one that it takes the place of; `written_on` is the day it was
    written down when that was later than it happened.
    """

    kind: str
    at: datetime
    facts: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    doer: str = "counsellor"
    tag: str = ""
    corrects: str = ""
    written_on: date | None = None


@dataclass(frozen=True)
class Story:
    """A citizen's course."""

    serial: int
    number: str
    citizen: Citizen
    line: str
    unit: str
    taken: bool
    steps: tuple[Step, ...]


class Teller:
    """Tells one story; keeps the time that the story has come to."""

    def __init__(self, random: Random, citizen: Citizen, line: str, contact: date, today: date) -> None:
        self.random, self.citizen, self.line, self.today = random, citizen, line, today
        self.calendar = standard.load().calendar
        self.contact = self.day = contact
        self.letter = 0
        outreach = random.random() < 0.05
        route = standard.route(standard.load(), citizen.age, line).unit or setting.unit(line)
        self.guarantee = setting.guarantee(line)
        outreach = outreach and setting.has(setting.VISITING)
        self.unit = setting.unit(setting.VISITING) if outreach else route
        self.kind = setting.kind(setting.AT_HOME) if outreach else self._kind()
        self.at_meeting = setting.decided_at_meeting(self.kind)

    def _kind(self) -> str:
        kinds, often = setting.kinds()
        return self.random.choices(kinds, often)[0]

    def chance(self, share: float) -> bool:
        """Whether something happens that happens to this share of people."""
        return self.random.random() < share

    def open_day(self, day: date) -> date:
        """The day itself, or the next on which the house works."""
        while not self.calendar.is_open(day):
            day += timedelta(days=1)
        return day

    def told_for(self, days: int) -> int:
        """Days that are told for a guarantee of a fortnight, for the one that this municipality gives."""
        return setting.scaled(days, self.guarantee)

    def later(self, least: int, most: int) -> date:
        """Go on some days, to a day on which the house works."""
        self.day = self.open_day(self.day + timedelta(days=self.random.randint(least, most)))
        return self.day

    def within(self, due: date, slack: int) -> date:
        """Go on to a day in the last `slack` days before `due`, in time where there is any working day left."""
        wished = self.open_day(due - timedelta(days=self.random.randint(0, slack)))
        last = self.calendar.last_open_day(due)
        self.day = max(self.day, min(wished, last))
        return self.day

    def days_after_contact(self, days: int) -> date:
        """A day counted from the first contact."""
        return self.contact + timedelta(days=days)

    def moment(self, day: date | None = None) -> datetime:
        """An hour of the working day."""
        return clock.at_noon(day or self.day) + timedelta(minutes=5 * self.random.randint(-36, 34))

    def step(
        self, kind: EventKind, /, *, day: date | None = None, doer: str = "counsellor", text: str = "", tag: str = "",
        corrects: str = "", written_on: date | None = None, **facts: Any,
    ) -> Step:  # fmt: skip
        """A step on the day that the story has come to, or on another."""
        return Step(kind.id, self.moment(day), facts, text, doer, tag, corrects, written_on)


def in_order(steps: Iterable[Step]) -> list[Step]:
    """The steps by day, and within a day in the order they were told, each at a later hour than the one before."""
    days: dict[date, list[Step]] = {}
    for step in steps:
        days.setdefault(clock.local_date(step.at), []).append(step)
    ordered = []
    for day in sorted(days):
        hours = sorted(step.at for step in days[day])
        ordered += [replace(step, at=hour) for step, hour in zip(days[day], hours, strict=True)]
    return ordered


def until(steps: Iterable[Step], day: date) -> list[Step]:
    """What had happened, and was written down, before a day."""
    return [step for step in steps if (step.written_on or clock.local_date(step.at)) < day]


def letter(
    t: Teller, kind: str, means: str, *, written: date | None = None, sent: date | None = None, receipt: bool = False
) -> Iterator[Step]:
    """A letter's way: queued, sent off, and for Digital Post the receipt that came back.

    Nothing is posted to a protected address: that letter is handed over, and received the same day.
    """
    t.letter += 1
    if means == "physical" and t.citizen.draft.address_protected:
        means, receipt = "in-person", True
    facts: dict[str, Any] = {"letter": kind, "letter_id": t.letter, "means": means}
    yield t.step(LETTER_QUEUED, day=written or t.day, **facts)
    yield t.step(LETTER_SENT, day=sent or t.day, doer="system", **facts)
    if receipt:
        yield t.step(LETTER_DELIVERED, day=sent or t.day, doer="system", **facts)
