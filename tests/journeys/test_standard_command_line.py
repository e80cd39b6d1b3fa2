"""The promises of the quality standard, one test each, through the command line that everyone can run."""

import json
from typing import Any

import pytest

from tests.journeys.standard_command import run


def happened(event: str, occurred_on: str, /, **facts: Any) -> dict[str, Any]:
    return {"event": event, "occurred_on": occurred_on, "facts": facts}


def drug_inquiry(occurred_on: str, **facts: Any) -> dict[str, Any]:
    return happened("inquiry.received", occurred_on, line="drug", **facts)


def alcohol_inquiry(occurred_on: str, **facts: Any) -> dict[str, Any]:
    return happened("inquiry.received", occurred_on, line="alcohol", **facts)


def evaluate(timeline: list[dict[str, Any]], as_of: str) -> dict[str, list[dict[str, Any]]]:
    """The deadlines of a timeline by clock, as ``standard evaluate`` tells them."""
    done = run("evaluate", "-", "--as-of", as_of, "--json", stdin=json.dumps(timeline))
    assert done.returncode == 0, done.stderr
    found: dict[str, list[dict[str, Any]]] = {}
    for deadline in json.loads(done.stdout):
        found.setdefault(deadline["clock"], []).append(deadline)
    return found


def one(timeline: list[dict[str, Any]], as_of: str, clock: str) -> dict[str, Any]:
    deadlines = evaluate(timeline, as_of)[clock]
    assert len(deadlines) == 1
    return deadlines[0]


# Chapter 3: the guarantee


@pytest.mark.req("KS-3.1-1", "KS-3.5-1")
def test_drug_treatment_starts_at_the_latest_14_days_after_the_contact() -> None:
    deadline = one([drug_inquiry("2023-03-27", age=41)], "2023-04-04", "treatment-guarantee-drug")
    assert deadline["started_on"] == "2023-03-27"
    assert deadline["due_on"] == "2023-04-10"
    assert deadline["act_by"] == "2023-04-05"
    assert deadline["state"] == "running"
    assert deadline["law"] == "serviceloven § 101, stk. 4"
    assert deadline["explanation_da"] == (
        "Modtaget mandag 27. marts 2023; 14 dage; senest mandag 10. april, som er 2. påskedag, "
        "så i praksis senest onsdag 5. april"
    )


@pytest.mark.req("KS-3.2-1", "KS-3.5-1")
def test_alcohol_treatment_starts_at_the_latest_14_days_after_the_contact() -> None:
    timeline = [alcohol_inquiry("2024-02-15"), happened("treatment.started", "2024-02-29")]
    deadline = one(timeline, "2024-03-10", "treatment-guarantee-alcohol")
    assert (deadline["due_on"], deadline["state"], deadline["met_on"]) == ("2024-02-29", "met", "2024-02-29")
    assert deadline["law"] == "sundhedsloven § 141, stk. 2"
    assert "treatment-guarantee-drug" not in evaluate(timeline, "2024-03-10")


@pytest.mark.req("KS-3.5-1")
def test_the_promise_is_broken_only_after_the_last_day() -> None:
    timeline = [drug_inquiry("2023-03-27")]
    states = [
        one(timeline, day, "treatment-guarantee-drug")["state"]
        for day in ("2023-04-04", "2023-04-05", "2023-04-10", "2023-04-11")
    ]
    assert states == ["running", "due", "due", "late"]


@pytest.mark.req("KS-3.5-2")
def test_within_the_14_days_a_holistic_assessment_is_made() -> None:
    timeline = [drug_inquiry("2023-08-01"), happened("assessment.completed", "2023-08-16")]
    deadline = one(timeline, "2023-08-20", "holistic-assessment")
    assert (deadline["due_on"], deadline["state"]) == ("2023-08-15", "met-late")


@pytest.mark.req("KS-3.5-4", "KS-4.1-3")
def test_the_14_days_also_hold_for_medical_assessment_and_treatment() -> None:
    timeline = [
        drug_inquiry("2023-08-01"),
        happened("medical-need.found", "2023-08-09", kind="substitution"),
    ]
    deadline = one(timeline, "2023-08-10", "medical-offer")
    assert (deadline["started_on"], deadline["due_on"]) == ("2023-08-01", "2023-08-15")
    assert "KS-6.2.7-1" in deadline["requirements"]
    ruled_out = [*timeline, happened("medical-need.ruled-out", "2023-08-10")]
    assert one(ruled_out, "2023-08-30", "medical-offer")["state"] == "void"


