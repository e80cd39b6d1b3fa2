"""Which step of the way a course is at."""

from collections.abc import Iterable

from brobygger.standard.events import Event, standing
from brobygger.standard.known import (
    ASSESSMENT_COMPLETED,
    ASSESSMENT_STARTED,
    DECISION_MADE,
    EPISODE_CLOSED,
    HEARING_OPENED,
    INQUIRY_RECEIVED,
    OUTCOME,
    PLAN_AGREED,
    RECOMMENDATION_SUBMITTED,
    RELAPSE_PREVENTION_STARTED,
    TREATMENT_ENDED,
    TREATMENT_STARTED,
)

PHASES = ("inquiry", "assessment", "visitation", "treatment", "follow-up", "closed")

_STEP = {
    INQUIRY_RECEIVED: "inquiry",
    ASSESSMENT_STARTED: "assessment",
    ASSESSMENT_COMPLETED: "visitation",
    RECOMMENDATION_SUBMITTED: "visitation",
    HEARING_OPENED: "visitation",
    DECISION_MADE: "treatment",
    PLAN_AGREED: "treatment",
    TREATMENT_STARTED: "treatment",
    RELAPSE_PREVENTION_STARTED: "treatment",
    TREATMENT_ENDED: "follow-up",
    EPISODE_CLOSED: "closed",
}
_RANK = {phase: rank for rank, phase in enumerate(PHASES)}
# What takes a course back from follow-up, or opens it again after it was closed.
_BACK = {INQUIRY_RECEIVED, TREATMENT_STARTED, RELAPSE_PREVENTION_STARTED}


def phase_of(timeline: Iterable[Event]) -> str:
    """The phase of a timeline: one of ``PHASES``.

    A course only moves forward, save that a new inquiry, a new start or relapse prevention takes it back
    after treatment ended (KS 5.5). A refusal leaves it in visitation: there is nothing to treat yet.
    """
    rank = 0
    for happening in standing(timeline, None):
        phase = _STEP.get(happening.kind)
        if phase is None:
            continue
        if happening.kind == DECISION_MADE and OUTCOME.read(happening.facts) == "refused":
            phase = "visitation"
        reached, ended = _RANK[phase], rank >= _RANK["follow-up"]
        if reached > rank or (ended and happening.kind in _BACK):
            rank = reached
    return PHASES[rank]
