"""Is the house open now, until when, when again: from the standard file and the Danish calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from brobygger.standard import Calendar, Standard
from brobygger.standard.model import Hours, Unit

LOOK_AHEAD = 31  # days: no closing lasts longer


@dataclass(frozen=True, slots=True)
class Opening:
    """What a door says at one moment: open until a time, or closed until a day and a time."""

    until: time | None
    opens_on: date | None
    opens_at: time | None

    @property
    def is_open(self) -> bool:
        """Whether someone answers now."""
        return self.until is not None


def hours_on(hours: Iterable[Hours], calendar: Calendar, day: date) -> list[Hours]:
    """The hours of one day in order; none on a holiday, at a weekend or when the house has closed."""
    if not calendar.is_open(day):
        return []
    return sorted((h for h in hours if h.weekday == day.weekday()), key=lambda h: h.opens)


def opening(hours: Iterable[Hours], calendar: Calendar, now: datetime) -> Opening:
    """What the door says at `now` (Danish local time)."""
    every = list(hours)
    moment = now.time()
    open_now = [h.closes for h in hours_on(every, calendar, now.date()) if h.opens <= moment < h.closes]
    if open_now:
        return Opening(max(open_now), None, None)
    for ahead in range(LOOK_AHEAD):
        day = now.date() + timedelta(days=ahead)
        later = [h.opens for h in hours_on(every, calendar, day) if ahead or h.opens > moment]
        if later:
            return Opening(None, day, later[0])
    return Opening(None, None, None)


@dataclass(frozen=True, slots=True)
class Counselling:
    """One unit that people may walk into on a day without an appointment."""

    unit: Unit
    hours: Hours
    is_open_counselling: bool
    is_now: bool


def walk_in(standard: Standard, day: date, now: datetime) -> list[Counselling]:
    """Where one may walk in on a day: open counselling where a unit has it, else its hours (KS 4.1)."""
    found = []
    for unit in standard.units:
        if not unit.takes_inquiries:
            continue
        for hours in hours_on(unit.open_counselling or unit.hours, standard.calendar, day):
            is_now = day == now.date() and hours.opens <= now.time() < hours.closes
            found.append(Counselling(unit, hours, bool(unit.open_counselling), is_now))
    return sorted(found, key=lambda c: (c.hours.opens, c.hours.closes))


@dataclass(frozen=True, slots=True)
class Days:
    """Weekdays in a row with the same hours: Monday to Wednesday, 9 to 15."""

    first: int
    last: int
    opens: time
    closes: time


def grouped(hours: Iterable[Hours]) -> list[Days]:
    """The week's hours with equal neighbours joined."""
    joined: list[Days] = []
    for h in sorted(hours, key=lambda h: (h.weekday, h.opens)):
        last = joined[-1] if joined else None
        if last and last.last + 1 == h.weekday and (last.opens, last.closes) == (h.opens, h.closes):
            joined[-1] = Days(last.first, h.weekday, h.opens, h.closes)
        else:
            joined.append(Days(h.weekday, h.weekday, h.opens, h.closes))
    return joined
