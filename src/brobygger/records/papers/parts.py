"""What the papers of a case consist of: every noun and room adds its part, and this floor names none of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from brobygger.ground import clock, room
from brobygger.records.episodes.models import Episode
from brobygger.records.papers.unknown import Unknown
from brobygger.standard.words import short_day_words
from brobygger.trust.access import Action, Actor


@dataclass(frozen=True)
class Reader:
    """For whom papers are gathered. What is protected is covered in all of them at the end, not by each part.

    `unknown` is what the citizen who gets them has not been told of: each part leaves it out.
    """

    actor: Actor
    unknown: tuple[Unknown, ...] = ()

    def keeps_back(self, facts: Mapping[str, Any]) -> bool:
        """Whether what has these facts stays out."""
        return any(one.marks(facts) for one in self.unknown)


@dataclass(frozen=True)
class Paper:
    """One thing that was written: what it is, when and by whom, and its words."""

    title: str
    told: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """What one room adds, oldest first. `left_out` says in sentences what of it the reader does not get, and why."""

    papers: tuple[Paper, ...] = ()
    left_out: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The part as plain data, as it is kept until all are there."""
        return asdict(self)


@dataclass(frozen=True)
class Contribution:
    """A part that can be asked for: its Danish title, its place, and the action that who asks must have."""

    key: str
    title: str
    order: int
    reads: Action
    gather: Callable[[Reader, Episode], Part]


def contributions(course: str = "") -> list[Contribution]:
    """Every part, in the order in which it stands; of a case those of the rooms that serve its kind of course."""
    return [
        Contribution(one.key, one.title, one.order, of_room.at(one.reads), of_room.at(one.gather))
        for of_room, one in room.every("papers", course)
    ]


def sent_by() -> list[str]:
    """The page by which ready papers are sent to the citizen; named by who sends (it stands above this noun)."""
    return [one.sends_papers for one in room.declared_rooms() if one.sends_papers]


def when_and_by(when: date | datetime | None, by: Any = None) -> str:
    """When and by whom: "3. april 2023 kl. 9.05 · Mette Lund". Danish, as all papers are."""
    parts = []
    if isinstance(when, datetime):
        local = when.astimezone(clock.DENMARK)
        parts.append(f"{short_day_words(local.date(), year=True).da} kl. {local.hour}.{local.minute:02d}")
    elif when is not None:
        parts.append(short_day_words(when, year=True).da)
    if by is not None and str(by).strip():
        parts.append(str(by))
    return " · ".join(parts)


def labelled(*fields: tuple[str, Any]) -> tuple[str, ...]:
    """What was written, each under its label; what nobody wrote is not there."""
    found: list[str] = []
    for label, value in fields:
        if value in (None, "", [], ()):
            continue
        words = {True: "Ja", False: "Nej"}.get(value) if isinstance(value, bool) else None
        if words is None and isinstance(value, datetime | date):
            words = when_and_by(value)
        if words is None and isinstance(value, Sequence) and not isinstance(value, str):
            words = ", ".join(str(one) for one in value)
        lines = [line.strip() for line in (words or str(value)).splitlines() if line.strip()]
        found += [f"{label}: {lines[0]}" if label else lines[0], *lines[1:]] if lines else []
    return tuple(found)
