"""How well the promises are kept, from the stored deadlines: never a figure that could be a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.core.cache import caches
from django.db import InterfaceError, OperationalError
from django.db.models import Count, Q

from brobygger.records.episodes.models import StoredDeadline
from brobygger.standard import add_months

LEAST_PEOPLE = 20  # below this no figures are shown at all
LEAST_CELL = 5  # a part with fewer people than this is not told apart
STEP = 5  # beside a part that is not told, the share is told in steps of this many in a hundred
KEEP_SECONDS = 3600
GUARANTEE = ("treatment-guarantee-drug", "treatment-guarantee-alcohol")
BOTH = "treatment-guarantee"  # one promise, though two laws give it

_Outcome = StoredDeadline.Outcome
_KEPT, _DEPARTED = Q(outcome=_Outcome.MET), Q(outcome=_Outcome.DEPARTED)
# Still open after its last day is late too.
_LATE = Q(outcome__in=(_Outcome.MET_LATE, _Outcome.LATE, _Outcome.OPEN))
_PARTS = {"kept": _KEPT, "late": _LATE, "departed": _DEPARTED}
_NUMBERS = {part: Count("pk", filter=which) for part, which in _PARTS.items()} | {
    f"{part}_people": Count("episode__person", filter=which, distinct=True)
    for part, which in {**_PARTS, "counted": _KEPT | _LATE}.items()
}


class People(NamedTuple):
    """How many different people stand behind a promise: those it counts for, and those in each of its parts."""

    counted: int
    kept: int
    late: int
    departed: int


class Share(NamedTuple):
    """What may be told of how often a promise was kept: `how` is "exactly", "at-least" or "fewer-than"."""

    how: str
    in_100: int


@dataclass(frozen=True, slots=True)
class Kept:
    """How often one promise (or both guarantees together) was kept, broken or departed from in a period."""

    kept: int
    late: int
    departed: int
    people: People
    since: date
    until: date
    hides: bool = False  # a promise that it is put together from has a part that is not told

    @property
    def last_day(self) -> date:
        """The last day of the period."""
        return self.until - timedelta(days=1)

    @property
    def total(self) -> int:
        """Every time the promise was given."""
        return self.kept + self.late + self.departed

    @property
    def may_show_share(self) -> bool:
        """Whether anything may be told: at least 20 people for whom the promise counts."""
        return self.people.counted >= LEAST_PEOPLE

    @property
    def has_small_part(self) -> bool:
        """Whether a part that is there has fewer than five people."""
        return any(0 < part < LEAST_CELL for part in (self.people.kept, self.people.late, self.people.departed))

    @property
    def may_show_numbers(self) -> bool:
        """Whether the parts may be told: none is so small, and none can be had by taking two promises apart."""
        return self.may_show_share and not self.hides and not self.has_small_part

    @property
    def share(self) -> Share:
        """Kept out of a hundred of those that count; a departure leaves the reckoning (KS 3.5).

        Rounded down, so that 100 is only said when every one was kept. Where a part is not told, the share is a bound
        that is the same whether that part is one or four: an exact one gives the part away to whoever knows the whole
        from another promise to the same people.
        """
        counted = self.kept + self.late
        if self.may_show_numbers or not counted:
            return Share("exactly", self.kept * 100 // counted if counted else 0)
        if 0 < self.people.kept < LEAST_CELL:
            most = max(self.kept, LEAST_CELL - 1)
            return Share("fewer-than", (most * 100 // counted // STEP + 1) * STEP)
        least = counted - max(self.late, LEAST_CELL - 1)
        return Share("at-least", least * 100 // counted // STEP * STEP)


def promises_kept(today: date) -> dict[str, Kept] | None:
    """By clock, the promises that fell due in the twelve whole months before `today`. Two queries an hour.

    Whole months: a figure less that of the day before would tell of one day's few. None while the database is away:
    the page around the figures is shown all the same.
    """
    until = today.replace(day=1)
    key = f"public-promises-{until.isoformat()}"
    counted: dict[str, Kept] | None = caches["memory"].get(key)
    if counted is None:
        try:
            counted = _count(add_months(until, -12), until)
        except (OperationalError, InterfaceError):
            return None
        caches["memory"].set(key, counted, KEEP_SECONDS)
    return counted


def _count(since: date, until: date) -> dict[str, Kept]:
    rows = StoredDeadline.objects.filter(due_on__gte=since, due_on__lt=until).order_by()
    found = {str(row["clock"]): _kept(row, since, until) for row in rows.values("clock").annotate(**_NUMBERS)}
    both = rows.filter(clock__in=GUARANTEE).aggregate(**_NUMBERS)
    apart = [found[clock] for clock in GUARANTEE if clock in found]
    # Both less the one that is told would be the one that is not.
    one_alone = len({one.may_show_numbers for one in apart}) > 1
    found[BOTH] = _kept(both, since, until, hides=one_alone or any(one.has_small_part for one in apart))
    return found


def _kept(row: Mapping[str, Any], since: date, until: date, *, hides: bool = False) -> Kept:
    people = People(*(row[f"{part}_people"] for part in People._fields))
    return Kept(row["kept"], row["late"], row["departed"], people, since, until, hides)
