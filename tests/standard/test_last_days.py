"""The last day itself, and what ends a promise: edges that a changed sign or a changed number would move."""

from datetime import date

import pytest

from brobygger.care.visitation.rules import appeal_is_late
from brobygger.standard import Event
from tests.standard.timelines import drug, on, the

ASKED_ALCOHOL = on("2026-03-02", "inquiry.received", line="alcohol")
ALCOHOL = "treatment-guarantee-alcohol"
ENDED = on("2026-03-31", "treatment.ended", reason="completed", follow_up_consent=True)


@pytest.mark.req("KS-5.8.1-1")
@pytest.mark.parametrize(("came", "late"), [("2026-05-04", False), ("2026-05-05", True)])
def test_an_appeal_on_the_last_of_the_four_weeks_is_in_time(came: str, late: bool) -> None:
    assert appeal_is_late(date.fromisoformat(came), date(2026, 5, 4)) is late
    assert not appeal_is_late(date.fromisoformat(came), None)


@pytest.mark.req("KS-3.5-1")
@pytest.mark.parametrize(
    "ends",
    [
        on("2026-03-10", "inquiry.withdrawn"),
        on("2026-03-10", "decision.made", outcome="refused", decision_id=1),
        on("2026-03-10", "episode.closed", reason="moved"),
    ],
    ids=["withdrawn", "refused", "closed"],
)
def test_the_promise_of_alcohol_treatment_ends_as_that_of_drugs(ends: Event) -> None:
    deadline = the(ALCOHOL, ASKED_ALCOHOL, ends)
    assert (deadline.due_on, deadline.state, deadline.stopped_on) == (date(2026, 3, 16), "void", date(2026, 3, 10))
    assert the(ALCOHOL, ASKED_ALCOHOL).state == "late"
    assert the(ALCOHOL, ASKED_ALCOHOL, on("2026-03-16", "treatment.started")).state == "met"


REFUSED = on("2026-03-09", "decision.made", outcome="refused", decision_id=1)
RELAPSED = (drug("2026-01-05"), ENDED, on("2026-04-20", "relapse-prevention.started"))


@pytest.mark.parametrize(
    ("clock", "last", "timeline"),
    [
        ("after-refusal", date(2026, 4, 20), (drug("2026-03-02"), REFUSED)),
        ("plan-after-relapse", date(2026, 5, 4), RELAPSED),
    ],
    ids=["after-refusal", "plan-after-relapse"],
)
def test_the_houses_own_days_are_those_of_the_file(clock: str, last: date, timeline: tuple[Event, ...]) -> None:
    assert the(clock, *timeline).due_on == last


@pytest.mark.req("KS-3.6-2")
def test_a_departure_falls_with_the_choice_that_made_it() -> None:
    chosen = on("2026-03-12", "provider.chosen", approved=True, choice_id=1)
    granted = on("2026-03-09", "decision.made", outcome="granted", decision_id=1)
    departed = (drug("2026-03-02"), granted, chosen)
    for clock in ("treatment-guarantee-drug", "treatment-plan"):
        assert the(clock, *departed).state == "departed"
        assert the(clock, *departed, on("2026-03-20", "provider.given-up", choice_id=1)).state == "late"


def test_the_start_carries_a_ruling_out() -> None:
    ruled = on("2026-06-01", "appeal.ruled", outcome="changed", decision_id=1, appeal_id=7)
    carried = (drug("2026-03-02"), REFUSED, ruled, on("2026-06-04", "treatment.started"))
    assert the("ruling-carried-out", *carried).met_on == date(2026, 6, 4)
