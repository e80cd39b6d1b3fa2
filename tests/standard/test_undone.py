"""What stopped a clock and was undone stops nothing any more: the first day stands (KS 3.5, 5.8.1)."""

from datetime import date

import pytest

from brobygger.standard import Event
from tests.standard.timelines import drug, of, on, the

ASKED = drug("2026-03-02")
REFUSED = on("2026-03-09", "decision.made", outcome="refused", decision_id=1)
GUARANTEE, PLAN = "treatment-guarantee-drug", "treatment-plan"


def ruled(outcome: str, day: str = "2026-06-01") -> Event:
    return on(day, "appeal.ruled", outcome=outcome, decision_id=1, appeal_id=7)


@pytest.mark.req("KS-3.5-1", "KS-5-1")
@pytest.mark.parametrize(
    "undoing",
    [
        on("2026-04-20", "decision.made", outcome="granted", decision_id=2),
        on("2026-04-20", "decision.made", outcome="partly", decision_id=2),
        on("2026-04-20", "appeal.reassessed", outcome="changed", appeal_id=7),
        on("2026-04-20", "appeal.reassessed", outcome="changed", decision_id=1),
        ruled("changed"),
    ],
    ids=["granted", "granted in part", "reassessed", "reassessed by name", "ruled"],
)
def test_a_refusal_that_is_replaced_or_overturned_stops_nothing_any_more(undoing: Event) -> None:
    for clock in (GUARANTEE, PLAN):
        assert the(clock, ASKED, REFUSED).state == "void"
        deadline = the(clock, ASKED, REFUSED, undoing)
        assert (deadline.started_on, deadline.stopped_on, deadline.state) == (date(2026, 3, 2), None, "late")
        assert deadline.is_open
    begun = (ASKED, REFUSED, undoing, on("2026-06-08", "treatment.started"))
    assert the(GUARANTEE, *begun).state == "met-late"
    assert the("decision", *begun).met_on == date(2026, 3, 9)


@pytest.mark.parametrize(
    "other",
    [
        on("2026-04-20", "decision.made", outcome="refused", decision_id=2, replaces=1),
        on("2026-04-20", "appeal.reassessed", outcome="upheld", appeal_id=7),
        on("2026-04-20", "appeal.reassessed", outcome="changed", decision_id=99),
        ruled("upheld"),
        ruled("sent-back"),
        on("2026-03-08", "decision.made", outcome="granted", decision_id=2),
    ],
    ids=["refused again", "upheld", "another decision", "ruled upheld", "sent back", "granted before"],
)
def test_a_refusal_that_stands_stops_as_before(other: Event) -> None:
    deadline = the(GUARANTEE, ASKED, REFUSED, other)
    assert (deadline.state, deadline.stopped_on) == ("void", date(2026, 3, 9))


def test_of_two_decisions_of_one_day_the_later_one_holds() -> None:
    grant = on("2026-03-09", "decision.made", outcome="granted", decision_id=2)
    assert the(GUARANTEE, ASKED, REFUSED, grant).state == "late"
    taken_back = on("2026-03-09", "decision.made", outcome="refused", decision_id=3, replaces=2)
    assert the(GUARANTEE, ASKED, grant, taken_back).state == "void"
    assert the(GUARANTEE, ASKED, grant, REFUSED).state == "void"


def test_a_grant_after_a_new_contact_answers_that_contact_unless_it_names_the_refusal() -> None:
    contact = drug("2026-05-04")
    grant = on("2026-05-11", "decision.made", outcome="granted", decision_id=2)
    assert [d.started_on.isoformat() for d in of(GUARANTEE, ASKED, REFUSED, contact, grant)] == [
        "2026-03-02",
        "2026-05-04",
    ]
    named = on("2026-05-11", "decision.made", outcome="granted", decision_id=2, replaces=1)
    assert the(GUARANTEE, ASKED, REFUSED, contact, named).started_on == date(2026, 3, 2)
    assert the(GUARANTEE, ASKED, REFUSED, contact, ruled("changed")).started_on == date(2026, 3, 2)
    relative = on("2026-05-04", "inquiry.received", by="relative")
    assert the(GUARANTEE, ASKED, REFUSED, relative, grant).state == "late"


def test_what_is_not_yet_undone_still_stands_on_the_day_asked_about() -> None:
    assert the(GUARANTEE, ASKED, REFUSED, ruled("changed"), as_of="2026-05-31").state == "void"


def test_a_medical_need_is_counted_from_the_first_day_when_the_refusal_fell() -> None:
    need = on("2026-06-10", "medical-need.found")
    contact = drug("2026-05-04")
    assert the("medical-offer", ASKED, REFUSED, contact, need).started_on == date(2026, 5, 4)
    assert the("medical-offer", ASKED, REFUSED, contact, ruled("changed"), need).started_on == date(2026, 3, 2)


