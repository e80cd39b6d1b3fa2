"""The plan's rhythm: what the standard promises, what was agreed with the citizen, and the way back (KS 5 to 5.5)."""

from datetime import date

import pytest

from tests.standard.timelines import of, on, the

AGREED = on("2026-01-05", "plan.agreed", every_weeks=6)


@pytest.mark.req("KS-5-3", "KS-5.2-1", "KS-5.5-3")
def test_after_relapse_prevention_a_reviewed_plan_starts_the_follow_up_and_the_review() -> None:
    back = (
        on("2026-01-05", "plan.agreed"),
        on("2026-03-02", "treatment.ended", reason="completed"),
        on("2026-05-04", "relapse-prevention.started"),
        on("2026-05-11", "plan.reviewed"),
    )
    assert of("follow-up", *back)[-1].due_on == date(2026, 8, 11)
    assert of("plan-review", *back)[-1].due_on == date(2026, 11, 11)


@pytest.mark.parametrize("kind", ["plan.agreed", "plan.reviewed"])
def test_also_when_all_of_it_happens_on_one_day(kind: str) -> None:
    one_day = (
        on("2026-01-05", "plan.agreed"),
        on("2026-03-02", "treatment.ended", reason="completed"),
        on("2026-03-02", "relapse-prevention.started"),
        on("2026-03-02", kind),
    )
    assert of("plan-review", *one_day)[-1].is_open
    assert of("follow-up", *one_day)[-1].is_open
    assert the("plan-after-relapse", *one_day).state == "met"


def test_a_plan_that_is_reviewed_in_the_course_moves_no_follow_up() -> None:
    timeline = (on("2026-01-05", "plan.agreed"), on("2026-02-09", "plan.reviewed"))
    assert the("follow-up", *timeline).due_on == date(2026, 4, 5)


@pytest.mark.req("KS-5.2-3")
def test_the_next_talk_that_was_agreed_is_a_deadline_of_the_house() -> None:
    agreed = on("2026-01-05", "plan.agreed", every_weeks=12, next_follow_up="2026-02-16")
    deadline = the("agreed-follow-up", agreed)
    assert (deadline.due_on, deadline.is_promise, deadline.answers) == (date(2026, 2, 16), False, "counsellor")
    assert deadline.explanation_da == "Plan aftalt mandag 5. januar 2026; som aftalt; senest mandag 16. februar"
    assert the("follow-up", agreed).due_on == date(2026, 4, 5)


@pytest.mark.req("KS-5.2-3")
def test_a_rhythm_holds_from_each_talk_on() -> None:
    timeline = (AGREED, on("2026-02-10", "follow-up.held"), on("2026-04-07", "follow-up.held"))
    assert [(d.due_on.isoformat(), d.state) for d in of("agreed-follow-up", *timeline, as_of="2026-04-08")] == [
        ("2026-02-16", "met"),
        ("2026-03-24", "met-late"),
        ("2026-05-19", "running"),
    ]


def test_a_new_agreement_takes_the_place_of_the_one_before() -> None:
    other = on("2026-01-20", "plan.reviewed", next_follow_up="2026-03-02")
    first, second = of("agreed-follow-up", AGREED, other)
    assert (first.state, first.stopped_on, first.reason) == ("void", date(2026, 1, 20), "plan.reviewed")
    assert second.due_on == date(2026, 3, 2)
    silent = on("2026-01-20", "plan.reviewed")
    assert the("agreed-follow-up", AGREED, silent).due_on == date(2026, 2, 16)


def test_what_is_agreed_in_the_talk_goes_before_the_rhythm() -> None:
    held = on("2026-02-10", "follow-up.held")
    reviewed = on("2026-02-10", "plan.reviewed", next_follow_up="2026-04-20")
    assert of("agreed-follow-up", AGREED, held, reviewed)[-1].due_on == date(2026, 4, 20)


def test_an_agreement_ends_with_the_treatment_and_its_rhythm_too() -> None:
    ended = on("2026-02-02", "treatment.ended", reason="completed")
    assert the("agreed-follow-up", AGREED, ended).state == "void"
    later = (on("2026-06-01", "relapse-prevention.started"), on("2026-06-08", "follow-up.held"))
    assert len(of("agreed-follow-up", AGREED, ended, *later)) == 1


@pytest.mark.parametrize("day", ["", "2026-01-05", "2025-12-24", "soon", 7, None])
def test_what_is_no_later_day_agrees_on_nothing(day: object) -> None:
    assert of("agreed-follow-up", on("2026-01-05", "plan.agreed", next_follow_up=day)) == []
    weekly = on("2026-01-05", "plan.agreed", next_follow_up=day, every_weeks=6)
    assert the("agreed-follow-up", weekly).due_on == date(2026, 2, 16)


@pytest.mark.parametrize("kind", ["follow-up.not-reached", "after-follow-up.not-reached"])
def test_a_talk_that_was_tried_leaves_its_deadline_open(kind: str) -> None:
    tried = on("2026-02-16", kind, how="did-not-come", month=1)
    assert the("agreed-follow-up", AGREED, tried).is_open
    ended = on("2026-02-10", "treatment.ended", reason="completed")
    assert the("after-follow-up-1-month", ended, tried).is_open


def test_a_start_that_was_agreed_with_the_place_is_asked_about_three_days_after() -> None:
    accepted = on("2026-03-09", "provider.accepted", provider="Havnen", starts_on="2026-03-30")
    assert the("provider-start", accepted).due_on == date(2026, 4, 2)
    assert "3 dage efter den aftalte start" in the("provider-start", accepted).explanation_da
    unknown = on("2026-03-09", "provider.accepted", provider="Havnen")
    assert "14 dage; senest mandag 23. marts" in the("provider-start", unknown).explanation_da


def test_the_house_asks_for_a_length_that_nobody_knows() -> None:
    unknown = on("2026-03-02", "external.enrolled", kind="residential", provider="Havnen")
    asked = the("external-course-length", unknown)
    assert (asked.due_on, asked.is_promise, asked.answers) == (date(2026, 3, 16), False, "authority")
    for weeks in (0, -3, "many", 9999):
        odd = on("2026-03-02", "external.enrolled", kind="residential", weeks=weeks)
        assert the("external-course-length", odd).is_open
    known = on("2026-03-02", "external.enrolled", kind="residential", weeks=12)
    assert of("external-course-length", known) == []
    assert the("supervision-visit", known).is_open
    assert of("external-course-length", on("2026-03-02", "external.enrolled", kind="ambulatory-group")) == []
