"""Which step of the way a course is at."""

from collections.abc import Iterable

from brobygger.standard.events import Event, standing

PHASES = ("inquiry", "assessment", "visitation", "treatment", "follow-up", "closed")

_STEP = {
    "inquiry.received": "inquiry",
    "assessment.started": "assessment",
    "assessment.completed": "visitation",
    "recommendation.submitted": "visitation",
    "hearing.opened": "visitation",
    "decision.made": "treatment",
    "plan.agreed": "treatment",
    "treatment.started": "treatment",
    "relapse-prevention.started": "treatment",
    "treatment.ended": "follow-up",
    "episode.closed": "closed",
}
_RANK = {phase: rank for rank, phase in enumerate(PHASES)}
# What takes a course back from follow-up, or opens it again after it was closed.
_BACK = {"inquiry.received", "treatment.started", "relapse-prevention.started"}


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
        if happening.kind == "decision.made" and happening.facts.get("outcome") == "refused":
            phase = "visitation"
        reached, ended = _RANK[phase], rank >= _RANK["follow-up"]
        if reached > rank or (ended and happening.kind in _BACK):
            rank = reached
    return PHASES[rank]
