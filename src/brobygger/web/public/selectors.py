"""How well the promises are kept, from the stored deadlines: never a figure that could be a person."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.cache import caches
from django.db import InterfaceError, OperationalError
from django.db.models import Count

from brobygger.records.episodes.models import StoredDeadline
from brobygger.standard import add_months

LEAST_PEOPLE = 20  # below this no figures are shown at all
LEAST_CELL = 5  # a part smaller than this is not told apart
KEEP_SECONDS = 3600
GUARANTEE = ("treatment-guarantee-drug", "treatment-guarantee-alcohol")


@dataclass(frozen=True, slots=True)
class Kept:
    """How often one promise (or several together) was kept, broken or departed from in a period."""

    kept: int
    late: int
    departed: int
    since: date
    until: date

    @property
    def total(self) -> int:
        """Everyone the promise was given to."""
        return self.kept + self.late + self.departed

    @property
    def may_show_share(self) -> bool:
        """Whether the share may be told: at least 20 whom the promise counts for."""
        return self.kept + self.late >= LEAST_PEOPLE

    @property
    def may_show_numbers(self) -> bool:
        """Whether the parts may be told: no part that is there is smaller than five."""
        return self.may_show_share and all(n == 0 or n >= LEAST_CELL for n in (self.late, self.departed))

    @property
    def share(self) -> int:
        """Kept out of a hundred of those that count; a departure leaves the reckoning (KS 3.5).

        Rounded down, so that 100 is only said when every one was kept.
        """
        counted = self.kept + self.late
        return self.kept * 100 // counted if counted else 0


def promises_kept(today: date) -> dict[str, Kept] | None:
    """By clock, the promises that fell due in the twelve months before `today`. One query an hour.

    None while the database is away: the page around the figures is shown all the same.
    """
    key = f"public-promises-{today.isoformat()}"
    counted: dict[str, Kept] | None = caches["memory"].get(key)
    if counted is None:
        try:
            counted = _count(add_months(today, -12), today)
        except (OperationalError, InterfaceError):
            return None
        caches["memory"].set(key, counted, KEEP_SECONDS)
    return counted


def _count(since: date, today: date) -> dict[str, Kept]:
    outcome = StoredDeadline.Outcome
    parts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = (
        StoredDeadline.objects.filter(due_on__gte=since, due_on__lt=today)
        .values("clock", "outcome")
        .annotate(cases=Count("id"))
        .order_by()
    )
    for row in rows:
        parts[row["clock"]][row["outcome"]] += row["cases"]
    return {
        clock: Kept(
            kept=found[outcome.MET],
            # Still open after its last day is late too.
            late=found[outcome.MET_LATE] + found[outcome.LATE] + found[outcome.OPEN],
            departed=found[outcome.DEPARTED],
            since=since,
            until=today,
        )
        for clock, found in parts.items()
    }


def together(counted: dict[str, Kept] | None, clocks: tuple[str, ...], today: date) -> Kept | None:
    """Several clocks as one promise: the guarantee is one promise, though two laws give it."""
    if counted is None:
        return None
    found = [counted[clock] for clock in clocks if clock in counted]
    return Kept(
        kept=sum(k.kept for k in found),
        late=sum(k.late for k in found),
        departed=sum(k.departed for k in found),
        since=add_months(today, -12),
        until=today,
    )
