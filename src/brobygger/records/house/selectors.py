"""What the house has set: now, to come, and what waits."""

import datetime as dt

from django.db.models import QuerySet

from brobygger.ground import clock
from brobygger.records.house.models import Setting


def waiting() -> QuerySet[Setting]:
    """What waits for a second person, the oldest first (one query)."""
    return Setting.all_waiting().order_by("asked_at")


def answered(name: str) -> QuerySet[Setting]:
    """What was confirmed of a list, the newest first (one query)."""
    found = Setting.objects.filter(list=name, state=Setting.State.CONFIRMED)
    return found.select_related("asked_by", "answered_by").order_by("-answered_at", "-id")


def is_to_come(row: Setting, today: dt.date | None = None) -> bool:
    """Whether a confirmed one begins on a later day."""
    return row.as_setting().valid_from > (today or clock.today())
