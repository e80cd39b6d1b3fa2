"""What is granted beside the main treatment is on the timeline, from which the letter, the case and the start read."""

import pytest
from django.test import Client

from brobygger.care.visitation.models import Decision
from brobygger.records.episodes.models import Event
from brobygger.records.letters.services import text_of
from tests.care.visitation.pages import Make, decision, page
from tests.cases import REFUSED

STARTED = {"day": "2023-04-04", "provider": "own", "substitution": "no"}


@pytest.mark.req("KS-4.3-1", "KS-4.2-1")
def test_each_treatment_that_is_granted_can_be_started(
    as_authority: Client, as_counsellor: Client, recommended: Make, meeting: Make
) -> None:
    now = meeting()
    item = recommended().items.get()
    typed = decision(also=["aftercare", "ambulatory-individual"])
    assert as_authority.post(f"/moeder/{now.pk}/{item.pk}/", typed).status_code == 303
    made, event = Decision.objects.get(), Event.objects.get(kind="decision.made")
    assert event.facts["also"] == ["aftercare", "ambulatory-individual"]
    assert made.letter is not None
    letter = " ".join(text_of(made.letter).sections[0].paragraphs)
    assert "Du får også efterbehandling og individuelle samtaler." in letter
    number = item.episode.number
    assert "dagbehandling, efterbehandling og individuel ambulant behandling bevilget" in page(
        as_counsellor, f"/forloeb/{number}/"
    )
    start = f"/forloeb/{number}/behandlingsstart/"
    for kind in ("ambulatory-individual", "day", "aftercare"):
        assert f'value="{kind}"' in page(as_counsellor, start)
        assert as_counsellor.post(start, {**STARTED, "kind_of_treatment": kind}).status_code == 303, kind
        plan = page(as_counsellor, f"/forloeb/{number}/plan/")
        assert ("Bevilget, ikke begyndt endnu:" in plan) is (kind != "aftercare")


def test_a_refusal_grants_nothing_beside(decided: Make, case: Make) -> None:
    refused = decided(case(), **REFUSED, also=["aftercare"])
    assert "also" not in Event.objects.get(episode=refused.episode, kind="decision.made").facts
