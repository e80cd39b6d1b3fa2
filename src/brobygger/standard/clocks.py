"""A clock: one promise of the standard as a rule, in one version of the law.

The words of a clock, and every date in its validity, come from the standard file; this module only
says what a clock is and counts its days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite
from typing import Any

from brobygger.standard.text import Text
from brobygger.standard.working_days import Calendar, add_months

UNITS = ("days", "working-days", "weeks", "months", "fraction-of-weeks")
WEEKEND_RULES = ("none", "next-working-day")
REPETITIONS = ("once", "each-start", "restarts")
CITIZEN = "citizen"
ANSWERING = ("counsellor", "authority", "doctor", "provider", "manager", CITIZEN)


def whole_number(value: Any) -> int | None:
    """A fact as a number, None where it is unknown or no number: facts are what people wrote."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None


def number(value: Any) -> float | None:
    """A fact as a number, whole or not (a course may last four and a half weeks); None where it is none."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = float(value.replace(",", ".") if isinstance(value, str) else value)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if isfinite(found) else None


@dataclass(frozen=True, slots=True)
class Condition:
    """What one fact of an event must be.

    ``among`` and ``over`` say what it must be, ``not_among`` what it must not be. A fact that nobody has
    written down excludes nothing, unless the condition is ``known_only``.
    """

    fact: str
    among: frozenset[Any] | None = None
    not_among: frozenset[Any] = frozenset()
    over: int | None = None
    known_only: bool = False

    def holds(self, facts: Mapping[str, Any]) -> bool:
        """Whether the condition holds for these facts; never raises."""
        value = facts.get(self.fact)
        if value is None:
            return not self.known_only
        if self.over is not None:
            found = number(value)
            return found > self.over if found is not None else not self.known_only
        try:
            if value in self.not_among:
                return False
            return self.among is None or value in self.among
        except TypeError:  # a list or an object, which no condition asks for
            return not self.known_only


@dataclass(frozen=True, slots=True)
class Trigger:
    """A kind of event under conditions: what starts, meets or stops a clock.

    With ``on_later_day`` it stops a clock only on a later day than the one that the clock began on: a course
    that ends on the day of a transfer is the one before.
    """

    event: str
    conditions: tuple[Condition, ...] = ()
    on_later_day: bool = False

    def matches(self, facts: Mapping[str, Any]) -> bool:
        """Whether an event of this kind with these facts counts."""
        return all(condition.holds(facts) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class CountedFrom:
    """The earlier event whose day is counted from, when the clock is started by something found later.

    ``trigger`` says which events those are: a relative's contact is not the citizen's.

    A medical need is found in the assessment, but its 14 days run from the contact (KS 6.2.7). When one of
    ``until`` has happened before the need was found, and the days from the contact are used up, the need is
    a request of its own and is counted from its own day.
    """

    trigger: Trigger
    until: tuple[str, ...] = ()

    @property
    def event(self) -> str:
        """The kind of event."""
        return self.trigger.event


@dataclass(frozen=True, slots=True)
class Within:
    """How long a clock allows: an ``amount`` of a ``unit`` (see ``UNITS``).

    ``fraction-of-weeks`` is a share of the number of weeks that the event names in ``fact``.
    """

    amount: float
    unit: str
    fact: str | None = None

    def counted(self, calendar: Calendar, start: date, facts: Mapping[str, Any]) -> date | None:
        """The last day before any weekend rule; None when the fact that is needed is unknown.

        The day of the start is day 0. May raise OverflowError past the year 9999.
        """
        if self.unit == "days":
            return start + timedelta(days=int(self.amount))
        if self.unit == "weeks":
            return start + timedelta(weeks=int(self.amount))
        if self.unit == "months":
            return add_months(start, int(self.amount))
        if self.unit == "working-days":
            return calendar.add_working_days(start, int(self.amount))
        weeks = number(facts.get(self.fact or ""))
        if weeks is None or not 0 < weeks <= 5200:  # a hundred years: more is a slip of the pen
            return None
        return start + timedelta(days=int(weeks * 7 * self.amount))


@dataclass(frozen=True, slots=True)
class ClockVersion:
    """One clock as it is between two dates; ``deadlines`` picks it by the day of the event that starts it.

    Attributes:
        id: the clock's name, the same in all its versions.
        version: this version's own key, stable in the file ("treatment-guarantee-drug@2020-01-01").
        requirements: the ids of the register that the clock keeps.
        is_promise: False for a working deadline of the house, which is no promise and is not counted.
        counted_from: see ``CountedFrom``; None counts from the start itself.
        lines: the lines it holds for; empty for every line. An unknown line excludes.
        not_lines: the lines it does not hold for; an unknown line does not exclude.
        age_from: the age from which it holds; an unknown age never excludes.
        departure_undone_by: what takes a departure back, such as a choice that was then limited.
        met_since: an event before the start; what meets the clock counts from that day on.
        pairs_by: facts that, where both sides carry them, say which start an event belongs to.
        named_by: a fact by which an event may name one start; what names none concerns them all.
        repeats: "once" a round, at "each-start", or "restarts" from what met it.
        one_meets_all: one event meets every open deadline of the clock, not only the oldest.
        in_time_first: an event meets the oldest deadline that it is in time for, else the latest one.
        met_words, late_words: how it ended, where "done in time" and "done late" would not be true of whoever did it.
        lapses: unused, it ends by itself: the citizen's own time to act, never a breach.
    """

    id: str
    version: str
    requirements: tuple[str, ...]
    section: str
    law: str
    is_promise: bool
    promise: Text
    act: Text
    answers: str
    starts: tuple[Trigger, ...]
    met_by: tuple[Trigger, ...]
    within: Within
    within_words: Text
    weekend: str
    counted_from: CountedFrom | None
    lines: frozenset[str]
    not_lines: frozenset[str]
    units: frozenset[str]
    kinds_of_treatment: frozenset[str]
    age_from: int | None
    departed_by: tuple[Trigger, ...]
    departure: Text
    departure_undone_by: tuple[Trigger, ...]
    met_since: str
    voided_by: tuple[Trigger, ...]
    pairs_by: tuple[str, ...]
    named_by: str
    repeats: str
    one_meets_all: bool
    in_time_first: bool
    lapses: bool
    stops: Text
    note: Text
    met_words: Text
    late_words: Text
    valid_from: date | None
    valid_to: date | None

    def covers(self, day: date) -> bool:
        """Whether an event on that day starts this version."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def due_on(self, calendar: Calendar, start: date, facts: Mapping[str, Any]) -> date | None:
        """The last day on which the promise is kept, counted from ``start``; None when it cannot be known."""
        counted = self.within.counted(calendar, start, facts)
        if counted is not None and self.weekend == "next-working-day":
            return calendar.next_working_day(counted)
        return counted


def version_on(versions: tuple[ClockVersion, ...], day: date) -> ClockVersion | None:
    """The version that an event on ``day`` starts; None in a gap between versions."""
    for version in versions:
        if version.covers(day):
            return version
    return None
