"""The pages of what comes after and beside a decision: hearing, own choice, appeals, complaints."""

import pytest
from django.test import Client

from brobygger.care.visitation import services
from brobygger.care.visitation.models import Appeal, Decision
from brobygger.trust.access import SYSTEM
from tests.care.visitation.pages import Make, decision, page
from tests.cases import REFUSED


def test_a_hearing_is_opened_and_answered(as_counsellor: Client, case: Make) -> None:
    number = case().number
    answer = as_counsellor.post(f"/forloeb/{number}/hoering/", {"about": "", "reply_by": "2023-04-04"})
    assert answer.status_code == 422 and "Skriv, hvad der taler imod" in answer.content.decode()
    answer = as_counsellor.post(
        f"/forloeb/{number}/hoering/", {"about": "Du har ikke prøvet samtaler.", "reply_by": "2023-04-27"}
    )
    assert answer.status_code == 303
    assert "Du har ikke prøvet samtaler." in page(as_counsellor, f"/forloeb/{number}/visitation/")
    answer = as_counsellor.post(f"/forloeb/{number}/hoering/svar/", {"answer": "Det har jeg da."})
    assert answer.status_code == 303
    assert "Det har jeg da." in page(as_counsellor, f"/forloeb/{number}/visitation/")


@pytest.mark.req("KS-3.1-3", "KS-3.5-5", "KS-3.6-1")
def test_another_provider_is_chosen_through_the_centre(as_counsellor: Client, decided: Make) -> None:
    number = decided().episode.number
    address = f"/forloeb/{number}/valg-af-sted/"
    body = as_counsellor.post(address, {"provider": "Ringgården", "reason": "Tæt på mit arbejde."}).content.decode()
    assert "Stedet skal være godkendt" in body and "samme karakter" in body and "Tæt på mit arbejde." in body
    answer = as_counsellor.post(
        address,
        {"provider": "Ringgården", "reason": "Tæt på mit arbejde.", "approved": "on", "similar": "on", "doctor": "yes"},
    )
    assert answer.status_code == 303
    body = page(as_counsellor, f"/forloeb/{number}/visitation/")
    assert "Ringgården" in body and "Tæt på mit arbejde." in body


@pytest.mark.req("KS-3.6-2", "KS-3.2-2", "KS-5.8.2-1")
def test_alcohol_goes_directly_and_has_no_appeal(client_as: Make, case: Make) -> None:
    client = client_as("counsellor", unit="alcohol")
    number = case(line="alcohol").number
    choice = {
        "provider": "Ringgården",
        "reason": "Vil være der.",
        "approved": "on",
        "similar": "on",
        "doctor": "yes",
        "direct": "on",
    }
    assert client.post(f"/forloeb/{number}/valg-af-sted/", choice).status_code == 303
    assert client.get(f"/forloeb/{number}/klage/ny/").status_code == 303
    body = page(client, f"/forloeb/{number}/serviceklage/ny/")
    assert (
        "kan ikke klages over til en anden myndighed" in body or "kan ikke påklages" in body or "kan ikke klage" in body
    )
    answer = client.post(
        f"/forloeb/{number}/serviceklage/ny/",
        {"about": "conduct", "means": "oral", "text": "Jeg blev afvist."},
    )
    assert answer.status_code == 303
    assert "Jeg blev afvist." in page(client, answer["Location"])


@pytest.mark.req("KS-5.8.2-1")
def test_a_complaint_is_answered_by_letter(as_authority: Client, case: Make) -> None:
    episode = case(line="alcohol")
    complaint = services.receive_complaint(SYSTEM, episode, services.NewComplaint("places", "oral", "For få pladser."))
    assert "For få pladser" not in page(as_authority, "/klager/")
    address = f"/forloeb/{episode.number}/serviceklage/{complaint.pk}/"
    assert as_authority.post(address, {"answer": ""}).status_code == 422
    assert as_authority.post(address, {"answer": "Vi åbner et hold mere."}).status_code == 303
    assert "Vi åbner et hold mere." in page(as_authority, address)


