"""What is typed about the house, held against what stands beside it."""

import datetime as dt

import pytest
from django.test import Client

from brobygger import standard
from brobygger.ground import clock
from brobygger.standard import StandardFileError
from brobygger.standard.loading import load_file, parse
from tests.records.house.conftest import House
from tests.records.house.test_house import UNIT, tomorrow

pytestmark = pytest.mark.django_db


def _conference(**changed: str) -> dict[str, str]:
    meeting = next(one for one in load_file().conferences if one.id == "psychiatry")
    name, text = meeting.name, meeting.text
    words = {"name_da": name.da, "name_en": name.en, "text_da": text.da, "text_en": text.en}
    return {"valid_from": clock.today().isoformat(), "weekday": "tuesday", **words, **changed}


def test_the_pages_say_the_weekday_that_was_set(house: House, client: Client) -> None:
    assert "Den holdes hver torsdag." in client.get("/behandling/").content.decode()
    house.ask("faste-moeder/psychiatry/", **_conference())
    house.answer()
    page = client.get("/behandling/").content.decode()
    assert "Den holdes hver tirsdag." in page and "hver torsdag" not in page
    assert "hver torsdag" not in client.get("/kvalitetsstandard/4/").content.decode()


def test_a_text_that_says_another_weekday_is_refused_beside_it(house: House) -> None:
    answer = house.ask("faste-moeder/psychiatry/", **_conference(text_da="Vi mødes hver torsdag.", text_en="We meet."))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Der står &#39;torsdag&#39;, men mødet holdes om tirsdagen." in page
    assert 'id="id_text_da-error"' in page or "id_text_da" in page


def test_the_hours_of_open_counselling_stand_in_the_hours_alone(house: House, client: Client) -> None:
    assert "Til den åbne rådgivning behøver du ingen tid" in client.get("/kontakt/alcohol/").content.decode()
    sections = " ".join(one.text.da + one.text.en for one in load_file().sections)
    assert "kl. 9–12" not in sections and "from 9 to 12" not in sections


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"hours_monday": "9-12, 11-15"}, "To af tiderne går ind over hinanden"),
        ({"address_postal_code": "abc"}, "er ikke et postnummer"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(house: House, typed: dict[str, str], said: str) -> None:
    answer = house.ask("enheder/drug/", valid_from=tomorrow(), **{**UNIT, **typed})
    assert answer.status_code == 422 and said in answer.content.decode()


def test_check_says_that_hours_overlap_and_that_a_postal_code_is_none() -> None:
    content = load_file().content
    for old, new, said in (
        (b'opens = "09:00", closes = "15:00" },', b'opens = "09:00", closes = "15:00" }, '
         b'{ days = ["monday"], opens = "14:00", closes = "16:00" },', "overlap"),
        (b'postal_code = "4200"', b'postal_code = "abc"', "no postal code"),
    ):  # fmt: skip
        with pytest.raises(StandardFileError) as faults:
            parse(content.replace(old, new, 1))
        assert any(said in one.message.en for one in faults.value.problems)


@pytest.mark.parametrize("typed", ["58574899", "+45 58574899", "58.57.48.99", "58 57 48 99"])
def test_a_telephone_number_is_kept_in_one_way(house: House, typed: str) -> None:
    house.ask("enheder/drug/", valid_from=clock.today().isoformat(), **{**UNIT, "phone": typed})
    house.answer()
    assert standard.load().unit("drug").phone == "58 57 48 99"


def test_a_needed_partner_stays_and_it_is_said_in_plain_words(house: House) -> None:
    answer = house.ask("samarbejdspartnere/own-doctor/fjern/", valid_from=tomorrow())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Den kan ikke tages ud: der er ingen anden til samtykket, som substitution kræver." in page
    assert "for = [" not in page


def test_a_closing_that_closes_nothing_is_not_taken(house: House) -> None:
    day = clock.today() + dt.timedelta(days=7)
    saturday = day + dt.timedelta(days=(5 - day.weekday()) % 7)
    assert "det er weekend eller helligdag" in house.close(saturday.isoformat()).content.decode()
