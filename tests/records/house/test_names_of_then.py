"""What was said about a partner keeps the partner's name, also when it has another by now or is there no more."""

from datetime import timedelta
from typing import Any

import pytest

from brobygger.ground import clock
from brobygger.records.consents import access, rules, services
from brobygger.records.consents.services import NewAnswer
from brobygger.trust.access import SYSTEM
from tests import cases
from tests.records.house.conftest import House

pytestmark = pytest.mark.django_db


@pytest.mark.req("KS-5.4-1")
def test_a_partner_that_is_taken_out_keeps_its_name_in_what_was_said(house: House, client_as: Any) -> None:
    today = clock.today().isoformat()
    house.ask("ny/samarbejdspartnere/", valid_from=today, name_da="Frivilligcenter Åen", name_en="The Volunteers")
    house.answer()
    case = cases.case(days_ago=10).episode
    services.answer(SYSTEM, access.CHANGE, case, NewAnswer("frivilligcenter-aaen", rules.COOPERATION, rules.GIVEN))
    house.ask("samarbejdspartnere/frivilligcenter-aaen/fjern/", valid_from=today)
    house.answer()
    services.answer(SYSTEM, access.CHANGE, case, NewAnswer("frivilligcenter-aaen", rules.COOPERATION, rules.WITHDRAWN))
    client = client_as("counsellor", unit="drug")
    page = client.get(f"/forloeb/{case.number}/samtykker/").content.decode()
    assert "Der sendes ikke mere til Frivilligcenter Åen" in page
    assert "Frivilligcenter aaen" not in page
    journal = client.get(f"/forloeb/{case.number}/?vis=samtykker", follow=True).content.decode()
    assert "Samtykke trukket: Frivilligcenter Åen" in journal


@pytest.mark.req("KS-5.4-1")
def test_another_name_does_not_rewrite_what_was_said(house: House, client_as: Any) -> None:
    case = cases.case(days_ago=10).episode
    said = NewAnswer("jobcentre", rules.COOPERATION, rules.GIVEN)
    services.answer(SYSTEM, access.CHANGE, case, said, occurred_at=clock.now() - timedelta(days=3))
    house.ask(
        "samarbejdspartnere/jobcentre/", valid_from=clock.today().isoformat(),
        name_da="Jobhuset", name_en="The Job House",
    )  # fmt: skip
    house.answer()
    client = client_as("counsellor", unit="drug")
    page = client.get(f"/forloeb/{case.number}/samtykker/").content.decode()
    assert "Jobcenter Slagelse (nu: Jobhuset)" in page
    assert "Jobcenter Slagelse (nu: Jobhuset): Ja" in page, "in the history too"
    journal = client.get(f"/forloeb/{case.number}/?vis=samtykker", follow=True).content.decode()
    assert "Samtykke givet: Jobcenter Slagelse (nu: Jobhuset)" in journal
    services.answer(SYSTEM, access.CHANGE, case, said)
    assert "<span>Jobhuset</span>" in client.get(f"/forloeb/{case.number}/").content.decode()