@pytest.mark.req("KS-5.8.1-4")
def test_the_ruling_asks_for_what_it_says() -> None:
    forwarded = on("2026-05-01", "appeal.forwarded", appeal_id=7, decision_id=1)
    waiting = the("appeal-ruling", ASKED, REFUSED, forwarded)
    assert (waiting.due_on, waiting.answers, waiting.is_promise) == (date(2026, 8, 1), "authority", False)
    upheld = (ASKED, REFUSED, forwarded, ruled("upheld"))
    assert the("appeal-ruling", *upheld).state == "met"
    assert of("decision-anew", *upheld) == of("ruling-carried-out", *upheld) == []
    anew = the("decision-anew", ASKED, REFUSED, forwarded, ruled("sent-back"))
    assert (anew.due_on, anew.answers, anew.is_open) == (date(2026, 6, 15), "authority", True)
    carry_out = the("ruling-carried-out", ASKED, REFUSED, forwarded, ruled("changed"))
    assert (carry_out.due_on, carry_out.answers, carry_out.is_open) == (date(2026, 6, 15), "authority", True)
    grant = on("2026-06-10", "decision.made", outcome="granted", decision_id=2, replaces=1)
    assert the("decision-anew", ASKED, REFUSED, ruled("sent-back"), grant).state == "met"
    assert the(GUARANTEE, ASKED, REFUSED, ruled("sent-back"), grant).state == "late"
    assert the("ruling-carried-out", ASKED, REFUSED, ruled("changed"), grant).state == "met"
    refusal = on("2026-06-10", "decision.made", outcome="refused", decision_id=2)
    assert the("ruling-carried-out", ASKED, REFUSED, ruled("changed"), refusal).is_open


def test_consent_that_is_given_again_brings_the_follow_up_back() -> None:
    ended = on("2026-01-30", "treatment.ended", reason="completed", follow_up_consent=True)
    withdrawn = on("2026-02-05", "consent.withdrawn", purpose="follow-up")
    given = on("2026-02-10", "consent.given", purpose="follow-up")
    assert the("after-follow-up-1-month", ended, withdrawn).state == "void"
    assert the("after-follow-up-1-month", ended, withdrawn, given, as_of="2026-02-11").state == "running"
    same_day = on("2026-02-05", "consent.given", purpose="follow-up")
    assert the("after-follow-up-1-month", ended, withdrawn, same_day).is_open
    assert the("after-follow-up-1-month", ended, same_day, withdrawn).state == "void"
    assert the("after-follow-up-1-month", withdrawn, on("2026-02-05", "treatment.ended", reason="completed")).is_open
    again = on("2026-02-12", "consent.withdrawn", purpose="follow-up")
    assert the("after-follow-up-1-month", ended, withdrawn, given, again).stopped_on == date(2026, 2, 12)


@pytest.mark.req("KS-3.5-5")
def test_a_choice_that_is_limited_after_the_last_day_does_not_depart() -> None:
    granted = on("2026-03-05", "decision.made", outcome="granted")
    chosen = (ASKED, granted, on("2026-03-06", "provider.chosen", provider="Havnen", approved=True))
    assert the(GUARANTEE, *chosen).state == "departed"
    assert the(GUARANTEE, *chosen, on("2026-04-30", "provider-choice.limited")).state == "late"
    begun = (*chosen, on("2026-04-15", "treatment.started"))
    assert the(GUARANTEE, *begun, on("2026-04-30", "provider-choice.limited")).state == "departed"
    closed = (*chosen, on("2026-04-15", "episode.closed"))
    assert the(GUARANTEE, *closed, on("2026-04-30", "provider-choice.limited")).state == "departed"


def test_a_place_that_says_no_brings_the_limit_back_for_that_choice_alone() -> None:
    granted = on("2026-03-05", "decision.made", outcome="granted")
    first = (ASKED, granted, on("2026-03-06", "provider.chosen", provider="Havnen", approved=True))
    declined = on("2026-03-10", "provider.declined", provider="Havnen")
    assert the(GUARANTEE, *first, declined).state == "late"
    second = on("2026-03-09", "provider.chosen", provider="Skoven", approved=True)
    assert the(GUARANTEE, *first, declined, second).departed_on == date(2026, 3, 9)


