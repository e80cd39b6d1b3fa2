"""Trap 31: a CPR number typed into a form opened another unit's protected person, unlogged there.

Every form that takes a number is tried by somebody whose unit has none of the citizen's cases.
"""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from brobygger.care.intake import access as actions
from brobygger.care.intake.models import Inquiry
from brobygger.care.intake.services import inquiries
from brobygger.records.episodes import citizens, meeting
from brobygger.records.episodes.models import Episode
from brobygger.records.people import services as people
from brobygger.records.people.models import Child, Person
from brobygger.records.people.services import AtHome
from brobygger.trust import access, selectors
from brobygger.trust.models import AuditEntry, BreakGlass
from tests.architecture.source import modules, named, text
from tests.care.intake.conftest import inquiry  # noqa: F401  a fixture
from tests.care.intake.test_enrolment_page import filled as enrolment
from tests.care.intake.test_inquiry_pages import filled

Make = Callable[..., Any]
CPR = "0107801235"
SECRETS = ("Gerda Skjult", "Hemmelig Vej 1", "88776655", "Lægen i Skjul")
REASON = "Borgeren sidder her og vil tale med os nu"


@pytest.fixture
def hidden(client_as: Make) -> Episode:
    """A protected citizen whose only case lies in the unit for alcohol."""
    keeper = client_as("counsellor", unit="alcohol")
    keeper.post("/henvendelser/ny/", filled(age=CPR, substance="alcohol", name="Gerda Skjult"))
    episode = Episode.objects.get()
    Person.objects.filter(pk=episode.person_id).update(name_protected=True, address_protected=True)
    person = Person.objects.get(pk=episode.person_id)
    person.address, person.phone, person.own_doctor = "Hemmelig Vej 1", "88776655", "Lægen i Skjul"
    person.save()
    Episode.objects.filter(pk=episode.pk).update(name_protected=True, address_protected=True)
    return Episode.objects.get(pk=episode.pk)


def asked(episode: Episode, account: Any) -> int:
    """How many rows say on the case that this account asked for its citizen's number."""
    rows = AuditEntry.objects.filter(episode_id=episode.pk, actor_id=account.pk, action="episodes.ask-number")
    return rows.count()


def write_inquiry(client: Client, **more: Any) -> tuple[Any, Episode]:
    answer = client.post("/henvendelser/ny/", filled(age=CPR, name="Gerda", phone="12121212", **more), follow=True)
    return answer, Episode.objects.order_by("-pk")[0]


def give_a_reason(client: Client, refused: Any) -> Any:
    offer = re.search(r'name="offer" value="([^"]+)"', refused.text)
    assert offer
    return client.post("/noedaabning/", {"offer": offer[1], "reason": REASON})


def take(client: Client, episode: Episode) -> None:
    client.post(f"/henvendelser/{Inquiry.objects.get(episode=episode).pk}/tag/")


def everything(client: Client, number: str) -> str:
    """All that the pages of a case show, with every act of unmasking done."""
    pages = [client.get(f"/forloeb/{number}/{page}") for page in ("", "borger/", "borger/ret/", "indskrivning/")]
    pages.append(client.post(f"/forloeb/{number}/borger/vis/", {"what": ["cpr", "name", "address"]}))
    return unescape("".join(page.content.decode() for page in pages))


@pytest.mark.parametrize("role", ["counsellor", "secretary", "outreach", "manager"])
def test_a_new_inquiry_opens_nothing_of_the_citizen_and_is_written_all_the_same(
    client_as: Make, hidden: Episode, role: str
) -> None:
    client = client_as(role, unit="drug")
    answer, own = write_inquiry(client)
    assert own.pk != hidden.pk
    assert own.person_id != hidden.person_id
    take(client, own)
    told = unescape(answer.text) + everything(client, own.number)
    assert not [secret for secret in SECRETS if secret in told]
    assert hidden.number not in told
    assert asked(hidden, client.account) == 1
    opened = selectors.who_opened(episode_id=hidden.pk)
    assert client.account.name in {line.actor for line in opened}


@pytest.mark.parametrize("role", ["secretary", "outreach"])
def test_who_may_break_no_glass_is_not_told_that_the_number_is_known(
    client_as: Make,
    hidden: Episode,
    inquiry: Make,  # noqa: F811
    role: str,
) -> None:
    client = client_as(role, unit="drug")
    answer, own = write_inquiry(client)
    pages = unescape(answer.text) + client.get(f"/forloeb/{own.number}/borger/").text
    assert "kendt fra et andet forløb" not in pages and "kendes fra" not in pages
    assert "12 12 12 12" in pages
    unknown = inquiry(name="Kaj", unit="drug").episode
    for one in (own, unknown):
        for answer in (
            client.get(f"/forloeb/{one.number}/samme-borger/"),
            client.post(f"/forloeb/{one.number}/samme-borger/"),
        ):
            assert (answer.status_code, answer["Location"]) == (303, f"/forloeb/{one.number}/borger/")


