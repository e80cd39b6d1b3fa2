"""Sections 3.5 and 5 of the quality standard, sentence by sentence, on one citizen's course.

The counsellor meets pages; what other rooms do before (the decision) is put on the timeline directly.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from brobygger.records.episodes.models import Episode
from brobygger.records.letters import services as post
from brobygger.records.letters.models import Letter
from brobygger.trust.access import SYSTEM
from tests.care.plans.cases import decided_case, typed_plan, typed_talk
from tests.cases import WORK

Day = Callable[[str], None]


def send(client: Client, case: Any, page: str, typed: dict[str, Any]) -> str:
    """Fill in a page of the case and get its answer, as the next page tells it."""
    answer = client.post(f"/forloeb/{case.number}/{page}/", typed)
    assert answer.status_code == 303, answer.content.decode()
    return client.get(answer.headers["Location"]).content.decode()


def clocks(case: Any, clock: str) -> list[tuple[str, date]]:
    """What a clock says of the case: outcome and due date, oldest first."""
    return list(case.episode.deadlines.filter(clock=clock).order_by("due_on").values_list("outcome", "due_on"))


def phase(case: Any) -> str:
    return Episode.objects.get(number=case.number).phase


@pytest.mark.req(
    "KS-3.5-1", "KS-3.5-3", "KS-4.4-4", "KS-5-1", "KS-5-2", "KS-5-3", "KS-5.2-1", "KS-5.2-2", "KS-5.3-1", "KS-5.4-2",
    "KS-5.5-1", "KS-5.5-2", "KS-5.5-3", "KS-5.6-1",
)  # fmt: skip
def test_from_the_first_talk_to_the_way_back(
    make_account: Callable[..., Any], client_as: Callable[..., Client], on_day: Day
) -> None:
    case = decided_case(make_account("counsellor", unit="drug", name="Mette Lund"), on_day)
    client = client_as(case.counsellor)

    # 3.5 Behandling tilbydes inden for 14 dage efter første henvendelse.
    start = {"day": "2023-04-03", "kind_of_treatment": "day", "provider": "own", "substitution": "no"}
    send(client, case, "behandlingsstart", start)
    assert clocks(case, "treatment-guarantee-drug") == [("met", date(2023, 4, 10))]

    # 5 Behandlingsplanen udarbejdes senest 14 dage efter henvendelse, sammen med borgeren.
    page = send(client, case, "plan/skriv", {**typed_plan(), "act": "agree"})
    assert "Planen er aftalt, version 1." in page
    assert clocks(case, "treatment-plan") == [("met", date(2023, 4, 10))]

    # 5.3 Har borgeren ingen handleplan, tilbydes hjælp til at få den udarbejdet.
    told = send(client, case, "netvaerk/handleplan", {"day": "2023-04-04", "answer": "accepted", "coordinated": "no"})
    assert "Hjælp til at få en: sagde ja" in told

    # 5.4 Netværksmøder med andre myndigheder, med samtykke.
    case.answered("jobcentre")
    meeting = {
        "day": "2023-04-04", "about": "employment", "partners": ["jobcentre"], "participants": "Bo Lind",
        "citizen_took_part": "yes", "agreed": "Praktik fra maj",
    }  # fmt: skip
    assert "Praktik fra maj" in send(client, case, "netvaerk/moede", meeting)

    # 5.2 Der følges op mindst hver 3. måned, og når der sker væsentlige ændringer.
    on_day("2023-05-10")
    change = {"day": "2023-05-10", "kind": "move", "text": "Flyttet til Korsør"}
    assert "Væsentlig ændring: flytning" in send(client, case, "aendring", change)
    on_day("2023-05-15")
    page = send(client, case, "opfoelgning", {**typed_talk(), "day": "2023-05-15", "act": "hold"})
    assert "Væsentlig ændring" not in page
    assert clocks(case, "follow-up") == [("met", date(2023, 7, 4)), ("open", date(2023, 8, 15))]

    # 5 Planer revideres mindst hvert halve år.
    on_day("2023-09-20")
    send(client, case, "plan/skriv", {**typed_plan(aim="At blive ved"), "day": "2023-09-20", "act": "agree"})
    assert clocks(case, "plan-review")[0] == ("met", date(2023, 10, 4))

    # 5.6 Når forløbet afsluttes, fremsendes en afsluttende status.
    on_day("2023-10-02")
    ending = {
        "day": "2023-10-02", "reason": "completed", "result": "drug-free", "reached": "Du har holdt fast.",
        "follow_up_consent": "yes", "send_status": "yes",
    }  # fmt: skip
    send(client, case, "afslutning", ending)
    letter = Letter.objects.get(kind="closing-status")
    post.posted(SYSTEM, WORK, letter)
    assert case.episode.events.filter(kind="closing-status.sent").exists()
    assert phase(case) == "follow-up"

    # 5.5 Opfølgning senest en måned og igen seks måneder efter, hvis borgeren samtykker.
    assert clocks(case, "after-follow-up-1-month") == [("open", date(2023, 11, 2))]
    assert clocks(case, "after-follow-up-6-months") == [("open", date(2024, 4, 2))]
    on_day("2023-10-30")
    talk = {
        "day": "2023-10-30", "how": "phone", "situation": "Et tilbagefald i weekenden", "plan_status": "Vil videre",
        "result": "other", "led_to": "relapse-prevention",
    }  # fmt: skip

    # 5.5 … for at kunne fange op, hvis der er behov for tilbagefaldsforebyggende behandling.
    assert "Næste skridt: aftal en ny plan." in send(client, case, "efter/1", talk)
    assert clocks(case, "after-follow-up-1-month") == [("met", date(2023, 11, 2))]
    assert clocks(case, "after-follow-up-6-months") == [("void", date(2024, 4, 2))]
    assert phase(case) == "treatment"
