"""Working together: the action plan of serviceloven § 141, and network meetings with consent."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from brobygger.care.plans.models import NetworkMeeting

Open = Callable[..., Any]
As = Callable[..., Client]
MEETING = {
    "day": "2023-04-04", "about": "employment", "partners": ["jobcentre"], "participants": "Bo Lind, Jobcenter",
    "citizen_took_part": "yes", "agreed": "Praktik to dage om ugen",
}  # fmt: skip


@pytest.mark.req("KS-5.3-1")
@pytest.mark.parametrize("answer", ["has-one", "accepted", "declined"])
def test_help_with_an_action_plan_is_offered(open_case: Open, client_as: As, answer: str) -> None:
    case = open_case(until="started")
    client = client_as(case.counsellor)
    assert "Ikke spurgt endnu" in client.get(f"/forloeb/{case.number}/netvaerk/").content.decode()
    address = f"/forloeb/{case.number}/netvaerk/handleplan/"
    page = client.get(address).content.decode()
    assert "serviceloven § 141" in page and "Ikke det samme som sundhedsloven § 141" in page
    has_one = answer == "has-one"
    if has_one:
        assert client.post(address, {"day": "2023-04-04", "answer": answer}).status_code == 422
    typed = {"day": "2023-04-04", "answer": answer, "coordinated": "yes", "text": "Sagsbehandler Ida Holm"}
    assert client.post(address, typed).status_code == 303
    network = client.get(f"/forloeb/{case.number}/netvaerk/").content.decode()
    assert "Sagsbehandler Ida Holm" in network
    assert ("samordnet med behandlingsplanen" in network) == has_one
    event = case.episode.events.get(kind="action-plan.offered")
    asked = {"coordinated": True} if has_one else {}  # nobody asks about coordination with a plan that is not there
    assert event.facts == {"answer": answer, "accepted": answer == "accepted", **asked}


def test_a_day_before_the_case_is_answered_beside_its_field(open_case: Open, client_as: As) -> None:
    case = open_case(until="started")
    address = f"/forloeb/{case.number}/netvaerk/handleplan/"
    typed = {"day": "2022-04-04", "answer": "declined", "text": "Vil ikke have flere planer"}
    answer = client_as(case.counsellor).post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Dato: Det er før borgeren henvendte sig. Se efter, om året er rigtigt." in " ".join(page.split())
    assert "Vil ikke have flere planer" in page and 'value="2022-04-04"' in page
    assert not case.episode.events.filter(kind="action-plan.offered").exists()


@pytest.mark.req("KS-5.4-2")
def test_a_network_meeting_asks_consent_for_each_partner(open_case: Open, client_as: As) -> None:
    case = open_case(until="started")
    client = client_as(case.counsellor)
    address = f"/forloeb/{case.number}/netvaerk/moede/"
    refused = client.post(address, MEETING)
    page = refused.content.decode()
    assert refused.status_code == 422 and "Borgeren har ikke sagt ja til: Jobcent" in page
    assert "Praktik to dage om ugen" in page and not NetworkMeeting.objects.exists()
    case.answered("jobcentre")
    assert client.post(address, MEETING).status_code == 303
    assert "Praktik to dage om ugen" in client.get(f"/forloeb/{case.number}/netvaerk/").content.decode()
    assert case.kinds.count("network-meeting.held") == 1


def test_the_authority_may_write_a_meeting_and_another_unit_may_not(open_case: Open, client_as: As) -> None:
    case = open_case(until="started")
    address = f"/forloeb/{case.number}/netvaerk/moede/"
    assert client_as("authority", unit="drug").get(address).status_code == 200
    assert client_as("counsellor", unit="perron-3").get(address).status_code == 403
