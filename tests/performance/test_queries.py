"""What every page asks the database: a fixed number of questions, the same in a small centre and a large one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brobygger.demo.staff import AT_DEMO
from brobygger.records.episodes.models import Episode
from brobygger.trust.models import Account

pytestmark = pytest.mark.django_db

# Everything counts: the session with its account, the page's transaction, its readings, its audit row.
OF_STAFF = {
    "mette": {
        "/min-dag/": 15, "/forloeb/": 5, "/forloeb/?hvem=mine": 5, "/henvendelser/": 8, "/moeder/": 7,
        "/konference/": 6, "/breve/": 6, "/soeg/": 4, "/min-konto/": 4,
    },
    "dorte": {"/min-dag/": 17, "/forloeb/": 5, "/moeder/": 7, "/klager/": 8},
    "hanne": {"/min-dag/": 17, "/forloeb/": 5, "/henvendelser/": 8, "/breve/": 6},
    "karl": {"/tillid/opslag/": 10, "/tillid/noedaabninger/": 6},
    "stine": {"/konti/": 6, "/konti/ny/": 4},
}  # fmt: skip
OF_A_CASE = {
    "": 10, "borger/": 10, "samtykker/": 8, "afdaekning/": 11, "visitation/": 15, "plan/": 13, "opfoelgning/": 13,
    "netvaerk/": 9, "notater/": 8, "notater/nyt/": 7, "breve/": 7, "indsigt/": 9,
}  # fmt: skip


def questions(client: Client, address: str) -> int:
    """How many statements a page sends, the second time it is opened."""
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


@pytest.mark.parametrize("handle", OF_STAFF)
def test_every_page_of_the_staff_asks_a_fixed_number_of_questions(centre: int, client_as, handle: str) -> None:
    client = client_as(Account.objects.get(email=handle + AT_DEMO))
    assert {address: questions(client, address) for address in OF_STAFF[handle]} == OF_STAFF[handle]


def test_every_page_of_a_case_asks_a_fixed_number_of_questions(centre: int, client_as) -> None:
    client = client_as(Account.objects.get(email="mette" + AT_DEMO))
    # Of the showcase, and so the same in every centre: a course with talks, letters, a plan and its reviews.
    own = Episode.objects.filter(responsible=client.account, line="drug")
    [number] = [episode.number for episode in own if episode.person_name == "Bo Kjærgaard"]
    found = {page: questions(client, f"/forloeb/{number}/{page}") for page in OF_A_CASE}
    assert found == OF_A_CASE
