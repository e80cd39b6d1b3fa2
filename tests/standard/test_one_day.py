"""What happens on one day stands in one order: by its hour, and else as it was recorded."""

from datetime import UTC, date, datetime

import pytest

from brobygger.standard import Event, phase_of
from brobygger.standard.events import standing
from brobygger.standard.timeline_json import read_timeline
from tests.standard.neighbour import neighbour
from tests.standard.timelines import drug, of, on, the

ASKED = drug("2026-03-02")
REFUSED = on("2026-03-09", "decision.made", outcome="refused", decision_id=1)
GRANTED = on("2026-03-09", "decision.made", outcome="granted", decision_id=2)
GUARANTEE, PLAN = "treatment-guarantee-drug", "treatment-plan"


def at(hour: str, kind: str, written: str = "") -> Event:
    """Something that happened at an hour of 9 March 2026, Danish time, or on that day alone."""
    moment = datetime.fromisoformat(f"2026-03-09T{hour}:00+01:00") if hour else date(2026, 3, 9)
    return Event(kind, moment, datetime.fromisoformat(written).replace(tzinfo=UTC) if written else None)


def order(*timeline: Event) -> list[str]:
    return [happening.kind for happening in standing(timeline, None)]


def test_the_hour_at_which_something_happened_goes_before_when_it_was_written_down() -> None:
    late = at("10:00", "recommendation.submitted", "2026-03-11T08:00")
    first = at("13:00", "decision.made", "2026-03-09T12:30")
    assert order(first, late) == order(late, first) == ["recommendation.submitted", "decision.made"]


def test_what_is_known_by_its_day_alone_comes_after_what_was_recorded_of_that_day_by_then() -> None:
    decision = at("13:00", "decision.made", "2026-03-09T12:30")
    start = at("", "treatment.started", "2026-03-10T08:00")
    talk = at("15:00", "follow-up.held", "2026-03-11T08:00")
    assert order(start, talk, decision) == ["decision.made", "treatment.started", "follow-up.held"]


def test_a_timeline_without_hours_keeps_its_order_in_the_file() -> None:
    told = """[{"event": "provider.declined", "occurred_on": "2026-03-09"},
               {"event": "provider.chosen", "occurred_on": "2026-03-09"},
               {"event": "decision.made", "occurred_on": "2026-03-09"}]"""
    assert order(*read_timeline(told)) == ["provider.declined", "provider.chosen", "decision.made"]
    hours = """[{"event": "provider.chosen", "occurred_on": "2026-03-09T14:00"},
                {"event": "decision.made", "occurred_on": "2026-03-09T12:30:00+00:00"}]"""
    assert order(*read_timeline(hours)) == ["decision.made", "provider.chosen"]


def test_a_correction_keeps_the_place_of_what_it_corrects() -> None:
    first = Event("provider.chosen", date(2026, 3, 9), facts={"provider": "Havnen"}, id="1")
    second = Event("provider.declined", date(2026, 3, 9), id="2")
    right = Event("provider.chosen", date(2026, 3, 9), facts={"provider": "Skoven"}, id="3", corrects="1")
    assert order(first, second, right) == ["provider.chosen", "provider.declined"]


@pytest.mark.req("KS-3.5-1", "KS-5.8.1-2")
def test_what_meets_a_clock_comes_after_its_start() -> None:
    handed_in = on("2026-03-09", "recommendation.submitted")
    assert the("after-refusal", ASKED, handed_in, REFUSED).is_open
    assert the("after-refusal", ASKED, REFUSED, handed_in).met_on == date(2026, 3, 9)
    held, change = on("2026-04-01", "follow-up.held"), on("2026-04-01", "change.recorded")
    assert the("change-follow-up", held, change).is_open
    assert the("change-follow-up", change, held).state == "met"
    agreed, relapse = on("2026-04-01", "plan.agreed"), on("2026-04-01", "relapse-prevention.started")
    assert the("plan-after-relapse", agreed, relapse).is_open


@pytest.mark.req("KS-3.6-1", "KS-3.5-5")
def test_chosen_refused_and_chosen_again_on_one_day() -> None:
    chosen = on("2026-03-10", "provider.chosen", provider="Havnen", approved=True)
    declined = on("2026-03-10", "provider.declined", provider="Havnen")
    decided = (ASKED, GRANTED)
    assert the(GUARANTEE, *decided, chosen, declined).state == "late"
    again = (*decided, chosen, declined, chosen)
    assert the(GUARANTEE, *again).departed_on == date(2026, 3, 10)
    assert [d.state for d in of("provider-referral", *again, as_of="2026-03-11")] == ["void", "running"]
    assert the("start-after-choice", *again).state == "void"
    assert the("start-after-choice", *decided, chosen, declined).is_open


def test_no_and_yes_on_one_day() -> None:
    ended = on("2026-01-30", "treatment.ended", reason="completed", follow_up_consent=True)
    no, yes = [on("2026-02-05", kind, purpose="follow-up") for kind in ("consent.withdrawn", "consent.given")]
    assert the("after-follow-up-1-month", ended, no, yes).is_open
    assert the("after-follow-up-1-month", ended, yes, no).state == "void"


def test_of_two_agreements_of_one_day_the_later_one_holds() -> None:
    first = on("2026-01-05", "plan.agreed", next_follow_up="2026-01-20")
    second = on("2026-01-05", "plan.reviewed", next_follow_up="2026-02-10")
    talk = on("2026-01-05", "follow-up.held")
    assert the("agreed-follow-up", first, second).due_on == date(2026, 2, 10)
    assert the("agreed-follow-up", second, first).due_on == date(2026, 1, 20)
    assert the("agreed-follow-up", second, talk).due_on == date(2026, 2, 10)


def test_a_course_goes_back_to_treatment_by_what_comes_after_the_end() -> None:
    ended, started = on("2026-03-09", "treatment.ended"), on("2026-03-09", "treatment.started")
    assert phase_of([ASKED, GRANTED, started, ended]) == "follow-up"
    assert phase_of([ASKED, GRANTED, ended, started]) == "treatment"


def test_whatever_meets_a_chain_on_one_day_carries_it_on_if_the_clock_holds_for_it() -> None:
    """No promise is lost by a doubt: one of the two says that it is about alcohol."""
    chain = (
        on("2023-12-22", "plan.agreed"),
        on("2023-12-29", "plan.agreed", line="alcohol"),
        on("2023-12-29", "follow-up.held", line="drug"),
    )
    for timeline in (chain, (chain[0], chain[2], chain[1])):
        found = of("review", *timeline, as_of="2024-01-05", standard=neighbour())
        assert [(d.started_on.day, d.state) for d in found] == [(22, "met"), (29, "running")]