@pytest.mark.req("KS-5.8.1-1", "KS-5.8.1-2", "KS-5.8.1-3", "KS-5.8.1-4")
def test_an_appeal_is_taken_in_and_upheld(as_counsellor: Client, as_authority: Client, decided: Make) -> None:
    made = decided(**REFUSED)
    number = made.episode.number
    body = as_counsellor.post(f"/forloeb/{number}/klage/ny/", {"text": "Det er forkert."}).content.decode()
    assert "Vælg, hvad der klages over" in body and "Det er forkert." in body
    assert "<title>Fejl: " in body
    given = {"about": "refusal", "decision": made.pk, "means": "oral", "text": "Det er forkert."}
    answer = as_counsellor.post(f"/forloeb/{number}/klage/ny/", given)
    assert answer.status_code == 303
    appeal = Appeal.objects.get()
    body = page(as_counsellor, answer["Location"])
    assert "2. maj" in body
    assert f"/forloeb/{number}/klage/{appeal.pk}/" in page(as_authority, "/klager/")
    answer = as_authority.post(f"/forloeb/{number}/klage/{appeal.pk}/fasthold/", {"uphold-reasons": ""})
    assert answer.status_code == 422 and "<title>Fejl: " in answer.content.decode()
    answer = as_authority.post(
        f"/forloeb/{number}/klage/{appeal.pk}/fasthold/", {"uphold-reasons": "Samtaler skal prøves først."}
    )
    assert answer.status_code == 303
    body = page(as_authority, answer["Location"])
    assert "Til Ankestyrelsen" in body and "Samtaler skal prøves først." in body


@pytest.mark.req("KS-5.8.1-3")
def test_each_appeal_has_four_weeks_of_its_own(as_authority: Client, decided: Make, on_day: Make) -> None:
    made = decided(**REFUSED)
    number = made.episode.number
    given = {"about": "refusal", "decision": made.pk, "means": "oral", "text": "Det er forkert."}
    first = as_authority.post(f"/forloeb/{number}/klage/ny/", given)["Location"]
    on_day("2023-04-11")
    second = as_authority.post(f"/forloeb/{number}/klage/ny/", {**given, "about": "other"})["Location"]
    assert "tirsdag 2. maj" in page(as_authority, first)
    assert "tirsdag 9. maj" in page(as_authority, second)


def test_no_appeal_comes_before_its_decision(as_authority: Client, decided: Make, on_day: Make) -> None:
    """Ankestyrelsen would read that the appeal came before what it is about."""
    episode = decided(**REFUSED).episode
    on_day("2023-04-11")
    later = decided(episode, **REFUSED)
    given = {"about": "refusal", "decision": later.pk, "means": "oral", "text": "Det er forkert.", "on": "2023-04-05"}
    answer = as_authority.post(f"/forloeb/{episode.number}/klage/ny/", given)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Modtaget: Afgørelsen var ikke truffet endnu." in " ".join(body.split())
    assert "Det er forkert." in body and 'value="2023-04-05"' in body
    assert not Appeal.objects.exists()
    assert "11 April 2023" in page(as_authority, f"/en/forloeb/{episode.number}/klage/ny/")


def test_an_appeal_is_met_by_a_new_decision(as_authority: Client, decided: Make) -> None:
    made = decided(**REFUSED)
    number = made.episode.number
    appeal = services.receive(SYSTEM, made.episode, services.NewAppeal("refusal", "oral", "Nej.", made))
    answer = as_authority.post(f"/forloeb/{number}/klage/{appeal.pk}/aendr/")
    assert answer["Location"] == f"/forloeb/{number}/afgoerelse/"
    assert 'value="day"' in page(as_authority, answer["Location"])
    version = Decision.objects.get(state="draft").version
    answer = as_authority.post(answer["Location"], decision(version=version, standing=made.pk))
    assert answer.status_code == 303
    appeal.refresh_from_db()
    assert appeal.state == "changed"


@pytest.mark.parametrize(
    "path",
    [
        "visitation/",
        "indstilling/",
        "hoering/",
        "valg-af-sted/",
        "klage/ny/",
        "serviceklage/ny/",
        "afgoerelse/",
    ],
)
def test_another_unit_is_refused(client_as: Make, decided: Make, path: str) -> None:
    stranger = client_as("counsellor", unit="alcohol")
    assert stranger.get(f"/forloeb/{decided().episode.number}/{path}").status_code in (403, 404)


def test_an_appeal_is_not_found_through_another_case(as_authority: Client, decided: Make, case: Make) -> None:
    made = decided()
    appeal = services.receive(SYSTEM, made.episode, services.NewAppeal("other", "oral", "Klage", made))
    assert as_authority.get(f"/forloeb/{case().number}/klage/{appeal.pk}/").status_code == 404
