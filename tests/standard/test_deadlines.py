"""Single cases of the clocks: what stops them, what departs from them, and what begins anew."""

from datetime import date
from typing import Any

import pytest

from brobygger.standard import Deadline, Event, deadlines
from tests.standard.timelines import STANDARD, drug, of, on, the

LATER = date(2030, 1, 1)
GUARANTEE = "treatment-guarantee-drug"


def test_a_withdrawn_inquiry_ends_the_guarantee_without_a_breach() -> None:
    deadline = the(GUARANTEE, drug("2023-08-01"), on("2023-08-07", "inquiry.withdrawn"))
    assert (deadline.state, deadline.reason, deadline.is_open) == ("void", "inquiry.withdrawn", False)
    assert deadline.stopped_on == date(2023, 8, 7)


def test_a_broken_promise_is_not_mended_by_what_comes_after() -> None:
    closed = the(GUARANTEE, drug("2023-08-01"), on("2023-08-20", "episode.closed"))
    assert (closed.state, closed.is_open, closed.reason) == ("late", False, "episode.closed")
    chosen = the(GUARANTEE, drug("2023-08-01"), on("2023-08-20", "provider.chosen", approved=True))
    assert (chosen.state, chosen.departed_on) == ("late", None)


def test_treatment_within_the_limit_keeps_the_promise_also_after_a_choice() -> None:
    timeline = (
        drug("2023-08-01"),
        on("2023-08-02", "decision.made", outcome="granted"),
        on("2023-08-03", "provider.chosen"),
        on("2023-08-10", "treatment.started"),
    )
    assert the(GUARANTEE, *timeline).state == "met"
    assert the(GUARANTEE, *timeline, as_of="2023-08-09").state == "departed"


def test_a_refusal_leaves_nothing_to_start() -> None:
    assert the(GUARANTEE, drug("2023-08-01"), on("2023-08-08", "decision.made", outcome="refused")).state == "void"
    assert the(GUARANTEE, drug("2023-08-01"), on("2023-08-08", "decision.made")).state == "late"


def test_the_law_is_that_of_the_day_of_the_contact() -> None:
    assert the(GUARANTEE, drug("2019-12-31")).law == "serviceloven § 101, stk. 2"
    assert the(GUARANTEE, drug("2020-01-01")).law == "serviceloven § 101, stk. 4"


@pytest.mark.parametrize(
    ("facts", "held"),
    [
        ({}, True),
        ({"age": 18}, True),
        ({"age": 17}, False),
        ({"by": "relative"}, False),
        ({"wants": "advice"}, False),
    ],
)
def test_the_guarantee_is_for_adults_who_ask_for_themselves(facts: dict[str, Any], held: bool) -> None:
    assert bool(of(GUARANTEE, drug("2023-08-01", **facts))) is held


def test_the_line_may_be_told_later() -> None:
    timeline = (on("2023-08-01", "inquiry.received"), on("2023-08-03", "enrolment.completed", line="drug"))
    assert the(GUARANTEE, *timeline).started_on == date(2023, 8, 1)
    assert of(GUARANTEE, on("2023-08-01", "inquiry.received")) == []


def test_a_second_contact_counts_from_the_first() -> None:
    assert the(GUARANTEE, drug("2023-08-01"), drug("2023-08-05")).started_on == date(2023, 8, 1)


def test_a_contact_after_a_withdrawal_counts_anew() -> None:
    timeline = (drug("2023-08-01"), on("2023-08-05", "inquiry.withdrawn"), drug("2023-08-05"))
    first, second = of(GUARANTEE, *timeline, as_of="2023-08-06")
    assert (first.state, second.state, second.started_on) == ("void", "running", date(2023, 8, 5))


def test_a_contact_after_treatment_counts_anew() -> None:
    timeline = (
        drug("2023-01-02"),
        on("2023-01-10", "treatment.started"),
        on("2023-05-10", "treatment.ended", reason="completed"),
        drug("2023-09-04"),
        on("2023-09-20", "treatment.started"),
    )
    assert [d.state for d in of(GUARANTEE, *timeline)] == ["met", "met-late"]


