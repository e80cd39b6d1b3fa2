"""Who the citizen is: masked until somebody asks, and is logged for asking."""

from collections.abc import Callable
from typing import Any

import pytest

from brobygger.ground.fields import bound
from brobygger.records.people.models import Person, PersonNumber
from brobygger.trust.models import AuditEntry

Make = Callable[..., Any]


def protected(person: Person, **values: Any) -> None:
    """Write on the citizen's row beside the pages."""
    Person.objects.filter(pk=person.pk).update(**bound(person, **values))


@pytest.fixture
def case(client_as: Make, inquiry: Make) -> Any:
    """A citizen with a number and a protected address, the counsellor's client, and the page."""
    client = client_as("counsellor", unit="drug")
    row = inquiry(age="0107801235", taker=client.account)
    protected(row.episode.person, address="Havnegade 3", address_protected=True, name_protected=True)
    type(row.episode).objects.filter(pk=row.episode_id).update(address_protected=True, name_protected=True)
    return client, row.episode, f"/forloeb/{row.episode.number}/borger/"


def test_nothing_protected_is_shown_without_the_act(case: Any) -> None:
    client, _episode, page = case
    shown = client.get(page).text
    assert "0107801235" not in shown
    assert "010780-1235" not in shown
    assert "010780-****" in shown
    assert "Havnegade" not in shown
    assert "Jens Aagaard" not in shown
    edit = client.get(page + "ret/").text
    assert "Havnegade" not in edit
    assert "Jens Aagaard" not in edit
    assert "0107801235" not in edit


@pytest.mark.parametrize(
    ("age", "words"),
    [
        ("0107801235", "Digital Post"),
        ("0107501AB1", "På papir: intet CPR-nummer med Digital Post · udleveres personligt"),
    ],
)
def test_the_page_says_how_letters_really_go(client_as: Make, inquiry: Make, age: str, words: str) -> None:
    client = client_as("counsellor", unit="drug")
    row = inquiry(age=age, taker=client.account)
    assert f"<dt>Breve</dt><dd>{words}</dd>" in client.get(f"/forloeb/{row.episode.number}/borger/").text


@pytest.mark.parametrize(
    ("what", "seen"), [("cpr", "010780-1235"), ("name", "Jens Aagaard"), ("address", "Havnegade 3")]
)
def test_the_act_shows_it_and_is_logged(case: Any, what: str, seen: str) -> None:
    client, episode, page = case
    answer = client.post(page + "vis/", {"what": what})
    assert seen in answer.text
    assert answer["Refresh"].startswith("30;")
    entries = AuditEntry.objects.filter(action="intake.unmask", episode_id=episode.pk)
    assert any(entry.detail.get("shown") == [what] for entry in entries)
    assert client.get(page + "vis/").status_code == 405


def form(person: Person, **more: Any) -> dict[str, Any]:
    """The form with everything sealed left empty."""
    usual = {
        "version": person.version,
        "name": "",
        "cpr": "",
        "address": "",
        "phone": "12345678",
        "children_at_home": "no",
    }
    return {**usual, "name_protected": "on", "address_protected": "on", **more}


def test_sealed_fields_left_empty_stay(case: Any) -> None:
    client, episode, page = case
    client.post(page + "ret/", form(episode.person))
    person = Person.objects.get(pk=episode.person_id)
    kept = (person.name, person.cpr, person.address, person.phone)
    assert kept == ("Jens Aagaard", "0107801235", "Havnegade 3", "12 34 56 78")


def test_a_telephone_number_that_cannot_be_one_is_said_beside_its_field_and_what_stands_may_stay(case: Any) -> None:
    client, episode, page = case
    protected(episode.person, phone="1234567 hos mor")
    answer = client.post(page + "ret/", form(episode.person, phone="1234567"))
    assert answer.status_code == 422
    assert "Skriv otte cifre, for eksempel 12 34 56 78" in answer.text and 'value="1234567"' in answer.text

    assert client.post(page + "ret/", form(episode.person, phone="1234567 hos mor")).status_code == 303
    again = Person.objects.get(pk=episode.person_id)
    client.post(page + "ret/", form(again, phone="004670 123 45 67"))
    assert Person.objects.get(pk=episode.person_id).phone == "+46 70 123 45 67"


