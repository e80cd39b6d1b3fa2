"""Sections 2.1, 3.5, 4.1 and 4.2 of the quality standard, sentence by sentence, from the talk to the conference."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from brobygger.care.assessment.instruments import packaged
from brobygger.care.assessment.models import ConferenceItem, Referral
from brobygger.records.consents import services as consents
from brobygger.records.consents.access import CHANGE
from brobygger.records.consents.services import NewAnswer
from brobygger.records.episodes.models import Episode
from brobygger.trust.access import SYSTEM
from tests.cases import case

Day = Callable[[str], None]


def send(client: Client, episode: Episode, page: str, typed: dict[str, Any]) -> str:
    """Fill in a page of the case and get its answer, as the next page tells it."""
    answer = client.post(f"/forloeb/{episode.number}/{page}/", typed)
    assert answer.status_code == 303, answer.content.decode()
    return client.get(answer.headers["Location"]).content.decode()


def outcomes(episode: Episode, name: str) -> list[tuple[str, date]]:
    return list(episode.deadlines.filter(clock=name).values_list("outcome", "due_on"))


@pytest.mark.req(
    "KS-2.1-2", "KS-2-3", "KS-3.1-2", "KS-3.5-2", "KS-3.5-4", "KS-4.1-3", "KS-4.2-2", "KS-4.2-3", "KS-4.2-4"
)
def test_the_assessment_from_the_first_words_to_the_conference(
    client_as: Callable[..., Client], on_day: Day, db: None
) -> None:
    on_day("2026-03-02")
    # Noted for the day alone, so that the hour of the test does not matter.
    episode = case(on="2026-03-01").episode
    counsellor, doctor = client_as("counsellor", unit="drug"), client_as("doctor", unit="drug")

    # 4.2 Borgeren indgår i et afdækningsforløb med henblik på at afklare den fremtidige type behandling.
    half = {"own_words": "Jeg vil kunne se mine børn uden at skamme mig.", "version": "0", "keep": "1"}
    assert "Jeg vil kunne se mine børn" in send(counsellor, episode, "afdaekning/skriv", half)

    # 2.1 Med TEM kan behandleren og borgeren følge med i borgerens trivsel (centrets egen fil; WHO-5 er her straks).
    asked = {f"item_{item.id}": "1" for item in packaged()["who-5"].items}
    told = send(
        counsellor,
        episode,
        "afdaekning/skemaer/who-5/udfyld",
        {**asked, "answered_on": "2026-03-02", "mode": "interview"},
    )
    assert "Lav trivsel, se nærmere efter" in told

    # 4.2 Til afdækning af psykiske og sociale udfordringer anvendes MAP-plan; derefter psykolog eller læge.
    levels = {"item_mental": "4", "item_social": "2", "answered_on": "2026-03-02", "mode": "interview"}
    assert "Stærkt belastet" in send(counsellor, episode, "afdaekning/skemaer/map-levels/udfyld", levels)
    psychologist = {"to": "psychologist", "reason": "Angst siden foråret", "made_on": "2026-03-02"}
    assert "Psykologen" in send(counsellor, episode, "henvisninger", psychologist)

    # 4.1 Er der behov, kan man inden for 14 dage få en tid hos vores læge. 3.5 Garantien gælder også medicin.
    clinic = {"to": "health-clinic", "need": "medical", "reason": "Ønsker substitution", "made_on": "2026-03-02"}
    send(counsellor, episode, "henvisninger", clinic)
    assert outcomes(episode, "medical-offer") == [("open", date(2026, 3, 15))]

    # 3.5 Inden for de 14 dage skal der ske en helhedsorienteret afdækning: fysisk, psykisk og socialt.
    on_day("2026-03-06")
    written = {
        **half, "substances": "Kokain.", "social": "Ser sine børn.", "physical": "Sover dårligt.", "mental": "Angst.",
        "work": "Tømrer.", "housing": "Egen lejlighed.", "other_not_relevant": "Intet", "anamnesis": "Siden 2024.",
    }  # fmt: skip
    del written["keep"]
    page = send(counsellor, episode, "afdaekning/skriv", {**written, "version": "1"})
    assert "Afdækningen er færdig." in page and page.count("side--covered") == 3
    assert outcomes(episode, "holistic-assessment") == [("met", date(2026, 3, 15))]

    # 4.2 Vores læge udarbejder en lægelig behandlingsplan.
    row = Referral.objects.get(to="health-clinic")
    send(doctor, episode, f"henvisninger/{row.pk}/holdt", {f"holdt-{row.pk}-held_on": "2026-03-06"})
    plan = {f"plan-{row.pk}-written_by": "Ida Holm", f"plan-{row.pk}-written_on": "2026-03-06"}
    assert "Lægelig behandlingsplan skrevet 6. marts" in send(doctor, episode, f"henvisninger/{row.pk}/plan", plan)
    assert outcomes(episode, "medical-offer") == [("met", date(2026, 3, 15))]

    # 4.2 Dobbeltbelastede: med samtykke på konference med behandlingspsykiatrien, hver torsdag.
    question = {"day": "2026-03-12", "question": "Skal Jens udredes for PTSD?"}
    refused = counsellor.post(f"/forloeb/{episode.number}/konference/", question)
    assert "Borgeren har ikke givet samtykke" in refused.text
    consents.answer(SYSTEM, CHANGE, episode, NewAnswer("psychiatry", "conference", "given"))
    send(counsellor, episode, "konference", question)
    on_day("2026-03-12")
    assert "Skal Jens udredes for PTSD?" in counsellor.get("/konference/").text
    item = ConferenceItem.objects.get()
    counsellor.post(f"/konference/sag/{item.pk}/", {"outcome": "Udredes i april"})
    assert "Udredes i april" in counsellor.get(f"/konference/sag/{item.pk}/").text
