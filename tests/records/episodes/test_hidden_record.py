"""Of a case in a record that somebody does not read not even its existence is told (decision 0013)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from brobygger.records.episodes.models import Episode
from brobygger.records.people.models import Person
from brobygger.standard.courses import RELATIVE
from brobygger.trust.models import AuditEntry
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
