"""Of a case in a record that somebody does not read not even its existence is told (decision 0013)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from brobygger.care.intake import access as intake
from brobygger.records.episodes import citizens
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import recipients
from brobygger.records.letters.rules import IN_PERSON
from brobygger.records.people.models import Person
from brobygger.standard.courses import RELATIVE
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account, AuditEntry
from tests.cases import case
from tests.traps.test_31_a_number_is_no_key import give_a_reason

pytestmark = pytest.mark.django_db
ClientAs = Callable[..., Client]
CPR = "0107801235"
KNOWN = "kendt fra et andet forløb"


@pytest.fixture
def relative() -> Episode:
    return case(course=RELATIVE, days_ago=5, name="Eva Holm", cpr=CPR).episode


def edit(client: Client, episode: Episode, **fields: Any) -> Any:
    person = Person.objects.get(pk=episode.person_id)
    usual = {"version": person.version, "name": person.name, "children_at_home": "not-asked", "contact_by": ""}
    return client.post(f"/forloeb/{episode.number}/borger/ret/", {**usual, **fields})


@pytest.mark.parametrize(("role", "told"), [("authority", False), ("counsellor", True)])
def test_a_relatives_number_is_as_any_other_to_who_does_not_read_their_record(
    client_as: ClientAs, relative: Episode, role: str, told: bool
) -> None:
    client = client_as(role, unit="alcohol")
    own = case(unit="alcohol", cpr="", name="Eva", counsellor=client.account).episode  # type: ignore[attr-defined]
    assert edit(client, own, cpr=CPR).status_code == 303
    assert Person.objects.get(pk=own.person_id).told_index
    assert (KNOWN in client.get(f"/forloeb/{own.number}/").text) is told
    assert client.get(f"/forloeb/{own.number}/samme-borger/").status_code == (403 if told else 303)


@pytest.mark.parametrize("page", ["", "borger/", "afdaekning/", "visitation/"])
def test_which_kind_of_course_it_is_only_those_are_told_who_may_open_it(
    client_as: ClientAs, relative: Episode, page: str
) -> None:
    client = client_as("counsellor", unit="alcohol")
    for episode in (relative, case(name="Bo Kjær").episode):
        answer = client.get(f"/forloeb/{episode.number}/{page}")
        assert answer.status_code == 403
        assert 'name="offer"' in answer.text
        assert AuditEntry.objects.filter(kind="refusal", episode_id=episode.pk).count() == 1


def test_who_gives_a_reason_on_a_page_that_the_case_does_not_have_goes_on_to_the_case(
    client_as: ClientAs, relative: Episode
) -> None:
    client = client_as("counsellor", unit="alcohol")
    refused = client.get(f"/forloeb/{relative.number}/borger/")
    given = give_a_reason(client, refused)
    assert given["Location"] == f"/forloeb/{relative.number}/"


@pytest.fixture
def joined(make_account: Callable[..., Account]) -> tuple[Episode, Episode]:
    """A relative with a protected name and address, who is in treatment too: the case there, and the relative's."""
    home = {"name_protected": True, "address_protected": True, "address": "Algade 1", "digital_post_exempt": True}
    hidden = case(course=RELATIVE, days_ago=5, name="Eva Holm", cpr=CPR, **home).episode
    own = case(name="Eva", cpr="", counsellor=make_account("authority", unit="drug")).episode
    citizens.belongs_to(SYSTEM, intake.EDIT_CITIZEN, own, hidden.person)
    return own, hidden


def marks(episode: Episode) -> tuple[bool, bool]:
    episode.refresh_from_db()
    return episode.name_protected, episode.address_protected


def test_a_protection_stays_on_a_case_that_whoever_lifts_it_may_not_know_of(
    client_as: ClientAs, joined: tuple[Episode, Episode]
) -> None:
    own, hidden = joined
    answer = edit(client_as("authority", unit="drug"), own, digital_post_exempt="on")
    assert answer.status_code == 303, "a refusal would tell of the other case"
    assert (marks(own), marks(hidden)) == ((False, False), (True, True))
    assert "Eva Holm" not in client_as("counsellor", unit="drug").get(f"/forloeb/{hidden.number}/").text
    person = Episode.objects.get(pk=hidden.pk).covered_person
    assert person.address and recipients.citizen(person).means == IN_PERSON, "nor is a letter of that case posted"
    assert not Person.objects.get(pk=person.pk).address_protected


def test_it_goes_on_standing_until_somebody_who_has_that_case_lifts_it(
    client_as: ClientAs, joined: tuple[Episode, Episode]
) -> None:
    own, hidden = joined
    edit(client_as("authority", unit="drug"), own)
    both = client_as("counsellor", unit="drug")
    assert edit(both, own, phone="20304050").status_code == 303
    assert (marks(own), marks(hidden)) == ((False, False), (True, True)), "what they did not lift stands"
    edit(both, own, name_protected="on", address_protected="on")
    edit(both, own)
    assert (marks(own), marks(hidden)) == ((False, False), (False, False))


def test_another_units_open_case_in_a_record_one_reads_still_keeps_it(
    client_as: ClientAs, joined: tuple[Episode, Episode]
) -> None:
    own, hidden = joined
    Episode.objects.filter(pk=hidden.pk).update(unit="alcohol")
    assert edit(client_as("counsellor", unit="drug"), own).status_code == 422
    assert (marks(own), marks(hidden)) == ((True, True), (True, True))
