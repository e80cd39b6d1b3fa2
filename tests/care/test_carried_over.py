"""What has been written is a start in the next room: from assessment to recommendation to plan."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from brobygger.care.assessment import services as assessing
from brobygger.care.visitation.models import Recommendation
from brobygger.ground import clock
from brobygger.records.episodes import carrying
from brobygger.trust.access import SYSTEM
from tests.care.plans.cases import decided_case

WRITTEN = {
    "own_words": "Jeg vil kunne se mine børn uden at skamme mig.",
    "own_goals": "Stoppe med kokain.",
    "social": "Bor alene, ser sine børn hver anden weekend.",
    "housing": "Lejet værelse, opsagt til juni.",
    "work": "Sygemeldt tømrer.",
    "physical": "Sover dårligt.",
}


@pytest.fixture
def case(make_account: Callable[..., Any], on_day: Callable[[str], None]) -> Any:
    """A case that is decided and has an assessment."""
    found = decided_case(make_account("counsellor", unit="drug"), on_day, until="started")
    assessing.save(SYSTEM, found.episode, assessing.Written(WRITTEN))
    return found


def test_the_plan_and_the_recommendation_begin_with_what_the_assessment_says(
    case: Any, client_as: Callable[..., Client]
) -> None:
    client = client_as(case.counsellor)
    recommended = unescape(client.get(f"/forloeb/{case.number}/indstilling/").text)
    assert WRITTEN["own_words"] in recommended and WRITTEN["own_goals"] in recommended
    plan = unescape(client.get(f"/forloeb/{case.number}/plan/skriv/").text)
    for name in ("own_words", "social", "housing", "work", "physical"):
        assert WRITTEN[name] in plan
    assert not Recommendation.objects.exists()  # a start to edit: nothing is stored by looking


def test_the_newest_words_are_the_start(case: Any, client_as: Callable[..., Client]) -> None:
    Recommendation.objects.create(
        episode=case.episode, own_words="Nu vil jeg i dagbehandling.", saved_at=clock.now() + timedelta(minutes=1)
    )
    plan = unescape(client_as(case.counsellor).get(f"/forloeb/{case.number}/plan/skriv/").text)
    assert "Nu vil jeg i dagbehandling." in plan and WRITTEN["own_words"] not in plan
    assert WRITTEN["housing"] in plan


def test_nobody_is_told_what_they_may_not_read(case: Any, make_account: Callable[..., Any]) -> None:
    assert carrying.carried(case.counsellor, case.episode)[carrying.HOUSING] == WRITTEN["housing"]
    assert carrying.carried(make_account("nurse", unit="drug"), case.episode) == {}
    assert carrying.carried(make_account("counsellor", unit="alcohol"), case.episode) == {}
