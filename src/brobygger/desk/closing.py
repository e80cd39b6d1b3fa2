"""The days around a closing: when a holiday stands before the door, the day's groups are named after it."""

from dataclasses import dataclass
from datetime import date, timedelta

from brobygger import standard
from brobygger.ground.languages import present_language

AHEAD = 7  # days: further away a closing changes nothing today
LONG = 3  # days in a row without work: longer than any plain weekend


@dataclass(frozen=True)
class Closing:
    """A stretch of days on which nobody works, longer than a weekend. `season` is what people call it."""

    first: date
    last: date
    season: str


def closing_ahead(today: date) -> Closing | None:
    """The next long closing that begins within a week, if any."""
    calendar = standard.load().calendar
    for away in range(1, AHEAD + 1):
        first = today + timedelta(days=away)
        if calendar.is_open(first) or not calendar.is_open(first - timedelta(days=1)):
            continue
        last = first
        while not calendar.is_open(last + timedelta(days=1)):
            last += timedelta(days=1)
        if (last - first).days + 1 >= LONG:
            return Closing(first, last, _season(first, last))
    return None


def _season(first: date, last: date) -> str:
    calendar, day = standard.load().calendar, first
    while day <= last:
        name = calendar.season(day) or calendar.closing(day)
        if name is not None:
            return name.in_(present_language())
        day += timedelta(days=1)
    return ""


def soon(today: date, closing: Closing | None) -> date:
    """The last day of the group that comes first: tomorrow's working day, or the day before a closing."""
    calendar = standard.load().calendar
    if closing is not None:
        return closing.first - timedelta(days=1)
    return calendar.next_working_day(today + timedelta(days=1))