@pytest.mark.req("KS-3.1-3", "KS-3.5-5")
def test_a_choice_departs_only_once_a_decision_is_made_and_from_that_day() -> None:
    chosen = on("2026-03-04", "provider.chosen", approved=True)
    granted = on("2026-03-10", "decision.made", outcome="granted")
    assert the(GUARANTEE, ASKED, chosen).state == "late"
    assert the(PLAN, ASKED, chosen).state == "late"
    assert the(GUARANTEE, ASKED, chosen, granted).departed_on == date(2026, 3, 10)
    too_late = on("2026-03-17", "decision.made", outcome="granted")
    assert the(GUARANTEE, ASKED, chosen, too_late).state == "late"
    of_another_round = (
        drug("2024-01-08"),
        on("2024-01-10", "decision.made", outcome="granted"),
        on("2024-05-01", "treatment.ended", reason="completed"),
    )
    assert of(GUARANTEE, *of_another_round, ASKED, chosen)[1].state == "late"
    alcohol = on("2026-03-02", "inquiry.received", line="alcohol")
    assert the("treatment-guarantee-alcohol", alcohol, chosen).state == "departed"


@pytest.mark.req("KS-3.5-4")
def test_our_days_for_the_doctor_go_on_when_the_chosen_place_has_none() -> None:
    need = (ASKED, on("2026-03-03", "medical-need.found"), on("2026-03-04", "decision.made", outcome="granted"))
    with_doctor = on("2026-03-05", "provider.chosen", approved=True, offers_doctor=True)
    without = on("2026-03-05", "provider.chosen", approved=True, offers_doctor=False)
    assert the("medical-offer", *need, with_doctor).state == "departed"
    assert the("medical-offer", *need, without).state == "late"
    assert the(GUARANTEE, *need, without).state == "departed"
    alcohol = on("2026-03-02", "inquiry.received", line="alcohol"), on("2026-03-03", "medical-need.found")
    direct = on("2026-03-05", "provider.chosen", approved=True, direct=True)
    assert the("medical-offer", *alcohol, direct).state == "departed"


APPEALED = on("2026-03-16", "appeal.received", decision_id=1, appeal_id=7, about="refusal", line="drug")
ABOUT_THE_DAYS = on("2026-03-17", "appeal.received", appeal_id=8, about="guarantee", line="drug")


@pytest.mark.req("KS-3.5-1", "KS-5.8.1-3")
@pytest.mark.parametrize(
    "conceded",
    [
        on("2026-03-20", "appeal.reassessed", outcome="changed", appeal_id=8),
        on("2026-03-20", "appeal.ruled", outcome="changed", appeal_id=8),
    ],
    ids=["conceded", "ruled"],
)
def test_an_appeal_about_the_14_days_overturns_no_refusal(conceded: Event) -> None:
    for refused in (REFUSED, on("2026-03-09", "decision.made", outcome="refused")):
        for clock in (GUARANTEE, PLAN):
            assert the(clock, ASKED, refused, ABOUT_THE_DAYS, conceded).state == "void"
    # Whatever somebody chose beside it: what is conceded is that treatment came too late.
    with_a_decision = on("2026-03-17", "appeal.received", appeal_id=8, about="guarantee", decision_id=1)
    assert the(GUARANTEE, ASKED, REFUSED, with_a_decision, conceded).state == "void"


def test_an_appeal_overturns_the_decision_that_it_is_of_and_no_other() -> None:
    second = drug("2026-05-04"), on("2026-05-08", "decision.made", outcome="refused", decision_id=2)
    appealed = on("2026-05-11", "appeal.received", decision_id=2, appeal_id=9, about="refusal")
    changed = on("2026-05-15", "appeal.reassessed", outcome="changed", appeal_id=9)
    first, other = of(GUARANTEE, ASKED, REFUSED, *second, appealed, changed)
    assert (first.state, first.stopped_on) == ("void", date(2026, 3, 9))
    assert (other.started_on, other.state, other.is_open) == (date(2026, 5, 4), "late", True)
    assert [one.state for one in of("decision", ASKED, REFUSED, *second, appealed, changed)] == ["met", "met"]


@pytest.mark.req("KS-5.8.1-2")
def test_an_appeal_about_the_14_days_takes_nothing_from_a_refusal() -> None:
    letter = on("2026-03-11", "letter.delivered", letter="decision", letter_id=4, decision_id=1)
    timeline = (ASKED, REFUSED, letter, ABOUT_THE_DAYS)
    assert the("appeal-period", *timeline, as_of="2026-03-20").state == "running"
    assert the("after-refusal", *timeline).is_open
    assert the("appeal-period", *timeline, APPEALED).met_on == date(2026, 3, 16)
    assert the("after-refusal", *timeline, APPEALED).state == "void"
    of_another = on("2026-03-16", "appeal.received", decision_id=99, appeal_id=7, about="refusal")
    assert the("after-refusal", *timeline, of_another).is_open


