"""A clock: one promise of the standard as a rule, in one version of the law.

The words of a clock, and every date in its validity, come from the standard file; this module only
says what a clock is and counts its days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite
from typing import Any

from brobygger.standard.text import Text
from brobygger.standard.working_days import Calendar, add_months

UNITS = ("days", "working-days", "weeks", "months", "fraction-of-weeks", "date")
_MOST = 10_000
WEEKEND_RULES = ("none", "next-working-day")
REPETITIONS = ("once", "each-start", "restarts", "renewed")
CITIZEN = "citizen"
_MOST_WEEKS = 5200
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


def weeks_in(value: Any) -> float | None:
    """A length in weeks; None where it is unknown or none: more than a hundred years is a slip of the pen."""
    weeks = number(value)
    return weeks if weeks is not None and 0 < weeks <= _MOST_WEEKS else None


def day_in(value: Any) -> date | None:
    """A fact as a day (an ISO date); None where it is unknown or no day."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Condition:
    """What one fact of an event must be.

    ``among`` and ``over`` say what it must be, ``not_among`` what it must not be. A fact that nobody has
    written down excludes nothing, unless the condition is ``known_only``. With ``without`` it is the lack that is
    asked for: no length in weeks is known.
    """

    fact: str
    among: frozenset[Any] | None = None
    not_among: frozenset[Any] = frozenset()
    over: int | None = None
    known_only: bool = False
    without: bool = False

    def holds(self, facts: Mapping[str, Any]) -> bool:
        """Whether the condition holds for these facts; never raises."""
        value = facts.get(self.fact)
        if self.without:
            return weeks_in(value) is None
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

    Attributes:
        event: the kind.
        conditions: what its facts must be.
        on_later_day: it stops a clock, or takes something back, only on a later day than that on which the other
            happened: a course that ends on the day of a transfer is the one before.
        on_same_day: it takes something back only on the day on which that happened.
        pairs_by: it stops a clock, or takes something back, only where the start, or the other, carries the same in
            these facts, as far as both carry them.
        after: a choice counts only from the day of the first of these in the round: nobody who has not been
            referred can choose another place (serviceloven § 101, stk. 5). A start counts only when one of these came
            after it, in time: a no to being followed up that became a yes.
    """

    event: str
    conditions: tuple[Condition, ...] = ()
    on_later_day: bool = False
    on_same_day: bool = False
    pairs_by: tuple[str, ...] = ()
    after: "tuple[Trigger, ...]" = ()

    def matches(self, facts: Mapping[str, Any]) -> bool:
        """Whether an event of this kind with these facts counts."""
        return not self.conditions or all(condition.holds(facts) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Undoing:
    """What comes after an event and takes it back, as far as it stopped a clock or ended a round: the first day stands.

    A refusal that is replaced by a grant, or overturned, stops nothing any more.

    Attributes:
        event: what is taken back.
        by: what takes it back.
        newer_names: in which of its facts the newer of the two names the older, by which of the other's.
        unless_between: what parts the two where neither names the other: a grant after a new contact answers that one.
    """

    event: Trigger
    by: tuple[Trigger, ...]
    newer_names: tuple[tuple[str, str], ...] = ()
    unless_between: tuple[Trigger, ...] = ()


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

    ``fraction-of-weeks`` is a share of the number of weeks that the event names in ``fact``; ``date`` counts days from
    the later day that it names there (the day that was agreed).
    """

    amount: float
    unit: str
    fact: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole number of its unit; a share of weeks is none."""
        return 0 <= self.amount <= _MOST and self.amount == int(self.amount)

    @property
    def can_be_counted(self) -> bool:
        """Whether it is a length at all: what is none is refused where it is read, and nothing more is said of it."""
        return self.unit in UNITS and (self.unit == "fraction-of-weeks" or self.is_whole)

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
        told = facts.get(self.fact or "")
        if self.unit == "date":
            day = day_in(told)
            return day + timedelta(days=int(self.amount)) if day is not None and day > start else None
        weeks = weeks_in(told)
        return start + timedelta(days=int(weeks * 7 * self.amount)) if weeks is not None else None


@dataclass(frozen=True, slots=True)
class ClockVersion:
    """One clock as it is between two dates; ``deadlines`` picks it by the day of the event that starts it.

    Attributes:
        id: the clock's name, the same in all its versions.
        version: this version's own key, stable in the file ("treatment-guarantee-drug@2020-01-01").
        requirements: the ids of the register that the clock keeps.
        is_promise: False for a working deadline of the house, which is no promise and is not counted.
        law_by_line: the paragraph for one line of treatment, where it is another than ``law``.
        or_within: how long it allows where ``within`` cannot be counted, since a fact is unknown.
        counted_from: see ``CountedFrom``; None counts from the start itself.
        courses: the kinds of course in which it runs.
        lines: the lines it holds for; empty for every line. An unknown line excludes.
        not_lines: the lines it does not hold for; an unknown line does not exclude.
        age_from: the age from which it holds; an unknown age never excludes.
        departure_undone_by: what takes a departure back, such as a choice that was then limited.
        met_since: an event before the start; what meets the clock counts from that day on.
        pairs_by: facts that, where both sides carry them, say which start an event belongs to.
        named_by: a fact by which an event may name one start; what names none concerns them all.
        repeats: "once" a round, at "each-start", "restarts" from what met it, or "renewed" by each start, the newer
            one in place of the one before.
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
    law_by_line: tuple[tuple[str, str], ...]
    is_promise: bool
    promise: Text
    act: Text
    answers: str
    starts: tuple[Trigger, ...]
    met_by: tuple[Trigger, ...]
    within: Within
    or_within: Within | None
    within_words: Text
    weekend: str
    counted_from: CountedFrom | None
    courses: frozenset[str]
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

    def met_by_event(self, event: str, facts: Mapping[str, Any]) -> bool:
        """Whether an event of that kind with these facts meets the clock."""
        return any(trigger.event == event and trigger.matches(facts) for trigger in self.met_by)

    def covers(self, day: date) -> bool:
        """Whether an event on that day starts this version."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def law_of(self, line: str) -> str:
        """The paragraph of law behind it for one line of treatment; empty where the line is not known."""
        return next((law for known, law in self.law_by_line if known == line), self.law)

    def due_on(self, calendar: Calendar, start: date, facts: Mapping[str, Any]) -> date | None:
        """The last day on which the promise is kept, counted from ``start``; None when it cannot be known."""
        counted = self.within.counted(calendar, start, facts)
        if counted is None and self.or_within is not None:
            counted = self.or_within.counted(calendar, start, facts)
        if counted is not None and self.weekend == "next-working-day":
            return calendar.next_working_day(counted)
        return counted


def version_on(versions: tuple[ClockVersion, ...], day: date) -> ClockVersion | None:
    """The version that an event on ``day`` starts; None in a gap between versions."""
    for version in versions:
        if version.covers(day):
            return version
    return None
