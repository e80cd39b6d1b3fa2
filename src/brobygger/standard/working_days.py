"""Days in Denmark: which are working days, what a holiday is called, and how days are counted.

The holidays come from the standard file as rules (a fixed date, or so many days from Easter, with
validity), because one of them has ended: Store Bededag is a working day from 2024. Easter is reckoned
here and not by the ``holidays`` library, which knows Easter only up to 2100 and answers with no
holidays at all after that; the tests hold the two against each other for 1900-2100.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from brobygger.standard.text import Text

_SATURDAY, _SUNDAY = 5, 6


def easter_sunday(year: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar (the anonymous computus, exact for any year)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    skipped, leap_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - skipped - correction + 15) % 30
    quarter, year_rest = divmod(rest, 4)
    weekday = (32 + 2 * leap_rest + 2 * quarter - epact - year_rest) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def add_months(day: date, months: int) -> date:
    """The same day of the month ``months`` later; the month's last day where that day does not exist."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Holiday:
    """One Danish holiday: on a fixed ``month`` and ``day``, or ``easter`` days from Easter Sunday."""

    name: Text
    season: Text
    easter: int | None
    month: int
    day: int
    valid_from: date | None
    valid_to: date | None

    def in_year(self, year: int) -> date | None:
        """The day it falls on in ``year``; None in a year in which it is no holiday."""
        if self.easter is not None:
            day = easter_sunday(year) + timedelta(days=self.easter)
        else:
            day = date(year, self.month, self.day)
        if (self.valid_from and day < self.valid_from) or (self.valid_to and day > self.valid_to):
            return None
        return day


@dataclass(frozen=True, slots=True)
class Closing:
    """A closing of the house on the same day every year, from a day on or up to one."""

    name: Text
    valid_from: date | None = None
    valid_to: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it holds in the year of that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Calendar:
    """Working days of the municipality, reckoned a year at a time and kept.

    ``closed_days`` are the house's own closings (say Christmas Eve). They never move a lawful deadline:
    they only move the practical day, the last day on which somebody is at work.
    """

    def __init__(
        self,
        holidays: tuple[Holiday, ...],
        *,
        saturday_is_working_day: bool,
        closed_days: Mapping[date, Text],
        closed_every_year: Mapping[tuple[int, int], tuple[Closing, ...]],
    ) -> None:
        self.holidays = holidays
        self.saturday_is_working_day = saturday_is_working_day
        self.closed_days = closed_days
        self.closed_every_year = closed_every_year
        self._free_weekdays = (_SUNDAY,) if saturday_is_working_day else (_SATURDAY, _SUNDAY)
        self._named: dict[int, dict[date, Holiday]] = {}
        self._working: dict[int, list[int]] = {}
        self._practical: dict[date, date] = {}

    def holiday(self, day: date) -> Text | None:
        """The holiday's name, such as "2. påskedag"; None on any other day."""
        holiday = self._holiday(day)
        return holiday.name if holiday else None

    def season(self, day: date) -> Text | None:
        """What people call the time of that holiday, such as "påske"; None on any other day."""
        holiday = self._holiday(day)
        return holiday.season if holiday else None

    def _holiday(self, day: date) -> Holiday | None:
        named = self._named.get(day.year)
        if named is None:
            named = {}
            for holiday in self.holidays:
                on = holiday.in_year(day.year)
                if on is not None:
                    named.setdefault(on, holiday)
            self._named[day.year] = named
        return named.get(day)

    def closing(self, day: date) -> Text | None:
        """The name of the house's own closing on that day, None when it is open or lawfully free."""
        every_year = self.closed_every_year.get((day.month, day.day), ())
        return self.closed_days.get(day) or next((one.name for one in every_year if one.covers(day)), None)

    def is_working_day(self, day: date) -> bool:
        """Whether the day is a working day (hverdag): no weekend, no holiday."""
        return day.weekday() not in self._free_weekdays and self.holiday(day) is None

    def is_open(self, day: date) -> bool:
        """Whether the house works that day: a working day on which it has not closed by itself."""
        return self.is_working_day(day) and self.closing(day) is None

    def next_working_day(self, day: date) -> date:
        """The day itself when it is a working day, else the first one after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def last_open_day(self, day: date) -> date:
        """The last day on or before ``day`` on which the house works."""
        known = self._practical.get(day)
        if known is None:
            known = day
            while not self.is_open(known):
                known -= timedelta(days=1)
            if len(self._practical) < 200_000:
                self._practical[day] = known
        return known

    def add_working_days(self, day: date, amount: int) -> date:
        """The ``amount``-th working day after ``day``; the day itself is not counted."""
        year, left = day.year, amount
        days = self._working_days_of(year)
        position = bisect_right(days, day.toordinal())
        while position + left > len(days):
            left -= len(days) - position
            year, position = year + 1, 0
            days = self._working_days_of(year)
        return date.fromordinal(days[position + left - 1]) if left else day

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days there are after ``first`` up to and with ``last``."""
        count = 0
        for year in range(first.year, last.year + 1):
            days = self._working_days_of(year)
            count += bisect_right(days, last.toordinal()) - bisect_left(days, first.toordinal() + 1)
        return max(count, 0)

    def holidays_between(self, first: date, last: date) -> list[tuple[date, Text]]:
        """Holidays on weekdays after ``first`` up to ``last``: the days that a count skips by name."""
        found = []
        for year in range(first.year, last.year + 1):
            for holiday in self.holidays:
                on = holiday.in_year(year)
                if on and first < on <= last and on.weekday() not in self._free_weekdays:
                    found.append((on, holiday.name))
        return sorted(found, key=lambda pair: pair[0])

    def _working_days_of(self, year: int) -> list[int]:
        days = self._working.get(year)
        if days is None:
            if year > MAXYEAR:
                raise OverflowError("no calendar after the year 9999")
            first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            days = [n for n in range(first, last + 1) if self.is_working_day(date.fromordinal(n))]
            self._working[year] = days
        return days