def test_the_recommendation_that_was_refused_does_not_meet_the_talk_after_the_no() -> None:
    handed_in = on("2026-03-09", "recommendation.submitted")
    assert the("after-refusal", ASKED, handed_in, REFUSED).is_open
    assert the("after-refusal", ASKED, handed_in, REFUSED, on("2026-03-10", "recommendation.submitted")).state == "met"
    upheld = ruled("upheld")
    for kind in ("recommendation.submitted", "treatment.started", "follow-up.held"):
        same_day = on("2026-06-01", kind)
        assert the("after-ruling", ASKED, REFUSED, same_day, upheld).is_open
        assert the("after-ruling", ASKED, REFUSED, upheld, same_day).state == "met"
    assert the("after-refusal", ASKED, REFUSED, handed_in).met_on == date(2026, 3, 9)


def test_a_deadline_says_what_it_belongs_to() -> None:
    letters = [
        on("2026-03-11", "letter.delivered", letter="decision", letter_id=4, decision_id=1),
        on("2026-03-11", "letter.delivered", letter="decision", letter_id=5, decision_id=2),
    ]
    found = of("appeal-period", ASKED, REFUSED, *letters)
    assert [one.about for one in found] == [{"decision_id": 1, "letter_id": 4}, {"decision_id": 2, "letter_id": 5}]
    assert the("reassessment", ASKED, REFUSED, ABOUT_THE_DAYS).about == {"appeal_id": 8}
    assert the(GUARANTEE, ASKED).about == {}
    carried = on("2026-06-04", "decision.made", outcome="granted", decision_id=2, appeal_id=99)
    assert the("ruling-carried-out", ASKED, REFUSED, ruled("changed"), carried).is_open


@pytest.mark.req("KS-3.5-1", "KS-5-1")
def test_a_no_to_something_more_ends_nothing_of_what_was_granted() -> None:
    granted = on("2026-03-05", "decision.made", outcome="granted", decision_id=1)
    more = on("2026-03-12", "decision.made", outcome="refused", decision_id=2, beside=True)
    for clock in (GUARANTEE, PLAN):
        assert the(clock, ASKED, granted, more).state == "late"
    assert of("after-refusal", ASKED, granted, more) == []
    again = drug("2026-03-20")
    assert len(of("decision", ASKED, granted, more, again)) == 1  # the round goes on
    in_its_place = on("2026-03-12", "decision.made", outcome="refused", decision_id=2, replaces=1)
    assert the(GUARANTEE, ASKED, granted, in_its_place).state == "void"


def test_nothing_is_owed_to_a_course_that_has_ended() -> None:
    granted = on("2026-03-05", "decision.made", outcome="granted"), on("2026-03-06", "treatment.started")
    ended = on("2026-03-10", "treatment.ended", reason="died")
    assert the(PLAN, ASKED, *granted, ended).state == "void"
    assert the("medical-offer", ASKED, on("2026-03-04", "medical-need.found"), *granted, ended).state == "void"
    assert the(PLAN, ASKED, *granted, on("2026-03-20", "treatment.ended", reason="died")).state == "late"
    carried = the(
        "ruling-carried-out", ASKED, REFUSED, ruled("changed"), on("2026-06-03", "treatment.ended", reason="died")
    )
    assert carried.state == "void"


@pytest.mark.req("KS-5.5-1", "KS-5.5-2")
def test_a_no_at_the_end_that_becomes_a_yes_starts_the_follow_ups_from_the_end() -> None:
    ended = on("2026-01-30", "treatment.ended", reason="completed", follow_up_consent=False)
    no = on("2026-01-30", "consent.withdrawn", purpose="follow-up")
    yes, other = on("2026-02-03", "consent.given", purpose="follow-up"), on("2026-02-03", "consent.given", purpose="x")
    for timeline in ((ended, yes), (ended, no, yes)):
        first, second = the("after-follow-up-1-month", *timeline), the("after-follow-up-6-months", *timeline)
        assert (first.started_on, first.due_on) == (date(2026, 1, 30), date(2026, 2, 28))
        assert second.due_on == date(2026, 7, 30) and first.is_open and second.is_open
        again = on("2026-02-10", "consent.withdrawn", purpose="follow-up")
        assert the("after-follow-up-1-month", *timeline, again).state == "void"
    before = on("2026-01-20", "consent.given", purpose="follow-up")
    assert of("after-follow-up-1-month", ended, no, other) == of("after-follow-up-1-month", before, ended) == []
    late = on("2026-03-02", "consent.given", purpose="follow-up")
    assert of("after-follow-up-1-month", ended, late) == []
    assert the("after-follow-up-6-months", ended, late).is_open