def test_a_medical_need_is_counted_from_the_contact() -> None:
    need = on("2023-08-17", "medical-need.found")
    assert the("medical-offer", drug("2023-08-01"), need).due_on == date(2023, 8, 15)
    assert the("medical-offer", need).due_on == date(2023, 8, 31)


def test_a_medical_need_found_long_into_treatment_is_a_request_of_its_own() -> None:
    timeline = (
        drug("2023-01-02"),
        on("2023-01-10", "treatment.started"),
        on("2023-08-01", "medical-need.found"),
    )
    deadline = the("medical-offer", *timeline)
    assert (deadline.started_on, deadline.started_by) == (date(2023, 8, 1), "medical-need.found")


def test_a_need_found_at_the_start_of_treatment_is_still_counted_from_the_contact() -> None:
    timeline = (
        drug("2023-01-02"),
        on("2023-01-10", "treatment.started"),
        on("2023-01-12", "medical-need.found"),
    )
    assert the("medical-offer", *timeline).due_on == date(2023, 1, 16)


def test_each_decision_has_its_letter() -> None:
    timeline = (
        on("2023-08-01", "decision.made"),
        on("2023-08-03", "decision.made"),
        on("2023-08-04", "letter.sent", letter="decision"),
        on("2023-08-04", "letter.sent", letter="enrolment-notice"),
    )
    first, second = of("decision-letter", *timeline, as_of="2023-08-05")
    assert (first.met_on, second.met_on) == (date(2023, 8, 4), None)


def test_a_letter_that_names_its_decision_meets_that_one() -> None:
    timeline = (
        on("2023-08-01", "decision.made", decision_id="a"),
        on("2023-08-03", "decision.made", decision_id="b"),
        on("2023-08-04", "letter.sent", letter="decision", decision_id="b"),
    )
    first, second = of("decision-letter", *timeline, as_of="2023-08-05")
    assert (first.met_on, second.met_on) == (None, date(2023, 8, 4))


def test_a_receipt_takes_the_place_of_the_presumed_one() -> None:
    sent = on("2023-05-01", "letter.sent", letter="decision", means="physical", line="drug")
    received = on("2023-05-12", "letter.delivered", letter="decision")
    presumed, known = the("appeal-period", sent), the("appeal-period", sent, received)
    assert (presumed.started_on, presumed.presumed_from) == (date(2023, 5, 10), date(2023, 5, 1))
    assert (known.started_on, known.presumed_from) == (date(2023, 5, 12), None)
    assert of("appeal-period", sent, on("2023-05-08", "letter.failed", letter="decision")) == []


def test_a_letter_by_unknown_means_is_presumed_nowhere() -> None:
    assert of("appeal-period", on("2023-05-01", "letter.sent", letter="decision", line="drug")) == []
    before_the_rule = on("2015-05-01", "letter.sent", letter="decision", line="drug", means="physical")
    assert of("appeal-period", before_the_rule) == []


def test_digital_post_counts_as_received_on_the_day_it_is_available() -> None:
    sent = on("2023-05-01", "letter.sent", letter="decision", means="digital-post", line="drug")
    assert the("appeal-period", sent).started_on == date(2023, 5, 1)


def test_an_appeal_goes_to_the_decision_whose_time_still_runs() -> None:
    timeline = (
        on("2023-01-02", "letter.delivered", letter="decision", line="drug"),
        on("2023-06-01", "letter.delivered", letter="decision"),
        on("2023-06-20", "appeal.received"),
    )
    assert [d.state for d in of("appeal-period", *timeline)] == ["void", "met"]


