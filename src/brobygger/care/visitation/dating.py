"""The day that a decision has: preview, letter, timeline and figures all ask here, and say the same (KS 4.2)."""

from dataclasses import dataclass
from datetime import date, datetime

from brobygger.care.visitation.models import AgendaItem, Decision
from brobygger.ground import clock


@dataclass(frozen=True)
class Dating:
    """When a decision is made (`at`), and when it is written down and its letter with it (`written_at`).

    `is_asked`: it stands on the agenda of a meeting of an earlier day, so that whoever writes must say whether the
    meeting made it; `recorded_later` is the answer, None while there is none. A decision is made when it is written
    down, unless a meeting made it before: it is never dated back by itself.
    """

    at: datetime
    written_at: datetime
    is_asked: bool = False
    recorded_later: bool | None = False

    @property
    def on(self) -> date:
        """The Danish day of the decision."""
        return clock.local_date(self.at)

    @property
    def written_on(self) -> date:
        """The Danish day on which it is written down."""
        return clock.local_date(self.written_at)

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet on which day it was made."""
        return self.is_asked and self.recorded_later is None


def asks_the_day(item: AgendaItem | None, now: datetime | None = None) -> bool:
    """Whether the meeting of an agenda item was on an earlier day than today."""
    if item is None:
        return False
    return clock.local_date(item.meeting.starts_at) < clock.local_date(now or clock.now())


def dating_of(decision: Decision, now: datetime | None = None) -> Dating:
    """When the decision is made, were it made `now`; of one that has been made, when it was."""
    if decision.made_at is not None:
        written_at = decision.letter.queued_at if decision.letter is not None else decision.made_at
        return Dating(decision.made_at, written_at, recorded_later=bool(decision.recorded_later))
    now = now or clock.now()
    if decision.item is None or not asks_the_day(decision.item, now):
        return Dating(now, now)
    later = decision.recorded_later
    return Dating(decision.item.meeting.ends_at if later else now, now, is_asked=True, recorded_later=later)
