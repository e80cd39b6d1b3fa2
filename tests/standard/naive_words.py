"""What the naive reckoning asks of single events and days."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from brobygger.standard import Calendar, ClockVersion
from brobygger.standard.clocks import Trigger, Within
from brobygger.standard.events import Happening

DAY = timedelta(days=1)


def working(calendar: Calendar, day: date, amount: int) -> date:
    """So many working days later."""
    while amount:
        day += DAY
        amount -= calendar.is_working_day(day)
    return day


def count(calendar: Calendar, way: Within, day: date, facts: Mapping[str, Any]) -> date | None:
    """The last day by one way of counting, None where a fact is unknown."""
    whole = int(way.amount)
    if way.unit in ("days", "weeks"):
        return day + DAY * whole * (7 if way.unit == "weeks" else 1)
    if way.unit == "working-days":
        return working(calendar, day, whole)
    if way.unit == "months":
        year, month = divmod(day.year * 12 + day.month - 1 + whole, 12)
        last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - DAY).day
        return date(year, month + 1, min(day.day, last))
    told = facts.get(way.fact or "")
    if way.unit == "date":
        agreed = date.fromisoformat(told) if isinstance(told, str) and len(told) == 10 else None
        return agreed + DAY * whole if agreed and agreed > day else None
    if isinstance(told, bool) or not isinstance(told, int | float) or not 0 < told <= 5200:
        return None
    return day + DAY * int(told * 7 * way.amount)


NOTHING = Happening("", date.min, {})


def within(day: date, first: date | None, last: date | None) -> bool:
    """Whether a day lies between two, both included; None is no limit."""
    return (first or date.min) <= day <= (last or date.max)


def agree(facts: Sequence[str], one: Happening, two: Happening) -> bool:
    """Whether two events carry the same in these facts, as far as both carry them."""
    pairs = [(one.facts.get(fact), two.facts.get(fact)) for fact in facts]
    return all(a == b or (None in (a, b) and "" not in (a, b)) for a, b in pairs)  # "" names no decision at all


def one_letter(letter: Happening, other: Happening) -> bool:
    """Whether two events may be about one letter."""
    return agree(("letter_id", "letter"), letter, other)


def rhythm_fact(rule: ClockVersion) -> str:
    """The fact that tells a clock its rhythm in weeks."""
    return next(w.fact or "" for w in (rule.within, rule.or_within) if w and w.unit == "fraction-of-weeks")


def weeks_told(rule: ClockVersion, facts: Mapping[str, Any]) -> float | None:
    """The rhythm in weeks that these facts tell."""
    value = facts.get(rhythm_fact(rule))
    good = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 5200
    return float(value) if good and value is not None else None


def is_asked_for(event: Happening, trigger: Trigger) -> bool:
    """Whether an event is of the kind, and under the conditions, that are asked for."""
    if event.kind != trigger.event:
        return False
    for asked in trigger.conditions:
        value = event.facts.get(asked.fact)
        a_number = isinstance(value, int | float) and not isinstance(value, bool)
        if asked.without:
            fits = not (a_number and 0 < value <= 5200)  # type: ignore[operator]
        elif value is None or (asked.over is not None and not a_number):
            fits = not asked.known_only
        elif asked.over is not None:
            fits = value > asked.over
        else:
            fits = value not in asked.not_among and (asked.among is None or value in asked.among)
        if not fits:
            return False
    return True