@pytest.mark.req("KS-3.1-3", "KS-3.5-5")
def test_the_limit_is_departed_from_when_the_citizen_chooses_another_approved_provider() -> None:
    chosen = happened("provider.chosen", "2023-08-08", approved=True, reason="tættere på familien")
    decided = happened("decision.made", "2023-08-07", outcome="granted")
    deadline = one([drug_inquiry("2023-08-01"), decided, chosen], "2023-09-01", "treatment-guarantee-drug")
    assert (deadline["state"], deadline["departed_on"]) == ("departed", "2023-08-08")
    assert deadline["reason"] == "tættere på familien"
    unapproved = happened("provider.chosen", "2023-08-08", approved=False)
    deadline = one([drug_inquiry("2023-08-01"), decided, unapproved], "2023-09-01", "treatment-guarantee-drug")
    assert deadline["state"] == "late"
    undecided = one([drug_inquiry("2023-08-01"), chosen], "2023-09-01", "treatment-guarantee-drug")
    assert undecided["state"] == "late"


@pytest.mark.req("KS-3.3-1")
def test_a_notification_is_made_at_once_under_the_law_of_its_day() -> None:
    before = one([happened("child-concern.noted", "2023-12-29")], "2023-12-29", "child-welfare-notification")
    after = one([happened("child-concern.noted", "2024-01-06")], "2024-01-06", "child-welfare-notification")
    assert (before["law"], before["due_on"], before["state"]) == ("serviceloven § 153", "2023-12-29", "due")
    assert (after["law"], after["due_on"], after["state"]) == ("barnets lov § 133", "2024-01-06", "due")
    assert after["act_by"] == "2024-01-06"  # a Saturday
    assert "straks" in after["explanation_da"]


# Chapter 4: the decision


@pytest.mark.req("KS-4.2-1")
def test_a_decision_is_made_within_14_days() -> None:
    timeline = [alcohol_inquiry("2023-08-01"), happened("decision.made", "2023-08-15", outcome="granted")]
    assert one(timeline, "2023-09-01", "decision")["state"] == "met"
    postponed = [alcohol_inquiry("2023-08-01"), happened("decision.postponed", "2023-08-10")]
    assert one(postponed, "2023-08-16", "decision")["state"] == "late"


@pytest.mark.req("KS-4.2-6")
@pytest.mark.parametrize(("meeting", "last_day"), [("2023-04-28", "2023-05-10"), ("2024-04-19", "2024-04-30")])
def test_the_decision_is_sent_within_7_working_days(meeting: str, last_day: str) -> None:
    decided = happened("decision.made", meeting, outcome="granted")
    deadline = one([drug_inquiry("2023-04-20"), decided], meeting, "decision-letter")
    assert deadline["due_on"] == last_day
    assert "KS-6.5-3" in deadline["requirements"]


@pytest.mark.req("KS-4.2-6")
def test_a_letter_that_failed_was_not_sent() -> None:
    timeline = [
        happened("decision.made", "2023-04-28", outcome="granted"),
        happened("letter.sent", "2023-05-01", letter="decision", means="digital-post"),
        happened("letter.failed", "2023-05-02", letter="decision"),
    ]
    assert one(timeline, "2023-05-03", "decision-letter")["state"] == "running"
    again = [*timeline, happened("letter.sent", "2023-05-04", letter="decision", means="physical")]
    assert one(again, "2023-05-05", "decision-letter")["met_on"] == "2023-05-04"


# Chapter 5: plans, follow-up, complaints


@pytest.mark.req("KS-5-1")
def test_a_drug_treatment_plan_is_ready_at_the_latest_14_days_after_contact() -> None:
    timeline = [drug_inquiry("2023-08-01"), happened("plan.agreed", "2023-08-14")]
    assert one(timeline, "2023-09-01", "treatment-plan")["state"] == "met"
    assert "treatment-plan" not in evaluate([alcohol_inquiry("2023-08-01")], "2023-08-02")


@pytest.mark.req("KS-5-3")
def test_the_plan_is_revised_at_least_every_half_year() -> None:
    timeline = [
        happened("plan.agreed", "2023-08-31"),
        happened("plan.reviewed", "2024-02-29"),
        happened("plan.agreed", "2024-05-02"),
    ]
    reviews = evaluate(timeline, "2024-05-03")["plan-review"]
    assert [(review["due_on"], review["state"]) for review in reviews] == [
        ("2024-02-29", "met"),
        ("2024-08-29", "met"),
        ("2024-11-02", "running"),
    ]


@pytest.mark.req("KS-5.2-1")
def test_there_is_a_follow_up_at_least_every_3_months() -> None:
    timeline = [happened("plan.agreed", "2023-01-10"), happened("follow-up.held", "2023-04-11")]
    follow_ups = evaluate(timeline, "2023-04-12")["follow-up"]
    assert [(item["due_on"], item["state"]) for item in follow_ups] == [
        ("2023-04-10", "met-late"),
        ("2023-07-11", "running"),
    ]


