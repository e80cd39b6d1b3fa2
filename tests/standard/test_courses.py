"""Courses of more than one kind: each has its own phases and clocks, and the timeline tells of which kind it is."""

from datetime import date

import pytest

from brobygger.standard import Event, course, deadlines, load, parse, phase_of, vocabulary
from brobygger.standard.clocks import Trigger
from brobygger.standard.courses import CLOSED, COURSES, RELATIVE, TREATMENT, CourseKind, Phase, is_foreign, phases_of
from brobygger.standard.courses import phase as phase_by_id
from brobygger.standard.loading import PACKAGED
from brobygger.standard.problems import StandardFileError
from brobygger.standard.text import Text

DAY = date(2026, 3, 2)
CAME = Event("relative-inquiry.received", DAY, facts={"line": "drug", "unit": "drug"})


@pytest.mark.parametrize("kind", COURSES, ids=lambda kind: kind.id)
def test_a_declaration_speaks_of_events_that_there_are(kind: CourseKind) -> None:
    assert kind.events | kind.back_by | set(kind.way) <= set(vocabulary())
    assert {phase.told_by for phase in kind.steps} <= set(vocabulary())
    assert kind.back_by <= kind.events
    assert course(kind.id) is kind and kind.phases[-1] is CLOSED and kind.first.told_by == kind.opened_by


def test_no_two_kinds_are_opened_alike_or_share_a_phase() -> None:
    assert len({kind.opened_by for kind in COURSES}) == len({kind.id for kind in COURSES}) == len(COURSES)
    phases = [phase.id for kind in COURSES for phase in kind.phases if phase is not CLOSED]
    assert len(phases) == len(set(phases))
    assert all(
        phase_by_id(one) in kind.phases for kind in COURSES for one in phases if one in {p.id for p in kind.phases}
    )


def test_the_phases_of_several_kinds_end_with_the_closed_course() -> None:
    assert phases_of([TREATMENT.id]) == TREATMENT.phases
    both = phases_of([RELATIVE.id, TREATMENT.id])
    assert both == (*TREATMENT.phases[:-1], *RELATIVE.phases[:-1], CLOSED)


@pytest.mark.parametrize("kind", COURSES, ids=lambda kind: kind.id)
def test_what_a_phase_owes_is_on_the_way(kind: CourseKind) -> None:
    assert {phase.owes for phase in kind.phases if phase.owes} <= set(kind.way)


@pytest.mark.parametrize(
    ("kinds", "phase"),
    [
        ("relative-inquiry.received", "contact"),
        ("relative-inquiry.received relative-talk.held", "support"),
        ("relative-inquiry.received relative-talk.held relative-support.ended", "meet-again"),
        ("relative-inquiry.received relative-support.ended relative-talk.held", "support"),
        ("relative-inquiry.received decision.made treatment.started", "contact"),
        ("relative-inquiry.received episode.closed", "closed"),
    ],
)
def test_a_relative_goes_another_way_than_a_citizen_in_treatment(kinds: str, phase: str) -> None:
    assert phase_of([Event(kind, date(2026, 3, day)) for day, kind in enumerate(kinds.split(), 1)]) == phase


def test_no_promise_of_treatment_runs_for_a_relative() -> None:
    sent = Event("letter.sent", DAY, facts={"letter": "decision", "means": "digital-post", "line": "drug"})
    left = [Event("plan.agreed", DAY), Event("decision.made", DAY, facts={"outcome": "granted", "line": "drug"}), sent]
    assert deadlines(left, load(), DAY)
    assert deadlines([CAME, *left], load(), DAY) == []
    assert deadlines(left, load(), DAY, RELATIVE) == []
    assert deadlines([CAME, *left], load(), DAY, TREATMENT)


CLOCK = """
[[clocks]]
id = "relative-answer"
requirements = ["KS-3.5-1"]
section = "3.5"
law = "KS"
answers = "counsellor"
promise = { da = "Pårørende får svar inden 7 dage.", en = "Relatives have an answer within 7 days." }
act = { da = "Svar den pårørende", en = "Answer the relative" }
starts = ["relative-inquiry.received"]
met_by = ["relative-talk.held"]
within = { amount = 7, unit = "days" }
holds_for = { course = ["COURSE"] }
stops = { da = "Forløbet afsluttes.", en = "The course is closed." }
voided_by = ["episode.closed"]
"""


def _with_clock(course_id: str) -> bytes:
    return PACKAGED.read_bytes() + CLOCK.replace("COURSE", course_id).encode()


def test_a_file_may_promise_a_relative_something() -> None:
    standard = parse(_with_clock("relative"))
    (found,) = deadlines([CAME], standard, DAY)
    assert (found.clock, found.due_on, found.state) == ("relative-answer", date(2026, 3, 9), "running")
    asked = Event("inquiry.received", DAY, facts={"line": "drug", "age": 41})
    assert "relative-answer" not in {one.clock for one in deadlines([asked], standard, DAY)}


def test_a_clock_of_an_unknown_kind_of_course_is_a_fault() -> None:
    with pytest.raises(StandardFileError, match="'relativ' er ikke en kendt forløbstype"):
        parse(_with_clock("relativ"))


def test_a_step_of_one_kind_is_foreign_to_another() -> None:
    assert is_foreign("decision.made", RELATIVE) and is_foreign("relative-talk.held", TREATMENT)
    assert not is_foreign("episode.closed", RELATIVE) and not is_foreign("letter.sent", RELATIVE)


@pytest.mark.parametrize(
    "phases",
    [(RELATIVE.phases[0],), (RELATIVE.phases[0], RELATIVE.phases[0], CLOSED), (RELATIVE.phases[1], CLOSED)],
    ids=["never closed", "twice the same", "nothing that it opens with"],
)
def test_half_a_declaration_is_refused(phases: tuple[Phase, ...]) -> None:
    with pytest.raises(ValueError, match="course 'half'"):
        CourseKind("half", Text("Halv", "Half"), RELATIVE.opened_by, "social", phases)


def test_a_phase_may_be_reached_by_more_than_one_event() -> None:
    first = Phase("first", Text("Først", "First"), (Trigger("inquiry.received"), Trigger("note.signed")))
    kind = CourseKind("own", Text("Egen", "Own"), "inquiry.received", "social", (first, CLOSED))
    assert kind.phase_of([Event("note.signed", DAY)]) is first and kind.steps == ()