def test_with_a_reason_the_two_are_laid_together(client_as: Make, hidden: Episode) -> None:
    client = client_as("counsellor", unit="drug")
    _answer, own = write_inquiry(client)
    take(client, own)
    bar = client.get(f"/forloeb/{own.number}/").text
    page = f"/forloeb/{own.number}/samme-borger/"
    assert page in bar
    refused = client.get(page)
    assert refused.status_code == 403
    assert client.post(page).status_code == 403
    told = unescape(refused.text)
    assert not [secret for secret in SECRETS if secret in told]
    onward = give_a_reason(client, refused)
    assert onward["Location"] == page
    assert BreakGlass.objects.get().unit == "alcohol"
    compared = unescape(client.get(page).text)
    assert hidden.number in compared and "Gerda Skjult" not in compared
    client.post(page, follow=True)
    own.refresh_from_db()
    assert own.person_id == hidden.person_id
    assert own.name_protected and own.address_protected
    assert "88776655" in client.get(f"/forloeb/{own.number}/borger/").text
    changed = AuditEntry.objects.filter(kind="change", action="intake.edit-citizen")
    assert {entry.episode_id for entry in changed} == {own.pk, hidden.pk}


def written_twice(client_as: Make, **known: Any) -> tuple[Client, Episode, Episode]:
    """A citizen whom the unit for alcohol knows, written anew in the unit for drugs; the client has both units."""
    other = client_as("counsellor", unit="alcohol")
    other.post("/henvendelser/ny/", filled(age=CPR, substance="alcohol", name="Gerda Skjult", **known))
    client = client_as("counsellor", unit="drug")
    _answer, own = write_inquiry(client)
    take(client, own)
    client.account.units = ["alcohol", "drug"]
    client.account.save()
    return client, own, Episode.objects.exclude(pk=own.pk).get()


def edit(client: Client, episode: Episode, **fields: Any) -> Any:
    person = Person.objects.get(pk=episode.person_id)
    usual = {"version": person.version, "name": person.name, "children_at_home": "not-asked", "contact_by": ""}
    return client.post(f"/forloeb/{episode.number}/borger/ret/", {**usual, **fields})


def test_what_is_asked_for_newly_is_lost_by_no_joining(client_as: Make) -> None:
    """A protection, a care, children at home: whichever of the two told of it."""
    client, own, known = written_twice(client_as, phone="88776655")
    told = {
        "name_protected": "on", "address_protected": "on", "address": "Hemmeligvej 9", "phone": "12121212",
        "no_messages": "on", "digital_post_exempt": "on", "contact_by": "phone", "municipality": "0101",
        "children_at_home": "yes", "child_1_name": "Alma", "child_1_born": "5.4.2016",
    }  # fmt: skip
    assert edit(client, own, **told).status_code == 303
    shown = client.post(f"/forloeb/{own.number}/samme-borger/", follow=True).text
    assert "Hemmeligvej 9" not in shown and "12 12 12 12" in shown
    person = Person.objects.get(pk=known.person_id)
    assert person.name_protected and person.address_protected and person.no_messages and person.digital_post_exempt
    assert (person.contact_by, person.municipality, person.address) == ("phone", "0101", "Hemmeligvej 9")
    assert person.children_at_home == "yes" and [child.name for child in person.children.all()] == ["Alma"]
    for episode in Episode.objects.all():
        assert episode.person_id == person.pk and episode.name_protected and episode.address_protected


def test_joining_unites_the_children_and_keeps_what_was_known(client_as: Make) -> None:
    client, own, known = written_twice(client_as)
    Person.objects.filter(pk=known.person_id).update(children_at_home="yes", no_messages=True)
    Child.objects.create(person_id=known.person_id, name="Alma", birth_date=date(2016, 4, 5))
    children = {"child_1_name": "Alma A", "child_1_born": "5.4.2016", "child_2_name": "Noah", "child_2_born": ""}
    edit(client, own, children_at_home="yes", **children)
    client.post(f"/forloeb/{own.number}/samme-borger/")
    person = Person.objects.get(pk=known.person_id)
    assert person.no_messages and person.children_at_home == "yes"
    at_home = Child.objects.filter(person=person, lives_at_home=True)
    assert sorted(child.name for child in at_home) == ["Alma", "Noah"]


@pytest.mark.parametrize(("known", "told", "stands"), [("yes", "no", "yes"), ("no", "yes", "yes"), ("", "no", "no")])
def test_a_yes_about_children_is_lost_by_no_joining(known: str, told: str, stands: str) -> None:
    assert (people.united(AtHome(known), AtHome(told)) or (known,))[0] == stands


def test_a_told_number_keeps_nobody_from_correcting_the_rest(client_as: Make) -> None:
    client, own, known = written_twice(client_as)
    assert edit(client, own, phone="20304050", name_protected="on").status_code == 303
    own.refresh_from_db()
    person = Person.objects.get(pk=own.person_id)
    assert person.name_protected and person.told_index and person.pk != known.person_id
    enrolled = client.post(f"/forloeb/{own.number}/indskrivning/", enrolment(person, cpr="", name=""))
    assert enrolled.status_code == 303
    assert "kendt fra et andet forløb" in client.get(f"/forloeb/{own.number}/").text
    # A number that is typed now is looked up as ever, so that another one is not laid on two.
    other = client_as("counsellor", unit="drug")
    other.post("/henvendelser/ny/", filled(age="0101820005", name="En Anden"))
    refused = edit(client, own, cpr="0101820005")
    assert refused.status_code == 422 and "En anden borger har det nummer" in unescape(refused.text)


