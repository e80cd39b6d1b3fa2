"""An assessment that cannot be finished in time holds no treatment up (BEK 1477/2019 § 1, stk. 6; KS 3.5)."""

import pytest
from django.test import Client

from brobygger.care.visitation.models import Decision
from brobygger.records.letters.services import text_of
from tests.care.visitation.pages import Make, decision, page

GRANT = {"choice": "ambulatory-individual"}
KEPT = {"version": "0", "keep": "1"}


@pytest.mark.req("KS-3.5-2")
def test_treatment_is_granted_and_begun_on_what_is_known(
    as_authority: Client, as_counsellor: Client, case: Make
) -> None:
    number = case(assessed=False).number
    address = f"/forloeb/{number}/afgoerelse/"
    body = as_authority.post(address, decision(**GRANT)).content.decode()
    assert "Kan den ikke gøres færdig i tide, så skriv hvorfor i afdækningen" in body
    written = {"unfinished_reason": "Venter på oplysninger fra psykiatrien.", **KEPT}
    assert as_counsellor.post(f"/forloeb/{number}/afdaekning/skriv/", written).status_code == 303
    assert "gøres færdig hurtigst muligt efter starten" in page(as_authority, address)
    version = Decision.objects.get().version
    assert as_authority.post(address, decision(**GRANT, version=version)).status_code == 303
    made = Decision.objects.get()
    assert made.letter is not None
    told = " ".join(text_of(made.letter).sections[0].paragraphs)
    assert "Vi gør den færdig sammen med dig hurtigst muligt, efter at behandlingen er begyndt." in told
    started = {"day": "2023-04-04", "provider": "own", "substitution": "no", "kind_of_treatment": GRANT["choice"]}
    assert as_counsellor.post(f"/forloeb/{number}/behandlingsstart/", started).status_code == 303


def test_a_no_waits_for_the_whole_assessment(as_authority: Client, as_counsellor: Client, case: Make) -> None:
    number = case(assessed=False).number
    written = {"unfinished_reason": "Venter på oplysninger.", **KEPT}
    assert as_counsellor.post(f"/forloeb/{number}/afdaekning/skriv/", written).status_code == 303
    no = {"choice": "refuse", "wish_met": "not", "facts": "Du har job.", "hearing_kind": "not-owed"}
    typed = decision(**no, hearing_reason="Du kender det hele.", wish="Du ønskede døgn.")
    answer = as_authority.post(f"/forloeb/{number}/afgoerelse/", typed)
    assert answer.status_code == 422 and "Afdækningen er ikke færdig" in answer.content.decode()
