"""What is chosen by whoever heard it, and by nobody beforehand; and a sign that no letter can show."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from brobygger.records.episodes.models import Episode, Event
from brobygger.records.people.models import Person
from tests.care.intake.test_enrolment_page import at_home, filled
from tests.care.intake.test_inquiry_pages import filled as call

Make = Callable[..., Any]


@pytest.fixture
def case(client_as: Make, inquiry: Make) -> Any:
    """A taken drug inquiry with its counsellor's client and the address of the enrolment."""
    client = client_as("counsellor", unit="drug")
    row = inquiry(age="46", taker=client.account)
    return client, row.episode, f"/forloeb/{row.episode.number}/indskrivning/"


def test_nothing_is_chosen_before_anybody_has_said_it(case: Any) -> None:
    client, _episode, page = case
    assert not re.search(r'name="(by|channel|wish)"[^>]*checked', client.get("/henvendelser/ny/").text)
    assert client.post("/henvendelser/ny/", {"substance": "cocaine", "age": "44"}).status_code == 422
    assert not re.search(r'name="how"[^>]*checked', client.get(page).text)


def test_a_notice_with_a_sign_that_no_font_has_names_the_sign(case: Any) -> None:
    client, episode, page = case
    client.post(page, filled(episode.person, **at_home(("王芳", "5.4.2016"))))
    refused = client.post(f"/forloeb/{episode.number}/orientering/send/", {"told": "on"})
    assert refused.status_code == 422 and "Brevet kan ikke vise “王”" in refused.text


def test_how_a_consent_was_given_is_chosen_by_whoever_heard_it(case: Any) -> None:
    client, episode, page = case
    drawn = client.get(page).text
    assert not re.search(r'name="how"[^>]*checked', drawn)
    unsaid = {key: value for key, value in filled(episode.person).items() if key != "how"}
    refused = client.post(page, unsaid)
    assert refused.status_code == 422 and re.search(r'href="#[^"]*how', refused.text)
    nobody_asked = {key: value for key, value in unsaid.items() if not key.startswith(("answer-", "topics-"))}
    assert client.post(page, nobody_asked).status_code == 303


@pytest.mark.req("KS-3.2-3", "KS-3.4-1")
def test_who_was_not_asked_for_a_name_is_asked_at_the_enrolment(client_as: Make, inquiry: Make) -> None:
    client = client_as("counsellor", unit="alcohol")
    row = inquiry(substance="alcohol", name="", taker=client.account)
    page = f"/forloeb/{row.episode.number}/indskrivning/"
    assert "Navn ikke oplyst" in client.get(f"/forloeb/{row.episode.number}/borger/").text
    unsaid = filled(row.episode.person, name="", cpr="", **at_home(("", "5.4.2016")))
    refused = client.post(page, unsaid)
    assert refused.status_code == 422 and "at borgeren vil være anonym" in refused.text
    named = filled(row.episode.person, name="Erik", **at_home(("", "5.4.2016")))
    assert "Orienteringen" in client.post(page, named, follow=True).text

    other = inquiry(substance="alcohol", name="", taker=client.account)
    unsaid = filled(other.episode.person, name="Fugl", cpr="", wants_no_name="on")
    assert client.post(f"/forloeb/{other.episode.number}/indskrivning/", unsaid).status_code == 303
    number = {"version": 2, "name": "Fugl", "cpr": "0107801243", "children_at_home": "no"}
    assert client.post(f"/forloeb/{other.episode.number}/borger/ret/", number).status_code == 422


def test_a_name_that_nobody_told_is_danish_in_the_record_and_offered_to_nobody(client_as: Make) -> None:
    client = client_as("counsellor", unit="drug")
    told = {"by": "citizen", "channel": "phone", "wish": "treatment", "substance": "cocaine", "age": "44"}
    client.post("/en/henvendelser/ny/", {**told, "take": ""})
    assert Person.objects.get().name == "Navn ikke oplyst"
    page = client.get(f"/en/forloeb/{Episode.objects.get().number}/borger/ret/").text
    assert 'value="Navn ikke oplyst"' not in page
    concern = {
        "by": "relative", "channel": "phone", "about": "child", "address": "Møllevej 3", "child": "Ida",
        "seen": "Barnet er alene.", "told": "yes", "unit": "drug",
    }  # fmt: skip
    assert client.post("/en/underretning/ny/", concern).status_code == 303
    assert Person.objects.latest("pk").name == "Navn ikke oplyst"


def test_what_a_known_citizen_tells_anew_is_kept_to_be_looked_at(client_as: Make) -> None:
    client = client_as("counsellor", unit="drug")
    client.post("/henvendelser/ny/", call(age="0107801235", phone="11223344"))
    assert "oplyst nu" not in Event.objects.get(kind="inquiry.received").text
    anew = call(age="0107801235", anew="1", name="Jens A. Holm", phone="20304051", words="Vil i gang igen.")
    client.post("/henvendelser/ny/", anew)
    assert Person.objects.get().phone == "11 22 33 44"  # nothing is changed unseen
    told = Event.objects.filter(kind="inquiry.received").latest("pk").text
    assert told.startswith("Vil i gang igen.") and "Telefon oplyst nu: 20 30 40 51." in told
    assert "Navn oplyst nu: Jens A. Holm." in told
    Person.objects.update(name_protected=True)
    client.post("/henvendelser/ny/", anew)
    assert "Holm" not in Event.objects.filter(kind="inquiry.received").latest("pk").text