def test_one_follow_up_answers_every_open_change_and_the_three_months() -> None:
    timeline = (
        on("2023-01-02", "plan.agreed"),
        on("2023-02-01", "change.recorded", kind="move"),
        on("2023-02-05", "change.recorded", kind="other"),
        on("2023-02-10", "follow-up.held"),
    )
    assert [d.state for d in of("change-follow-up", *timeline)] == ["met", "met"]
    assert of("follow-up", *timeline, as_of="2023-02-11")[1].started_on == date(2023, 2, 10)


def test_each_concern_for_a_child_asks_for_its_own_notification() -> None:
    timeline = (
        on("2024-03-01", "child-concern.noted"),
        on("2024-03-01", "child-concern.noted"),
        on("2024-03-01", "notification.dispatched"),
    )
    assert [d.state for d in of("child-welfare-notification", *timeline)] == ["met", "late"]


def test_recurring_clocks_end_with_treatment_and_begin_with_a_new_plan() -> None:
    timeline = (
        on("2023-01-02", "plan.agreed"),
        on("2023-03-01", "follow-up.held"),
        on("2023-04-01", "treatment.ended", reason="wished-to-stop"),
        on("2023-09-01", "plan.agreed"),
    )
    found = of("follow-up", *timeline, as_of="2023-09-02")
    assert [(d.started_on.isoformat(), d.state) for d in found] == [
        ("2023-01-02", "met"),
        ("2023-03-01", "void"),
        ("2023-09-01", "running"),
    ]


def test_a_last_follow_up_on_the_day_treatment_ends_asks_for_no_more() -> None:
    timeline = (
        on("2023-01-02", "plan.agreed"),
        on("2023-03-01", "follow-up.held"),
        on("2023-03-01", "treatment.ended", reason="completed"),
    )
    assert [d.state for d in of("follow-up", *timeline)] == ["met"]


def test_closing_the_case_keeps_the_follow_ups_unless_the_person_is_gone() -> None:
    ended = on("2023-01-31", "treatment.ended", reason="completed", follow_up_consent=True)
    closed = on("2023-01-31", "episode.closed", reason="completed")
    assert the("after-follow-up-6-months", ended, closed, as_of="2023-02-01").state == "running"
    died = on("2023-02-10", "episode.closed", reason="died")
    assert the("after-follow-up-6-months", ended, died).state == "void"


def test_withdrawing_consent_to_follow_up_stops_it_and_no_other_consent_does() -> None:
    ended = on("2023-01-31", "treatment.ended", reason="completed")
    other = on("2023-02-01", "consent.withdrawn", partner="psychiatry", purpose="cooperation")
    assert the("after-follow-up-1-month", ended, other, as_of="2023-02-02").state == "running"
    follow_up = on("2023-02-01", "consent.withdrawn", purpose="follow-up")
    assert the("after-follow-up-1-month", ended, follow_up).state == "void"


def test_without_a_known_length_there_is_no_half_way() -> None:
    assert of("supervision-visit", on("2023-03-01", "external.enrolled", kind="residential")) == []


def test_two_corrections_of_one_event_leave_the_one_recorded_last() -> None:
    first = Event("plan.agreed", date(2023, 1, 2), id="a")
    second = Event("plan.agreed", date(2023, 1, 3), id="b", corrects="a")
    third = Event("plan.agreed", date(2023, 1, 4), id="c", corrects="b")
    for timeline in ((first, second, third), (third, first, second)):
        assert the("plan-review", *timeline).started_on == date(2023, 1, 4)


def test_events_that_correct_each_other_in_a_ring_stand_on_their_own() -> None:
    one = Event("plan.agreed", date(2023, 1, 2), id="a", corrects="b")
    two = Event("follow-up.held", date(2023, 2, 2), id="b", corrects="a")
    assert the("plan-review", one, two, Event("note.signed", date(2023, 1, 1), id="c", corrects="c"))


def test_nothing_happened_nothing_is_due() -> None:
    assert deadlines([], STANDARD, LATER) == []


