"""Two reckonings of one timeline that share nothing but the file agree, on two municipalities' standards."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brobygger.standard import Event, Standard, deadlines, vocabulary
from brobygger.standard.events import standing
from tests.standard.naive import Clerk
from tests.standard.neighbour import neighbour
from tests.standard.timelines import STANDARD

STANDARDS = {"packaged": STANDARD, "neighbour": neighbour()}
# The days around which a law, a rule of receipt or a year changes.
AROUND = [date(2018, 6, 20), date(2019, 12, 20), date(2023, 1, 2), date(2023, 1, 28), date(2023, 12, 22)]
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "line": st.sampled_from(["drug", "alcohol"]),
        "age": st.sampled_from([15, 25, 40, None]),
        "unit": st.sampled_from(["drug", "north", "south"]),
        "by": st.sampled_from(["citizen", "relative"]),
        "letter": st.sampled_from(["decision", "hearing"]),
        "letter_id": st.sampled_from([1, 2]),
        "means": st.sampled_from(["digital-post", "physical", "physical-quick"]),
        "outcome": st.sampled_from(["granted", "partly", "refused", "changed", "sent-back", "upheld"]),
        "decision_id": st.sampled_from([1, 2]),
        "replaces": st.sampled_from([1, 2]),
        "appeal_id": st.sampled_from([1, 2]),
        "about": st.sampled_from(["refusal", "guarantee"]),
        "reason": st.sampled_from(["completed", "stayed-away", "died", "probation"]),
        "approved": st.booleans(),
        "direct": st.booleans(),
        "offers_doctor": st.booleans(),
        "follow_up_consent": st.booleans(),
        "month": st.sampled_from([1, 6, 3]),
        "kind": st.sampled_from(["day", "residential", "substitution", "ambulatory-group"]),
        "weeks": st.sampled_from([-5, 0, 3, 4, 4.5, 12]),
        "provider": st.sampled_from(["Havnen", "Skoven"]),
        "purpose": st.sampled_from(["follow-up", "cooperation"]),
        "every_weeks": st.sampled_from([1, 6, 12]),
        "next_follow_up": st.sampled_from(["2018-07-02", "2020-01-10", "2023-01-06", "2023-03-01", "2024-02-29", ""]),
        "starts_on": st.sampled_from(["2018-07-02", "2020-01-10", "2023-02-01", "2024-01-08"]),
        "to": st.sampled_from(["doctor", "psychologist"]),
    },
)
# Those that meet, stop, undo or depart from one another: drawn together, so that they do.
STORIES = [
    [
        "inquiry.received",
        "decision.made",
        "appeal.reassessed",
        "appeal.ruled",
        "treatment.started",
        "medical-need.found",
    ],
    ["decision.made", "appeal.received", "appeal.reassessed", "appeal.ruled", "recommendation.submitted"],
    ["inquiry.received", "decision.made", "provider.chosen", "provider-choice.limited", "provider.declined"],
    ["inquiry.received", "inquiry.withdrawn", "enrolment.completed", "decision.made", "episode.closed", "plan.agreed"],
    ["plan.agreed", "plan.reviewed", "follow-up.held", "treatment.ended", "relapse-prevention.started"],
    ["decision.made", "letter.sent", "letter.failed", "letter.delivered", "appeal.received", "appeal.withdrawn"],
    ["inquiry.received", "medical-need.found", "medical-need.ruled-out", "medical-offer.started", "treatment.started"],
    ["external.enrolled", "external-status.received", "supervision.held", "treatment.ended"],
    ["treatment.ended", "after-follow-up.held", "consent.withdrawn", "consent.given", "relapse-prevention.started"],
    ["provider.chosen", "provider.referred", "provider.accepted", "provider.declined", "treatment.started"],
    sorted(vocabulary()),
]


@st.composite
def timelines(draw: st.DrawFn) -> tuple[list[Event], date]:
    """A timeline on few days, so that many things happen on one, and the day from which it is looked at."""
    first = draw(st.sampled_from(AROUND))
    days = draw(st.lists(st.sampled_from([0, 1, 2, 3, 7, 10, 14, 15, 31, 60, 92, 185, 400]), min_size=1, max_size=5))
    kinds = st.sampled_from(draw(st.sampled_from(STORIES)))
    on = st.sampled_from([first + timedelta(day) for day in days])
    events = draw(st.lists(st.builds(Event, kind=kinds, occurred_on=on, facts=FACTS), min_size=1, max_size=12))
    return events, first + timedelta(draw(st.sampled_from([0, 3, 14, 60, 500, 3000])))


def told(timeline: list[Event], standard: Standard, as_of: date) -> list[tuple[object, ...]]:
    found = deadlines(timeline, standard, as_of)
    rows = [(d.version, d.started_on, d.due_on, d.met_on, d.departed_on, d.stopped_on, d.state) for d in found]
    return sorted(rows, key=str)


@pytest.mark.parametrize("name", STANDARDS)
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=timelines())
def test_the_second_reckoning_says_the_same(name: str, drawn: tuple[list[Event], date]) -> None:
    timeline, as_of = drawn
    standard = STANDARDS[name]
    assert told(timeline, standard, as_of) == Clerk(standard, standing(timeline, as_of)).told(as_of)
