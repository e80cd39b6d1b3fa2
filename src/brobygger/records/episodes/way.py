"""The way through a case: which of several promises that run out on one day the others wait for.

Four promises run from the first contact and end on the same day (KS 3.5). Nobody can start a treatment that has not
been decided, so what stands first on the way is what to do next.
"""

from functools import cache

from brobygger import standard
from brobygger.records.episodes.milestones import (
    ASSESSMENT_COMPLETED,
    DECISION_MADE,
    LETTER_SENT,
    PLAN_AGREED,
    TREATMENT_STARTED,
)

# By the event that meets a promise. What is not on the way waits for nothing.
WAY = tuple(kind.id for kind in (ASSESSMENT_COMPLETED, DECISION_MADE, LETTER_SENT, TREATMENT_STARTED, PLAN_AGREED))


@cache
def place_on_way(version: str) -> int | None:
    """How far along the way a clock's version is met; None when it is off the way."""
    met_by = standard.load().clock_version(version).met_by
    return next((WAY.index(trigger.event) for trigger in met_by if trigger.event in WAY), None)


def order_on_way(version: str) -> int:
    """Where a clock's version stands among those of one day: on the way first, what is off it after."""
    place = place_on_way(version)
    return len(WAY) if place is None else place