@pytest.mark.req("KS-5.2-2")
def test_an_important_change_asks_for_a_follow_up_that_is_no_promise() -> None:
    timeline = [happened("plan.agreed", "2023-01-10"), happened("change.recorded", "2023-02-01", kind="move")]
    deadline = one(timeline, "2023-02-02", "change-follow-up")
    assert (deadline["due_on"], deadline["promise"]) == ("2023-02-15", False)


@pytest.mark.req("KS-5.5-3")
def test_the_way_back_to_treatment_asks_for_a_plan_which_is_no_promise() -> None:
    back = [happened("plan.agreed", "2023-01-10"), happened("treatment.ended", "2023-05-01", reason="completed")]
    back.append(happened("relapse-prevention.started", "2023-06-01"))
    deadline = one(back, "2023-06-02", "plan-after-relapse")
    assert (deadline["due_on"], deadline["promise"], deadline["state"]) == ("2023-06-15", False, "running")
    again = [*back, happened("plan.agreed", "2023-06-10")]
    assert one(again, "2023-06-20", "plan-after-relapse")["state"] == "met"
    assert evaluate(again, "2023-06-20")["follow-up"][-1]["due_on"] == "2023-09-10"


@pytest.mark.req("KS-5.5-1", "KS-5.5-2")
def test_after_treatment_there_is_follow_up_at_one_and_at_six_months_with_consent() -> None:
    ended = happened("treatment.ended", "2023-01-31", reason="completed", follow_up_consent=True)
    timeline = [ended, happened("after-follow-up.held", "2023-02-27", month=1)]
    assert one(timeline, "2023-03-01", "after-follow-up-1-month")["state"] == "met"
    later = one(timeline, "2023-03-01", "after-follow-up-6-months")
    assert (later["due_on"], later["state"]) == ("2023-07-31", "running")
    stayed_away = happened("treatment.ended", "2023-01-31", reason="stayed-away")
    without_consent = happened("treatment.ended", "2023-01-31", reason="completed", follow_up_consent=False)
    assert evaluate([stayed_away], "2023-03-01") == evaluate([without_consent], "2023-03-01") == {}


@pytest.mark.req("KS-5.5-1")
def test_a_follow_up_that_does_not_say_which_meets_the_first_that_is_open() -> None:
    ended = happened("treatment.ended", "2023-01-31", reason="other-offer")
    timeline = [
        ended,
        happened("after-follow-up.held", "2023-02-20"),
        happened("after-follow-up.held", "2023-07-03"),
    ]
    assert one(timeline, "2023-09-01", "after-follow-up-1-month")["met_on"] == "2023-02-20"
    assert one(timeline, "2023-09-01", "after-follow-up-6-months")["met_on"] == "2023-07-03"


@pytest.mark.req("KS-5.8.1-2")
def test_the_time_to_appeal_runs_from_receipt_and_ends_on_a_working_day() -> None:
    timeline = [
        drug_inquiry("2023-04-20"),
        happened("decision.made", "2023-04-28", outcome="refused"),
        happened("letter.delivered", "2023-05-01", letter="decision", means="digital-post"),
    ]
    deadline = one(timeline, "2023-05-02", "appeal-period")
    assert (deadline["started_on"], deadline["due_on"]) == (
        "2023-05-01",
        "2023-05-30",
    )  # 29 May is Whit Monday
    unused = one(timeline, "2023-06-01", "appeal-period")
    assert (unused["state"], unused["reason"]) == ("void", "lapsed")
    late = [*timeline, happened("appeal.received", "2023-06-05", means="oral")]
    assert one(late, "2023-06-06", "appeal-period")["state"] == "met-late"


@pytest.mark.req("KS-5.8.1-2")
@pytest.mark.parametrize(("sent_on", "received_on"), [("2017-03-01", "2017-03-08"), ("2023-05-01", "2023-05-10")])
def test_a_letter_by_post_counts_as_received_by_the_rule_of_its_time(sent_on: str, received_on: str) -> None:
    sent = happened("letter.sent", sent_on, line="drug", letter="decision", means="physical")
    deadline = one([sent], "2023-05-02", "appeal-period")
    assert (deadline["started_on"], deadline["presumed_from"]) == (received_on, sent_on)
    assert "formodet" in deadline["explanation_da"]


@pytest.mark.req("KS-5.8.1-3")
def test_the_centre_has_4_weeks_to_reassess() -> None:
    timeline = [drug_inquiry("2023-04-20"), happened("appeal.received", "2023-05-10", means="written")]
    deadline = one(timeline, "2023-05-11", "reassessment")
    assert (deadline["due_on"], deadline["answers"]) == ("2023-06-07", "authority")
    done = [*timeline, happened("appeal.reassessed", "2023-06-07", outcome="upheld")]
    assert one(done, "2023-06-08", "reassessment")["state"] == "met"


