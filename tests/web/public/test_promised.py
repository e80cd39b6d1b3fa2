"""The public pages say the times that the standard in use promises, not Slagelse's."""

from datetime import date

import pytest
from django.test import Client

from brobygger import standard
from brobygger.web.public import typesetting


def body(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.django_db
@pytest.mark.req("KS-3.5-1")
def test_the_packaged_standard_promises_14_days() -> None:
    assert "Du kommer i gang senest 14 dage efter, at du har kontaktet os" in body("/")
    assert "Behandlingen begynder senest 14 dage efter første henvendelse" in body("/fagperson/")
    assert "kan du få en tid inden for 14 dage" in body("/borger/")
    assert "You get started no later than 14 days after you contacted us" in body("/en/")


@pytest.mark.django_db
def test_another_municipality_promises_what_its_file_says(nordby: None) -> None:
    for path in ("/", "/borger/", "/fagperson/"):
        assert "14 dage" not in body(path), path
    assert "Du kommer i gang senest 7 dage efter" in body("/")


@pytest.mark.django_db
@pytest.mark.req("KS-3.1-5")
def test_lengths_conditions_and_gift_cards_stand_where_they_are_published(nordby: None) -> None:
    page = body("/behandling/")
    assert "Varer normalt 4–6 måneder" in page and "Varer normalt 30–120 dage" in page
    assert "Før start: fire uger uden stoffer (behandling for stoffer) · egen læge" in page
    cards = "Du er kommet til din samtale: 200 kr., hver fjerde gang (15 til 24 år, Behandling for stoffer)"
    assert cards in page and cards in body("/kvalitetsstandard/5/")
    assert "Given by: Your contact person · The team leader" in body("/en/kvalitetsstandard/5/")
    printed = typesetting.document(standard.load(), date(2027, 3, 1), "da")
    told = next(section for section in printed["sections"] if section["number"] == "5.1")
    assert cards in told["blocks"][-1]["items"]