def test_a_choice_that_is_then_limited_departs_from_nothing() -> None:
    """§ 101, stk. 7: the right to choose may be limited; then the 14 days hold as they stood."""
    decided = (drug("2023-08-01"), on("2023-08-02", "decision.made", outcome="granted"))
    chosen = (*decided, on("2023-08-03", "provider.chosen", approved=True, reason="nearer home"))
    limited = (*chosen, on("2023-08-07", "provider-choice.limited", reason="regard-for-the-person"))
    assert (the(GUARANTEE, *chosen).state, the(GUARANTEE, *chosen).reason) == ("departed", "nearer home")
    assert (the(GUARANTEE, *limited).state, the(GUARANTEE, *limited).departed_on) == ("late", None)
    again = (*limited, on("2023-08-10", "provider.chosen", approved=True))
    assert the(GUARANTEE, *again).departed_on == date(2023, 8, 10)
    later = (*chosen, on("2023-09-30", "provider-choice.limited"))
    assert the(GUARANTEE, *later).state == "late"


def test_a_choice_of_a_place_that_is_not_approved_departs_from_nothing() -> None:
    assert the(GUARANTEE, drug("2023-08-01"), on("2023-08-03", "provider.chosen", approved=False)).state == "late"


def test_a_contact_after_a_refusal_counts_anew() -> None:
    timeline = (
        drug("2023-03-01"),
        on("2023-03-08", "decision.made", outcome="refused"),
        drug("2023-06-01"),
        on("2023-06-10", "decision.made", outcome="granted"),
        on("2023-06-12", "treatment.started"),
    )
    assert [d.state for d in of(GUARANTEE, *timeline)] == ["void", "met"]
    assert [(d.started_on, d.state) for d in of("decision", *timeline)] == [
        (date(2023, 3, 1), "met"),
        (date(2023, 6, 1), "met"),
    ]


def test_a_refusal_does_not_move_the_start_of_a_medical_need() -> None:
    refused = on("2023-03-08", "decision.made", outcome="refused")
    need = on("2023-03-10", "medical-need.found")
    assert the("medical-offer", drug("2023-03-01"), refused, need).started_on == date(2023, 3, 1)
    contacts = (drug("2023-03-01"), refused, drug("2023-06-01"), on("2023-06-05", "medical-need.found"))
    assert the("medical-offer", *contacts).started_on == date(2023, 6, 1)


def test_a_medical_need_is_not_counted_from_a_relative_who_asked_for_advice() -> None:
    timeline = (
        drug("2023-03-01", by="relative"),
        drug("2023-03-10", by="citizen"),
        on("2023-03-12", "medical-need.found"),
    )
    assert the("medical-offer", *timeline).due_on == date(2023, 3, 24)


def test_a_follow_up_after_the_second_ending_is_not_given_to_the_first() -> None:
    timeline = (
        on("2022-01-10", "treatment.ended", reason="completed"),
        on("2024-01-10", "treatment.ended", reason="completed"),
        on("2024-02-05", "after-follow-up.held", month=1),
        on("2024-08-05", "after-follow-up.held", month=6),
    )
    assert [d.state for d in of("after-follow-up-1-month", *timeline)] == ["late", "met"]
    assert [d.state for d in of("after-follow-up-6-months", *timeline)] == ["late", "met-late"]


def test_an_appeal_may_come_before_the_letter_counts_as_received() -> None:
    decided = (drug("2023-04-20"), on("2023-04-28", "decision.made"))
    posted = on("2023-05-01", "letter.sent", letter="decision", means="physical")
    early = the("appeal-period", *decided, posted, on("2023-05-08", "appeal.received"))
    assert (early.started_on, early.met_on, early.state) == (date(2023, 5, 10), date(2023, 5, 8), "met")
    at_the_meeting = the("appeal-period", *decided, posted, on("2023-04-28", "appeal.received", means="oral"))
    assert (at_the_meeting.met_on, at_the_meeting.state) == (date(2023, 4, 28), "met")
    of_another_time = the("appeal-period", *decided, posted, on("2023-04-27", "appeal.received"))
    assert of_another_time.met_on is None