@pytest.mark.req("KS-5.8.2-1")
def test_an_alcohol_decision_has_no_time_to_appeal() -> None:
    timeline = [alcohol_inquiry("2023-04-20"), happened("letter.delivered", "2023-05-01", letter="decision")]
    assert "appeal-period" not in evaluate(timeline, "2023-05-02")


# Chapter 6: what is asked of others (its own programmes come later; these clocks already run)


def test_an_external_ambulatory_provider_sends_a_status_within_6_weeks() -> None:
    timeline = [happened("external.enrolled", "2023-03-01", kind="ambulatory-group", weeks=26)]
    found = evaluate(timeline, "2023-03-02")
    assert found["external-status-ambulatory"][0]["due_on"] == "2023-04-12"
    assert set(found) == {"external-status-ambulatory"}


def test_a_residential_provider_sends_a_status_within_14_days_and_is_visited_halfway() -> None:
    timeline = [happened("external.enrolled", "2023-03-01", kind="residential", weeks=12)]
    found = evaluate(timeline, "2023-03-02")
    assert found["external-status-day-residential"][0]["due_on"] == "2023-03-15"
    assert found["supervision-visit"][0]["due_on"] == "2023-04-12"
    short = [happened("external.enrolled", "2023-03-01", kind="residential", weeks=4)]
    assert "supervision-visit" not in evaluate(short, "2023-03-02")


# The commands themselves

CLOCK_KEYS = {
    *("id", "requirements", "section", "law", "starts", "met_by"),
    *("within", "valid_from", "valid_to"),
}


def test_clocks_lists_every_version_with_its_validity() -> None:
    clocks = json.loads(run("clocks", "--json").stdout)
    assert all(clock.keys() >= CLOCK_KEYS for clock in clocks)
    notification = [clock for clock in clocks if clock["id"] == "child-welfare-notification"]
    assert [(clock["valid_from"], clock["valid_to"]) for clock in notification] == [
        (None, "2023-12-31"),
        ("2024-01-01", None),
    ]
    guarantee = next(clock for clock in clocks if clock["id"] == "treatment-guarantee-alcohol")
    assert guarantee["starts"] == ["inquiry.received"]
    assert guarantee["within"] == {"amount": 14, "unit": "days"}


def test_every_clock_row_of_the_register_is_carried_by_a_clock() -> None:
    rows = (
        "KS-3.1-1 KS-3.2-1 KS-3.3-1 KS-3.5-1 KS-3.5-2 KS-3.5-4 KS-3.6-1 KS-3.6-2 KS-4.1-3 KS-4.2-1 KS-4.2-6 KS-5-1 "
        "KS-5-3 KS-5.2-1 KS-5.2-2 KS-5.2-3 KS-5.5-1 KS-5.5-2 KS-5.5-3 KS-5.8.1-2 KS-5.8.1-3 KS-5.8.1-4 KS-6.2.7-1 "
        "KS-6.5-3 KS-6.5.7-1 KS-6.5.7-2 KS-6.5.7-3"
    )
    clocks = json.loads(run("clocks", "--json").stdout)
    assert set(rows.split()) == {name for clock in clocks for name in clock["requirements"]}


def test_due_reckons_one_clock_from_one_date() -> None:
    done = run("due", "decision-letter", "--from", "2023-04-28", "--json")
    deadline = json.loads(done.stdout)
    assert (deadline["started_on"], deadline["due_on"]) == ("2023-04-28", "2023-05-10")
    assert "5. maj (store bededag)" in deadline["explanation_da"]
    visit = run("due", "supervision-visit", "--from", "2023-03-01", "--fact", "weeks=5", "--json")
    assert json.loads(visit.stdout)["due_on"] == "2023-03-18"
    assert "senest onsdag 10. maj" in run("due", "decision-letter", "--from", "2023-04-28").stdout


def test_a_time_with_an_offset_is_the_danish_day() -> None:
    timeline = [drug_inquiry("2023-03-26T22:30:00+00:00")]
    assert one(timeline, "2023-04-01", "decision")["started_on"] == "2023-03-27"


def test_a_correction_replaces_what_it_points_at() -> None:
    first = {**drug_inquiry("2023-03-27"), "id": "a", "recorded_at": "2023-03-27T10:31"}
    corrected = {"event": "inquiry.received", "occurred_on": "2023-03-24", "corrects": "a"}
    assert one([corrected, first], "2023-04-01", "decision")["started_on"] == "2023-03-24"
    withdrawn = {**corrected, "facts": {"retracted": True}}
    assert evaluate([first, withdrawn], "2023-04-01") == {}
