"""The post of the day holds the letters of the records that the reader reads, and of no other."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from brobygger.records.episodes.models import Event
from brobygger.records.letters import recipients, services
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import NewLetter
from brobygger.standard.courses import RELATIVE
from brobygger.trust.access import SYSTEM
from tests.cases import WORK, case
from tests.records.letters.test_printing import TEXT

pytestmark = pytest.mark.django_db
ClientAs = Callable[..., Client]


@pytest.fixture
def letter() -> Letter:
    """A letter to a relative, on paper."""
    home: dict[str, Any] = {"address": "Algade 1\n4200 Slagelse", "digital_post_exempt": True}
    episode = case(course=RELATIVE, days_ago=5, name="Eva Holm", **home).episode
    return services.queue(SYSTEM, WORK, episode, NewLetter("other", TEXT, recipients.citizen(episode.person)))


@pytest.mark.parametrize("role", ["authority", "outreach"])
def test_a_relatives_letter_is_not_in_the_post_of_who_does_not_read_that_record(
    client_as: ClientAs, letter: Letter, role: str
) -> None:
    client = client_as(role, unit="drug")
    page = client.get("/breve/").text
    assert "Eva Holm" not in page and letter.episode.number not in page
    assert client.post("/breve/udskriv/", {"again": "1"}).status_code == 302
    events = Event.objects.count()
    client.post("/breve/sendt/", {"letter": [letter.pk], "sent_on": "1.1.2030"})
    letter.refresh_from_db()
    assert (letter.state, letter.printed_at, Event.objects.count()) == ("to-print", None, events)


def test_it_is_in_the_secretarys_who_reads_it(client_as: ClientAs, letter: Letter) -> None:
    client = client_as("secretary", unit="drug")
    assert letter.episode.number in client.get("/breve/").text
    assert client.post("/breve/udskriv/")["Content-Type"] == "application/pdf"