def test_the_home_municipality_is_chosen_by_name(case: Any) -> None:
    client, episode, page = case
    edit = client.get(page + "ret/").text
    assert '<option value="0316">Holbæk</option>' in edit
    assert edit.index(">Aabenraa<") > edit.index(">Ærø<")  # Danish order: å stands last
    assert "<dt>Hjemkommune</dt><dd>Ikke spurgt</dd>" in client.get(page).text

    client.post(page + "ret/", form(episode.person, municipality="0316"))
    assert "<dt>Hjemkommune</dt><dd>Holbæk · skal afregnes" in client.get(page).text
    episode.refresh_from_db()
    assert episode.settlement_municipality == "0316"

    client.post(page + "ret/", form(Person.objects.get(pk=episode.person_id), municipality="0330"))
    episode.refresh_from_db()
    assert episode.settlement_municipality == ""


def test_a_number_is_changed_and_the_old_one_still_finds(case: Any) -> None:
    client, episode, page = case
    client.post(page + "ret/", form(episode.person, cpr="0107801243"), follow=True)
    assert PersonNumber.objects.get().person_id == episode.person_id
    assert "010780-**** indtil" in client.get(page).text


def test_another_citizens_number_is_refused(case: Any, inquiry: Make) -> None:
    client, episode, page = case
    inquiry(age="0101820005", name="En anden")
    answer = client.post(page + "ret/", form(episode.person, cpr="0101820005"))
    assert answer.status_code == 422
    assert "En anden borger har det nummer" in answer.text


def test_two_at_once_are_asked_without_showing_what_is_sealed(case: Any) -> None:
    client, episode, page = case
    read = form(episode.person, address="Ny vej 2")
    protected(episode.person, version=5, phone="87654321", address="Hemmelig vej 1")
    asked = client.post(page + "ret/", read)
    assert asked.status_code == 409
    assert "87654321" in asked.text
    assert "Hemmelig vej" not in asked.text
    assert Person.objects.get(pk=episode.person_id).phone == "87654321"


def test_a_failing_check_sum_only_warns(case: Any) -> None:
    client, episode, page = case
    answer = client.post(page + "ret/", form(episode.person, cpr="0101820005"), follow=True)
    assert "modulus 11" in answer.text
    assert Person.objects.get(pk=episode.person_id).cpr == "0101820005"


def test_becoming_known_is_never_a_correction_of_an_alias(client_as: Make, inquiry: Make) -> None:
    client = client_as("counsellor", unit="alcohol")
    row = inquiry(substance="alcohol", name="Fugl", anonymous=True, taker=client.account)
    page = f"/forloeb/{row.episode.number}/borger/"
    answer = client.post(page + "ret/", {"version": 1, "name": "Fugl", "cpr": "0107801235", "children_at_home": "no"})
    assert answer.status_code == 422
    assert "At blive kendt er en ny henvendelse" in answer.text


def test_another_unit_may_not(case: Any, client_as: Make) -> None:
    _client, episode, page = case
    other = client_as("secretary", unit="alcohol")
    assert other.get(page).status_code == 403
    assert other.post(page + "vis/", {"what": "cpr"}).status_code == 403
    assert other.post(page + "ret/", form(episode.person)).status_code == 403


def test_an_age_that_was_told_stands_on_the_bar_without_a_birth_date(
    inquiry: Callable[..., Any], make_account: Callable[..., Any], client_as: Callable[..., Any]
) -> None:
    """The list of inquiries says it; the case says it too."""
    account = make_account("counsellor", unit="drug")
    episode = inquiry("50", taker=account).episode
    assert episode.birth_date is None
    assert "50 år" in client_as(account).get(f"/forloeb/{episode.number}/borger/").text
