"""Treatment at another provider: what the centre follows while it lasts (KS 6.5.7). Pure readings of a timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from brobygger.records.episodes.events import (
    ELSEWHERE_KIND,
    ELSEWHERE_WEEKS,
    EXTERNAL_ENROLLED,
    EXTERNAL_STATUS_RECEIVED,
    SUPERVISION_HELD,
)
from brobygger.records.episodes.facts import PROVIDER
from brobygger.records.episodes.milestones import TREATMENT_ENDED
from brobygger.standard.events import Happening

STATUS, VISIT, LENGTH = "status", "visit", "length"  # what can be noted of such a course


@dataclass(frozen=True)
class Stay:
    """A course at another provider: where, which treatment, since when, and how many weeks (None: not known)."""

    provider: str
    kind: str
    since: date
    weeks: int | None
    last_status_on: date | None = None
    last_visit_on: date | None = None


def stay_of(happened: Sequence[Happening]) -> Stay | None:
    """The course at another provider that runs: the last that began, unless treatment has ended since."""
    places = [place for place, one in enumerate(happened) if one.kind == EXTERNAL_ENROLLED.id]
    if not places:
        return None
    began, after = happened[places[-1]], happened[places[-1] + 1 :]
    if any(one.kind == TREATMENT_ENDED.id for one in after):
        return None
    provider = str(PROVIDER.read(began.facts) or "")
    return Stay(
        provider=provider,
        kind=str(ELSEWHERE_KIND.read(began.facts) or ""),
        since=began.on,
        weeks=ELSEWHERE_WEEKS.read(began.facts),
        last_status_on=_last(after, EXTERNAL_STATUS_RECEIVED.id, provider),
        last_visit_on=_last(after, SUPERVISION_HELD.id, provider),
    )


def _last(after: Sequence[Happening], kind: str, provider: str) -> date | None:
    days = [one.on for one in after if one.kind == kind and PROVIDER.read(one.facts) == provider]
    return max(days, default=None)
