"""The factory of cases goes the whole way that the rooms go, on the days it is told."""

from collections.abc import Callable
from typing import Any

import pytest

from brobygger.care.assessment.events import ASSESSMENT_STARTED
from brobygger.care.intake.events import ENROLMENT_COMPLETED
from brobygger.ground import clock
from brobygger.records.episodes.events import EPISODE_CLOSED, INQUIRY_RECEIVED
from brobygger.records.episodes.milestones import (
    ASSESSMENT_COMPLETED,
    DECISION_MADE,
    OUTCOME,
    PLAN_AGREED,
    TREATMENT_ENDED,
    TREATMENT_STARTED,
)
from tests.cases import called, case

pytestmark = pytest.mark.django_db


def test_a_case_goes_from_the_first_call_to_its_end_on_the_days_told(
    make_account: Callable[..., Any], on_day: Callable[[str], None]
) -> None:
    on_day("2023-06-01")
    mette = make_account("counsellor", unit="drug")
    made = called(taker=mette, on="2023-03-27").enrolled(on="2023-03-28").assessed(on="2023-03-31")
    made.recommended().decided(on="2023-04-03").started(on="2023-04-04").planned(on="2023-04-04")
    made.ended(on="2023-05-01").closed(on="2023-05-02")
    days = {
        INQUIRY_RECEIVED: "2023-03-27",
        ENROLMENT_COMPLETED: "2023-03-28",
        ASSESSMENT_STARTED: "2023-03-31",
        ASSESSMENT_COMPLETED: "2023-03-31",
        DECISION_MADE: "2023-04-03",
        TREATMENT_STARTED: "2023-04-04",
        PLAN_AGREED: "2023-04-04",
        TREATMENT_ENDED: "2023-05-01",
        EPISODE_CLOSED: "2023-05-02",
    }
    for kind, day in days.items():
        assert clock.local_date(made.event(kind).occurred_at).isoformat() == day, kind.id
    assert made.inquiry is not None and made.plan is not None and made.ending is not None
    assert not made.episode.is_open and made.counsellor == mette


def test_what_only_happened_leaves_no_row_of_a_room() -> None:
    made = case(days_ago=9).happened(DECISION_MADE, outcome="granted")
    assert made.kinds[-1] == DECISION_MADE.id and made.decision is None
    no = case(days_ago=9).happened(ASSESSMENT_COMPLETED).refused()
    assert no.decision is not None and OUTCOME.read(no.event(DECISION_MADE).facts) == "refused"
