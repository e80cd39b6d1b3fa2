"""Who gives medicine: the centre's own clinic, or the house that the file names for it (KS 6.2.7)."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from brobygger.care.assessment.details import DETAILS
from brobygger.care.assessment.events import REFERRAL_MADE
from brobygger.care.assessment.forms import ReferralForm
from brobygger.care.assessment.models import Referral
from brobygger.care.plans import letters as of_plans
from brobygger.records import medicine
from brobygger.standard import StandardFileError, parse

NORDBY = Path(__file__).parents[2] / "examples" / "nordby.toml"
HOUSE = "Metadonklinikken i nabokommunen"


def test_it_is_our_own_clinic_where_the_file_names_nobody() -> None:
    assert medicine.elsewhere() == "" and medicine.clinic_named() == "Sundhedsklinikken"
    assert Referral(to="health-clinic").get_to_display() == "Sundhedsklinikken"
    assert Referral(to="psychologist").get_to_display() == "Psykologen"
    assert str(ReferralForm().fields["need"].label) == "Hvad er der brug for fra sundhedsklinikken?"
    assert of_plans._medicine_from() == []


def test_referrals_journal_and_letters_name_the_other_house(nordby: None) -> None:
    assert medicine.elsewhere() == HOUSE
    assert Referral(to="health-clinic").get_to_display() == HOUSE
    form = ReferralForm()
    assert str(form.fields["need"].label) == f"Hvad er der brug for fra {HOUSE}?"
    assert ("health-clinic", HOUSE) in form.fields["to"].choices
    assert DETAILS[REFERRAL_MADE]({"to": "health-clinic"}) == f"til {HOUSE}"
    assert [section.paragraphs for section in of_plans._medicine_from()] == [(f"{HOUSE}.",)]
    with translation.override("en"):
        assert medicine.clinic() == "the methadone clinic of the neighbouring municipality"


def test_only_one_house_gives_it() -> None:
    text = NORDBY.read_text(encoding="utf-8")
    two = text.replace('id = "prison-service"\n', 'id = "prison-service"\nfor = ["medicine"]\n', 1)
    with pytest.raises(StandardFileError) as refused:
        parse(two.encode())
    [fault] = refused.value.problems
    assert fault.message.da.startswith("Kun én kan være til 'medicine'")
    assert parse(text.replace('for = ["medicine"]\n', "", 1).encode()).medicine_by is None


@pytest.mark.django_db
def test_the_public_pages_say_who_gives_it(nordby: None, client: Client) -> None:
    page = client.get("/behandling/").content.decode()
    assert f"Medicin får du hos {HOUSE}." in page
    assert "sundhedsklinikken" not in client.get("/dine-oplysninger/").content.decode()
