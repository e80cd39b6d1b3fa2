"""A centre without units: the manager sets where its one team is, when it is open and how it is called."""

from typing import Any

import pytest
from django.test import Client

from brobygger import standard
from brobygger.ground import clock
from brobygger.records.house import overlay
from brobygger.standard import loading
from brobygger.standard.exporting import exported
from tests.records.house.conftest import House

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nordby")]


def test_the_hours_telephone_and_address_of_the_one_team_can_be_set(house: House, client: Client) -> None:
    assert "Rusmiddelteamet" in house.asker.get("/huset/enheder/").content.decode()
    typed: dict[str, Any] = {
        "phone": "99 99 99 98", "menu_choice": "", "address_name": "Rusmiddelteamet", "address_street": "Kajen 7",
        "address_postal_code": "9999", "address_city": "Nordby", "hours_tuesday": "10-16",
    }  # fmt: skip
    answer = house.ask("enheder/team/", valid_from=clock.today().isoformat(), **typed)
    assert answer.status_code == 200
    house.answer()
    contact = client.get("/kontakt/", follow=True).content.decode()
    assert "Kajen 7" in contact and "99 99 99 98" in contact
    assert standard.load().one_team
    text = exported(standard.load_file(), overlay.confirmed(), clock.today())
    assert "[team]" in text and "# Three bands of age" in text, "the rest stays as it was written"
    assert loading.parse(text.encode()).units == standard.load().units


def test_what_is_wrong_stands_beside_the_field_of_the_team(house: House) -> None:
    typed = {"phone": "", "address_name": "Rusmiddelteamet", "address_street": "Kajen 7", "hours_tuesday": "10"}
    answer = house.ask("enheder/team/", valid_from=clock.today().isoformat(), **typed)
    assert answer.status_code == 422
