"""Referrals, and the health clinic's 14 days."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from brobygger.care.assessment import services
from brobygger.care.assessment.models import Referral
from brobygger.care.assessment.services import NewReferral
from brobygger.ground import clock
from brobygger.records.episodes.models import Event
from brobygger.trust.access import SYSTEM

Make = Callable[..., Any]


def page_of(episode: Any, rest: str = "") -> str:
    return f"/forloeb/{episode.number}/henvisninger/{rest}"


def sent(to: str, need: str = "", reason: str = "Angst siden foråret") -> dict[str, str]:
    return {"to": to, "need": need, "reason": reason, "made_on": clock.today().isoformat()}


@pytest.mark.req("KS-4.2-2")
@pytest.mark.parametrize(
    ("to", "words"), [("psychologist", "Psykologen"), ("psychiatry", "Lægen, til henvisning til psykiatrien")]
)
def test_referred_to_the_psychologist_or_the_doctor_and_answered(
    client_as: Make, open_case: Make, to: str, words: str
) -> None:
    episode, client = open_case(), client_as("counsellor")
    page = client.post(page_of(episode), sent(to), follow=True)
    assert "Henvisningen er lavet." in page.text and words in page.text
    assert Event.objects.get(kind="referral.made").facts == {"to": to}
    row = Referral.objects.get()
    empty = client.post(page_of(episode, f"{row.pk}/svar/"), {f"svar-{row.pk}-answer": ""})
    assert empty.status_code == 422
    page = client.post(page_of(episode, f"{row.pk}/svar/"), {f"svar-{row.pk}-answer": "Udredt: PTSD"}, follow=True)
    assert "Udredt: PTSD" in page.text
    again = client.post(page_of(episode, f"{row.pk}/svar/"), {f"svar-{row.pk}-answer": "Igen"})
    assert "En kollega har afsluttet det i mellemtiden." in again.text


@pytest.mark.req("KS-3.5-4", "KS-4.1-3", "KS-4.2-3")
def test_a_medical_need_runs_14_days_from_the_first_contact_until_the_offer_begins(
    client_as: Make, open_case: Make
) -> None:
    episode = open_case(days_ago=5)
    counsellor, doctor = client_as("counsellor"), client_as("doctor")
    missing = counsellor.post(page_of(episode), sent("health-clinic"))
    assert "Vælg, hvad der er brug for fra sundhedsklinikken." in missing.text
    counsellor.post(page_of(episode), sent("health-clinic", "medical", "Ønsker substitution"))

    deadline = episode.deadlines.get(clock="medical-offer")
    assert (deadline.due_on - episode.opened_on).days == 14
    row = Referral.objects.get()
    seen = doctor.get(page_of(episode)).text
    assert "Ønsker substitution" in seen and "Tilbud fra sundhedsklinikken" in seen

    tomorrow = (clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT09:00")
    doctor.post(page_of(episode, f"{row.pk}/tid/"), {f"tid-{row.pk}-appointment_at": tomorrow})
    assert episode.deadlines.get(clock="medical-offer").outcome == "open"
    doctor.post(page_of(episode, f"{row.pk}/udeblev/"))
    row.refresh_from_db()
    assert (row.missed, row.outcome, row.appointment_at) == (1, "waiting", None)
    doctor.post(page_of(episode, f"{row.pk}/holdt/"), {f"holdt-{row.pk}-held_on": clock.today().isoformat()})
    assert episode.deadlines.get(clock="medical-offer").outcome == "met"

    plan = {f"plan-{row.pk}-written_by": "Ida Holm", f"plan-{row.pk}-written_on": clock.today().isoformat()}
    page = doctor.post(page_of(episode, f"{row.pk}/plan/"), plan, follow=True)
    assert "Lægelig behandlingsplan skrevet" in page.text and "Ida Holm" in page.text


@pytest.mark.req("KS-3.5-4")
def test_a_need_ruled_out_stops_the_clock(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(), client_as("nurse")
    row = services.refer(SYSTEM, episode, NewReferral("health-clinic", "", "detox"))
    bare = client.post(page_of(episode, f"{row.pk}/intet-behov/"), {f"intet-behov-{row.pk}-reason": " "})
    assert bare.status_code == 422
    client.post(page_of(episode, f"{row.pk}/intet-behov/"), {f"intet-behov-{row.pk}-reason": "Har drukket mindre"})
    assert episode.deadlines.get(clock="medical-offer").outcome == "void"


def test_no_need_from_the_first(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(), client_as("counsellor")
    assert "Der er ikke brug for lægen" in client.get(page_of(episode)).text
    client.post(page_of(episode, "intet-behov/"), {"none-reason": "Spurgt og afklaret"})
    assert Event.objects.get(kind="medical-need.ruled-out").facts == {"kind": "assessment"}
    assert "Der er ikke brug for lægen" not in client.get(page_of(episode)).text


def test_the_clinic_sees_only_what_is_asked_of_it(client_as: Make, open_case: Make) -> None:
    episode = open_case()
    row = services.refer(SYSTEM, episode, NewReferral("psychologist", "Noget mellem borger og psykolog"))
    nurse = client_as("nurse")
    assert "Noget mellem" not in nurse.get(page_of(episode)).text
    assert nurse.post(page_of(episode, f"{row.pk}/svar/"), {f"svar-{row.pk}-answer": "x"}).status_code == 404
    assert client_as("counsellor", unit="alcohol").get(page_of(episode)).status_code in (403, 404)


def test_bad_input_is_never_a_fault(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(), client_as("counsellor")
    row = services.refer(SYSTEM, episode, NewReferral("health-clinic", "", "medical"))
    for act, field, value in (
        ("tid", "appointment_at", "snart"), ("tid", "appointment_at", "1900-01-01T10:00"),
        ("holdt", "held_on", "2999-01-01"),
        ("holdt", "held_on", "1999-01-01"), ("plan", "written_on", ""),
    ):  # fmt: skip
        assert client.post(page_of(episode, f"{row.pk}/{act}/"), {f"{act}-{row.pk}-{field}": value}).status_code == 422
    assert client.post(page_of(episode, f"{row.pk}/svar/"), {f"svar-{row.pk}-answer": "x"}).status_code == 422
    assert client.post(page_of(episode, f"{row.pk}/andet/")).status_code == 404
    assert client.post(page_of(episode, "999999/tid/")).status_code == 404
    assert client.post(page_of(episode), {"to": "?", "need": "?", "made_on": "x"}).status_code == 422