def test_only_a_unit_that_has_the_case_lifts_a_protection(client_as: Make, hidden: Episode) -> None:
    client = client_as("counsellor", unit="drug")
    _answer, own = write_inquiry(client)
    take(client, own)
    citizens.belongs_to(access.SYSTEM, actions.EDIT_CITIZEN, own, Person.objects.get(pk=hidden.person_id))
    person = Person.objects.get(pk=hidden.person_id)
    form = {"version": person.version, "name": "", "phone": "88776655", "children_at_home": "no"}
    refused = client.post(f"/forloeb/{own.number}/borger/ret/", form)
    assert refused.status_code == 422
    assert "En anden enhed har et åbent forløb" in unescape(refused.text)
    person.refresh_from_db()
    assert person.name_protected and person.address_protected
    keeper = client_as("manager", unit=("alcohol", "drug"))
    assert keeper.post(f"/forloeb/{own.number}/borger/ret/", form).status_code == 303
    changed = AuditEntry.objects.filter(kind="change", action="intake.edit-citizen", actor_id=keeper.account.pk)
    assert {entry.episode_id for entry in changed if "fields" in entry.detail} == {own.pk, hidden.pk}


@pytest.mark.parametrize("page", ["borger/ret/", "indskrivning/"])
def test_a_number_written_on_another_case_opens_nothing_either(
    client_as: Make,
    hidden: Episode,
    inquiry: Make,  # noqa: F811
    page: str,
) -> None:
    client = client_as("counsellor", unit="drug")
    own = inquiry(name="Gerda", taker=client.account).episode
    fields = enrolment(own.person, cpr=CPR, name="Gerda", same_person="on")
    answer = client.post(f"/forloeb/{own.number}/{page}", fields, follow=True)
    assert answer.status_code == 200
    own.refresh_from_db()
    assert own.person_id != hidden.person_id
    told = unescape(answer.text) + everything(client, own.number)
    assert not [secret for secret in SECRETS if secret in told]
    assert asked(hidden, client.account) == 1


@pytest.mark.parametrize(("role", "status"), [("counsellor", 403), ("secretary", 200)])
def test_a_search_for_the_number_leaves_a_row_and_tells_only_who_may_give_a_reason(
    client_as: Make, hidden: Episode, role: str, status: int
) -> None:
    client = client_as(role, unit="drug")
    answer = client.post("/soeg/", {"query": CPR})
    assert answer.status_code == status
    assert "Location" not in answer.headers
    assert not [secret for secret in SECRETS if secret in unescape(answer.text)]
    assert asked(hidden, client.account) == 1


def test_a_search_finds_ones_own_case_by_the_number_that_was_told(client_as: Make, hidden: Episode) -> None:
    client = client_as("counsellor", unit="drug")
    _answer, own = write_inquiry(client)
    found = client.post("/soeg/", {"query": CPR}, follow=True)
    assert found.redirect_chain[-1][0] == f"/forloeb/{own.number}/"
    again = client.post("/henvendelser/ny/", filled(age=CPR))
    assert again.status_code == 409
    assert own.number in again.text


def test_after_the_glass_the_number_leads_to_the_citizen(client_as: Make, hidden: Episode) -> None:
    client = client_as("counsellor", unit="drug")
    refused = client.post("/soeg/", {"query": CPR})
    onward = give_a_reason(client, refused)
    assert onward["Location"] == f"/forloeb/{hidden.number}/"
    known = client.post("/henvendelser/ny/", filled(age=CPR))
    assert known.status_code == 409
    assert hidden.number in known.text


def test_the_services_ask_too(make_account: Make, hidden: Episode) -> None:
    """Whatever page comes: no case is laid on somebody whom the actor may not know."""
    outsider = make_account("counsellor", unit="drug")
    person = Person.objects.get(pk=hidden.person_id)
    with pytest.raises(access.Refused):
        meeting.require(outsider, person)
    new = inquiries.NewInquiry("phone", "cocaine", inquiries.rules.Age(44), person=person)
    with pytest.raises(access.Refused):
        inquiries.receive(outsider, actions.RECORD, new)
    assert Episode.objects.count() == 1


def test_nothing_else_goes_from_a_number_to_a_person() -> None:
    """Only one module asks who has a number; a form of tomorrow has no way past it."""
    asking = ("all_with_number", "find_by_index", "told_index=", "cpr_index=")
    allowed = ("records/people/", "records/episodes/meeting.py", "/demo/", "/migrations/", "/bench/")
    found = [
        f"{named(path)}: {word}"
        for path in modules()
        for word in asking
        if word in text(path) and not any(part in named(path) for part in allowed)
    ]
    assert not found, found
