"""The kinds of course that there are, each with a declaration of its own."""

from collections.abc import Collection, Iterable

from brobygger.standard.courses.kinds import CLOSED, CourseKind, Phase
from brobygger.standard.courses.relative import RELATIVE
from brobygger.standard.courses.treatment import TREATMENT
from brobygger.standard.events import Event

__all__ = [
    "CLOSED",
    "COURSES",
    "RELATIVE",
    "TREATMENT",
    "WAITING",
    "CourseKind",
    "Phase",
    "course",
    "course_of",
    "is_foreign",
    "phase",
    "phase_of",
    "phases_of",
]

COURSES = (TREATMENT, RELATIVE)
_BY_ID = {kind.id: kind for kind in COURSES}
_PHASES = {phase.id: phase for kind in COURSES for phase in kind.phases}
# Where what a course is for has not begun.
WAITING = tuple(phase.id for phase in _PHASES.values() if phase.waiting)


def course(course_id: str) -> CourseKind:
    """A kind of course by its id. Raises KeyError for an unknown one."""
    return _BY_ID[course_id]


def phase(phase_id: str) -> Phase:
    """A phase by its id, of whichever kind of course. Raises KeyError for an unknown one."""
    return _PHASES[phase_id]


def phases_of(course_ids: Collection[str]) -> tuple[Phase, ...]:
    """The phases of these kinds of course, each once, with the closed course last."""
    kinds = [kind for kind in COURSES if kind.id in course_ids]
    return (*(one for kind in kinds for one in kind.phases if one is not CLOSED), CLOSED)


def course_of(kinds: Collection[str]) -> CourseKind:
    """The kind of course that a timeline with these kinds of event tells of, by what opens it; else treatment."""
    return next((kind for kind in COURSES if kind.opened_by in kinds), TREATMENT)


def is_foreign(event: str, to: CourseKind) -> bool:
    """Whether an event leads from phase to phase in another kind of course, and in this one nowhere."""
    return event not in to.events and any(event in kind.events for kind in COURSES)


def phase_of(timeline: Iterable[Event]) -> str:
    """The phase of a timeline, by the kind of course that it tells of itself."""
    events = list(timeline)
    return course_of({event.kind for event in events}).phase_of(events).id