def test_what_is_told_later_takes_no_start_back() -> None:
    asked = drug("2023-08-01")
    assert the(GUARANTEE, asked, on("2023-08-03", "enrolment.completed", age=16)).started_on == date(2023, 8, 1)
    assert of(GUARANTEE, asked, on("2023-08-01", "enrolment.completed", age=16)) == []
    appeal, told = on("2023-05-08", "appeal.received"), on("2023-05-09", "action-plan.offered", line="alcohol")
    assert the("reassessment", appeal, told).due_on == date(2023, 6, 5)


def test_nobody_reassesses_a_decision_on_alcohol_treatment() -> None:
    appeal = on("2023-05-08", "appeal.received", means="oral")
    assert of("reassessment", on("2023-04-20", "inquiry.received", line="alcohol"), appeal) == []
    assert the("reassessment", drug("2023-04-20"), appeal).due_on == date(2023, 6, 5)
    assert the("reassessment", appeal).due_on == date(2023, 6, 5)


def test_no_letter_is_owed_to_somebody_who_has_died() -> None:
    decided = on("2023-04-28", "decision.made")
    assert the("decision-letter", decided, on("2023-05-01", "episode.closed", reason="died")).state == "void"
    assert the("decision-letter", decided, on("2023-05-01", "episode.closed", reason="moved")).state == "late"


def test_what_the_doctor_finds_about_one_need_says_nothing_about_another() -> None:
    timeline = (
        drug("2023-03-01"),
        on("2023-03-03", "medical-need.found", kind="substitution"),
        on("2023-03-04", "medical-need.found", kind="hepatitis"),
    )

    def states(*more: Event) -> list[str]:
        return [d.state for d in of("medical-offer", *timeline, *more, as_of="2023-03-20")]

    assert states(on("2023-03-06", "medical-offer.started", kind="hepatitis")) == ["late", "met"]
    assert states(on("2023-03-06", "medical-need.ruled-out", kind="substitution")) == ["void", "late"]
    assert states(on("2023-03-06", "medical-offer.started")) == ["met", "met"]
    assert states(on("2023-03-06", "medical-offer.started", kind="doctor")) == ["met", "met"]
    assert states(on("2023-03-06", "medical-need.ruled-out", kind="assessment")) == ["void", "void"]


def test_an_appeal_that_is_withdrawn_leaves_the_others_standing() -> None:
    timeline = (
        on("2023-05-02", "appeal.received", appeal_id=1, line="drug"),
        on("2023-05-03", "appeal.received", appeal_id=2, line="drug"),
        on("2023-05-05", "appeal.withdrawn", appeal_id=1),
    )
    assert [d.state for d in of("reassessment", *timeline, as_of="2023-05-06")] == ["void", "running"]


def test_the_treatment_that_ends_on_the_day_of_a_transfer_is_the_one_before() -> None:
    moved = (
        on("2023-03-01", "treatment.ended", reason="other-offer"),
        on("2023-03-01", "external.enrolled", kind="residential", weeks=12),
    )
    assert the("external-status-day-residential", *moved, as_of="2023-03-02").state == "running"
    ended = on("2023-03-08", "treatment.ended", reason="wished-to-stop")
    assert the("supervision-visit", *moved, ended).state == "void"


def test_a_course_may_last_weeks_and_a_half() -> None:
    def visit(weeks: Any) -> list[Deadline]:
        return of("supervision-visit", on("2023-04-03", "external.enrolled", kind="residential", weeks=weeks))

    assert [d.due_on for d in visit(4.5)] == [date(2023, 4, 18)]
    assert [d.due_on for d in visit("4,5")] == [date(2023, 4, 18)]
    assert [visit(4), visit("4"), visit(float("nan")), visit("many")] == [[], [], [], []]
