"""Who comes when: the days of first contact, and the numbers that the cases get. Given out before anything is written,
so that the centre is the same however the writing is divided among processes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from brobygger import standard

SEED = 26
MONTHS_BACK = 18
SMALL = 1000  # up to this size the last weeks are fuller than the months before: a demo is to show its early phases
RECENT_DAYS = 22
RECENT_SHARE = 0.10


@dataclass(frozen=True)
class Place:
    """One citizen's place in the demo: serial, day of first contact, number of the case."""

    serial: int
    day: date
    number: str


@dataclass(frozen=True)
class Batch:
    """A share of the work: which citizens, at which moment the centre stands, and who works there (by number)."""

    places: tuple[Place, ...]
    now: datetime
    counsellors: dict[str, list[int]]
    authority: int
    manager: int


def places(count: int, today: date, reserved: Sequence[date] = ()) -> tuple[list[Place], list[Place]]:
    """The places of `count` citizens, and of those whose day is `reserved` beforehand; numbers follow the days."""
    random = Random(f"{SEED}.days")  # noqa: S311
    days = [_day(random, count, today) for _ in range(count)]
    turns = sorted(
        [(day, 1, index) for index, day in enumerate(days)] + [(day, 0, i) for i, day in enumerate(reserved)]
    )
    numbers = numbered([day for day, _kind, _index in turns])
    bulk: list[Place] = []
    kept: dict[int, Place] = {}
    for (day, kind, index), number in zip(turns, numbers, strict=True):
        if kind:
            bulk.append(Place(len(bulk), day, number))
        else:
            kept[index] = Place(index, day, number)
    return bulk, [kept[index] for index in range(len(reserved))]


def numbered(days: Sequence[date]) -> list[str]:
    """The numbers of cases opened on these days, in their order: 2026-0001, 2026-0002 …"""
    last: dict[int, int] = {}
    numbers = []
    for day in days:
        last[day.year] = last.get(day.year, 0) + 1
        numbers.append(f"{day.year}-{last[day.year]:04d}")
    return numbers


def _day(random: Random, count: int, today: date) -> date:
    """A working day before today."""
    if count <= SMALL and random.random() < RECENT_SHARE:
        back = random.randint(1, RECENT_DAYS)
    else:
        back = random.randint(1, MONTHS_BACK * 30)
    calendar = standard.load().calendar
    day = today - timedelta(days=back)
    while not calendar.is_open(day):
        day -= timedelta(days=1)
    return day
