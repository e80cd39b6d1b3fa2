"""An end that was recorded by mistake is taken back: the journal keeps both, and the deadlines count again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from brobygger.care.plans import services
from brobygger.care.plans.models import Ending
from brobygger.records.episodes.models import Event
from brobygger.trust.access import SYSTEM
from tests.cases import moment

Open = Callable[..., Any]
As = Callable[..., Client]
Day = Callable[[str], None]
DIED = services.NewEnding("died", "unknown", "Vi fik besked fra familien.", False, send_status=False)
WRONG = "Det var en navnebror, der var død."
CLOCKS = ("follow-up", "plan-review")


@pytest.fixture
def dead(open_case: Open, on_day: Day) -> Any:
    """A case whose treatment was ended by a death, and which was closed for it."""
    case = open_case(until="planned")
    on_day("2023-04-12")
    services.end_treatment(SYSTEM, case.episode, DIED, occurred_at=moment("2023-04-10"))
    services.close_episode(SYSTEM, case.episode, "died", explanation="Død", occurred_at=moment("2023-04-11"))
    case.address = f"/forloeb/{case.number}/efter/fortryd/"
    return case


def open_clocks(case: Any) -> set[str]:
    return set(case.episode.deadlines.filter(clock__in=CLOCKS, outcome="open").values_list("clock", flat=True))


@pytest.mark.req("KS-5.5-1", "KS-5.2-1")
def test_a_death_recorded_by_mistake_is_taken_back(dead: Any, client_as: As) -> None:
    client = client_as(dead.counsellor)
    assert not open_clocks(dead)
    assert dead.address in client.get(f"/forloeb/{dead.number}/efter/").text
    shown = client.get(dead.address).text
    assert "Både lukningen og afslutningen af behandlingen 10. april 2023: død" in shown
    answer = client.post(dead.address, {"what": "ending", "reason": WRONG})
    assert answer.status_code == 303 and answer["Location"] == f"/forloeb/{dead.number}/plan/"

    dead.episode.refresh_from_db()
    assert (dead.episode.is_open, dead.episode.phase, dead.episode.closed_on) == (True, "treatment", None)
    assert open_clocks(dead) == set(CLOCKS)
    after = client.get(f"/forloeb/{dead.number}/efter/").text
    assert WRONG in after and "Taget tilbage" in after and "Behandlingen er i gang" not in after
    journal = client.get(f"/forloeb/{dead.number}/").text
    assert WRONG in journal and "Taget tilbage: behandling sluttet" in journal
    assert Event.objects.filter(episode=dead.episode, corrects__isnull=False, recorded_by=dead.counsellor).count() == 2


def test_what_was_wrong_must_be_said(dead: Any, client_as: As) -> None:
    answer = client_as(dead.counsellor).post(dead.address, {"what": "ending", "reason": "  "})
    assert answer.status_code == 422 and "Skriv, hvad der var forkert." in answer.text
    dead.episode.refresh_from_db()
    assert not dead.episode.is_open


def test_the_closing_alone_can_be_taken_back(dead: Any, client_as: As) -> None:
    client = client_as("manager", unit="drug")
    assert client.post(dead.address, {"what": "closing", "reason": WRONG}).status_code == 303
    dead.episode.refresh_from_db()
    assert dead.episode.is_open and dead.episode.phase == "follow-up" and not open_clocks(dead)
    again = client.post(dead.address, {"what": "closing", "reason": WRONG})
    assert again.status_code == 422
    assert client.post(dead.address, {"what": "ending", "reason": WRONG}).status_code == 303
    assert "Der er ingen afslutning at tage tilbage." in client.get(dead.address).text


def test_it_is_done_by_the_one_who_has_the_case_or_the_manager(dead: Any, client_as: As) -> None:
    colleague = client_as("counsellor", unit="drug")
    assert dead.address not in colleague.get(f"/forloeb/{dead.number}/efter/").text
    assert "Det er den behandler, der har forløbet" in colleague.get(dead.address).text
    answer = colleague.post(dead.address, {"what": "ending", "reason": WRONG})
    assert answer.status_code == 422 and WRONG in answer.text and "Det er den behandler" in answer.text
    assert client_as("counsellor", unit="alcohol").get(dead.address).status_code in (403, 404)
    assert client_as("secretary", unit="drug").post(dead.address, {"what": "ending"}).status_code == 403
    dead.episode.refresh_from_db()
    assert not dead.episode.is_open


def test_treatment_can_be_ended_again_afterwards(dead: Any, client_as: As) -> None:
    services.take_back(SYSTEM, dead.episode, "ending", WRONG)
    services.end_treatment(SYSTEM, dead.episode, DIED)
    assert Ending.objects.count() == 2
    services.take_back(SYSTEM, dead.episode, "ending", WRONG)
    assert dead.kinds.count("treatment.ended") == 4
    dead.episode.refresh_from_db()
    assert dead.episode.phase == "treatment"


def test_an_end_that_was_followed_up_stands(open_case: Open, client_as: As, on_day: Day) -> None:
    case = open_case(until="planned")
    on_day("2023-09-10")
    ending = services.NewEnding("completed", "drug-free", "Du er stoffri.", True, send_status=False)
    services.end_treatment(SYSTEM, case.episode, ending, occurred_at=moment("2023-08-01"))
    talk = services.NewAfterFollowUp(1, "phone", "Godt", "Holder", "drug-free", "nothing")
    services.hold_after_follow_up(SYSTEM, case.episode, talk, occurred_at=moment("2023-08-30"))
    page = client_as(case.counsellor).get(f"/forloeb/{case.number}/efter/fortryd/").text
    assert "Der er fulgt op på borgeren efter afslutningen." in page
    assert "fortryd" not in client_as(case.counsellor).get(f"/forloeb/{case.number}/efter/").text


def test_a_case_closed_before_treatment_is_opened_again(open_case: Open, client_as: As) -> None:
    case = open_case(until="decided")
    services.close_episode(SYSTEM, case.episode, "died", explanation="Død")
    client = client_as(case.counsellor)
    address = f"/forloeb/{case.number}/efter/fortryd/"
    assert address in client.get(f"/forloeb/{case.number}/efter/").text
    assert "Lukningen af forløbet" in client.get(address).text
    assert client.post(address, {"what": "closing", "reason": WRONG}).status_code == 303
    case.episode.refresh_from_db()
    assert case.episode.is_open
