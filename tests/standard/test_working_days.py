"""The Danish calendar: holidays over three centuries, working days, months."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.standard import Calendar, Text, add_months, load
from brobygger.standard.working_days import Closing, easter_sunday

CALENDAR = load().calendar
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def test_the_holidays_are_those_of_the_holidays_library_as_far_as_it_reaches() -> None:
    ours, theirs = set(), set()
    for year in range(1900, 2101):
        theirs |= set(holidays.country_holidays("DK", years=year))
        day = date(year, 1, 1)
        ours |= {d for n in range(366) if (d := day + timedelta(n)).year == year and CALENDAR.holiday(d)}
    assert ours == theirs


@pytest.mark.parametrize(
    ("year", "easter"),
    [(1954, (4, 18)), (2000, (4, 23)), (2023, (4, 9)), (2024, (3, 31)), (2038, (4, 25)), (2199, (4, 14))],
)
def test_easter_is_where_the_almanac_has_it(year: int, easter: tuple[int, int]) -> None:
    assert easter_sunday(year) == date(year, *easter)


def test_store_bededag_ended_with_2023() -> None:
    assert CALENDAR.holiday(date(2023, 5, 5)) == Text("store bededag", "Great Prayer Day")
    assert CALENDAR.is_working_day(date(2024, 4, 26))


@given(DAYS, st.integers(0, 60))
def test_working_days_are_counted_one_by_one(day: date, amount: int) -> None:
    counted, left = day, amount
    while left:
        counted += timedelta(1)
        left -= CALENDAR.is_working_day(counted)
    assert CALENDAR.add_working_days(day, amount) == counted


@given(DAYS)
def test_the_practical_day_is_the_last_working_day_on_or_before(day: date) -> None:
    last = CALENDAR.last_open_day(day)
    assert last <= day
    assert CALENDAR.is_working_day(last)
    between = (last + timedelta(n + 1) for n in range((day - last).days))
    assert not any(CALENDAR.is_working_day(other) for other in between)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(1900, 1, 31), 1, date(1900, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2023, 12, 15), 1, date(2024, 1, 15)),
    ],
)
def test_a_month_ends_on_its_last_day_where_the_day_does_not_exist(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def _calendar(*, saturday: bool = False, closed: tuple[date, ...] = ()) -> Calendar:
    return Calendar(
        CALENDAR.holidays,
        saturday_is_working_day=saturday,
        closed_days={day: Text("sommerlukket", "summer closing") for day in closed},
        closed_every_year={(12, 24): (Closing(Text("juleaften", "Christmas Eve")),)},
    )


def test_whether_saturday_is_a_working_day_is_a_value_of_the_file() -> None:
    friday, saturday = date(2023, 3, 3), date(2023, 3, 4)
    assert _calendar().add_working_days(friday, 1) == date(2023, 3, 6)
    assert _calendar(saturday=True).add_working_days(friday, 1) == saturday


def test_the_houses_own_closings_move_the_practical_day_only() -> None:
    christmas_eve = date(2024, 12, 24)
    calendar = _calendar(closed=(date(2024, 12, 23),))
    assert calendar.last_open_day(christmas_eve) == date(2024, 12, 20)
    assert calendar.next_working_day(christmas_eve) == christmas_eve
    assert calendar.add_working_days(date(2024, 12, 20), 2) == christmas_eve
    assert CALENDAR.last_open_day(christmas_eve) == christmas_eve
