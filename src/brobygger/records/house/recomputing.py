"""What a closing moves: the practical days of the deadlines around it, computed again by a job.

The lawful day never moves. The job is asked for in the transaction of the confirmation, and a second time for when no
process can be left that did not know of it: what such a one stored meanwhile is then put right.
"""

import datetime as dt
from typing import Any

from django.utils import timezone

from brobygger.records.episodes import commands
from brobygger.records.house import overlay, rules
from brobygger.records.house.models import Setting
from brobygger.standard import settings as over
from brobygger.trust import audit, jobs
from brobygger.trust.access import SYSTEM

# Longer than a process goes without asking, and longer than any page takes.
ONCE_MORE = dt.timedelta(minutes=2)


def defer(setting: Setting) -> None:
    """Ask for the computing of the cases that a setting moves; of anything but a closing that is none."""
    if setting.list != over.CLOSED_DAYS:
        return
    begins = setting.as_setting().valid_from
    first, last = rules.felt(setting.list, setting.key, begins, setting.before, setting.data)
    span: dict[str, Any] = {"first": first.isoformat(), "last": last.isoformat() if last else None}
    jobs.defer(recompute, **span)
    jobs.defer(recompute, at=timezone.now() + ONCE_MORE, **span)


@jobs.job("house.recompute")
def recompute(first: str, last: str | None) -> None:
    """Compute the cases again that have a deadline around these days, and say in the audit trail how many changed."""
    overlay.ask()
    span = dt.date.fromisoformat(first), dt.date.fromisoformat(last) if last else None
    seen, changed = commands.repair_around(*span)
    audit.noted(audit.Kind.SYSTEM, SYSTEM, "house.recompute", cases=seen, changed=changed)
