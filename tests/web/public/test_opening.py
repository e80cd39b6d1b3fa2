"""Is the house open: from the hours of the standard file and the Danish calendar."""

from datetime import date, datetime, time

import pytest

from brobygger import standard
from brobygger.ground.clock import DENMARK
from brobygger.web.public.opening import grouped, opening, walk_in

ALCOHOL = standard.load().unit("alcohol")
CALENDAR = standard.load().calendar


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=DENMARK)


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2026-03-02 09:00", time(15)),
        ("2026-03-02 14:59", time(15)),
        ("2026-03-05 17:29", time(17, 30)),
        ("2026-03-06 12:59", time(13)),
    ],
)
def test_the_door_is_open_in_its_hours(moment: str, until: time) -> None:
    door = opening(ALCOHOL.hours, CALENDAR, at(moment))
    assert door.is_open
    assert door.until == until


@pytest.mark.parametrize(
    ("moment", "opens_on"),
    [
        ("2026-03-02 08:59", date(2026, 3, 2)),  # before opening, the same day
        ("2026-03-02 15:00", date(2026, 3, 3)),  # the closing minute itself is closed
        ("2026-03-06 13:00", date(2026, 3, 9)),  # over the weekend
        ("2026-04-01 16:00", date(2026, 4, 7)),  # over Easter: Maundy Thursday to Easter Monday
        ("2026-12-24 18:00", date(2026, 12, 28)),  # over Christmas and a weekend
        ("2023-05-04 18:00", date(2023, 5, 8)),  # Store Bededag is a holiday to 2023 …
        ("2024-04-25 18:00", date(2024, 4, 26)),  # … and a working day from 2024
    ],
)
def test_the_closed_door_says_when_it_opens(moment: str, opens_on: date) -> None:
    door = opening(ALCOHOL.hours, CALENDAR, at(moment))
    assert not door.is_open
    assert (door.opens_on, door.opens_at) == (opens_on, time(9))


def test_a_unit_without_hours_promises_none() -> None:
    door = opening((), CALENDAR, at("2026-03-02 10:00"))
    assert (door.is_open, door.opens_on) == (False, None)


def test_open_counselling_comes_before_opening_hours() -> None:
    places = walk_in(standard.load(), date(2026, 3, 2), at("2026-03-02 10:00"))
    assert [(p.unit.id, p.hours.closes, p.is_open_counselling, p.is_now) for p in places] == [
        ("alcohol", time(12), True, True),
        ("drug", time(15), False, True),
        ("perron-3", time(15), False, True),
    ]
    assert walk_in(standard.load(), date(2026, 4, 3), at("2026-04-03 10:00")) == []


def test_equal_neighbours_are_said_together() -> None:
    assert [(d.first, d.last, d.closes) for d in grouped(ALCOHOL.hours)] == [
        (0, 2, time(15)),
        (3, 3, time(17, 30)),
        (4, 4, time(13)),
    ]
