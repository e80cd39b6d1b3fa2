"""Free choice does not lose the citizen: somebody answers for each wait, on the case and on My day, until the start."""

from collections.abc import Callable

import pytest
from django.test import Client

from brobygger.care.visitation.models import Decision, ProviderChoice
from brobygger.care.visitation.services.providers import standing_choice
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode, Event, StoredDeadline
from brobygger.records.letters import services as post
from brobygger.records.letters.models import Letter
from brobygger.records.letters.services import text_of
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account
from tests.care.visitation.pages import Make, page
from tests.cases import WORK

CHOICE = {"provider": "Ringgården", "approved": "on", "similar": "on", "doctor": "unknown"}
REFERRAL = {"words": "Lars har drukket i ti år og vil gerne i gruppe.", "agreed": "on", "act": "send"}


@pytest.fixture
def counsellor(make_account: Make) -> Account:
    account: Account = make_account("counsellor", unit="drug", name="Mette Lund")
    return account


@pytest.fixture
def client(client_as: Make, counsellor: Account) -> Client:
    found: Client = client_as(counsellor)
    return found


@pytest.fixture
def granted(case: Make, decided: Make, counsellor: Account) -> Episode:
    """Granted talks, the letter sent: the citizen may choose."""
    episode: Episode = case(responsible=counsellor)
    made: Decision = decided(episode)
    assert made.letter is not None
    post.hand_over_now(made.letter.pk)
    return episode


def at(episode: Episode, rest: str = "") -> str:
    return f"/forloeb/{episode.number}/valg-af-sted/{rest}"


def still_open(episode: Episode, clock: str) -> bool:
    return StoredDeadline.objects.filter(episode=episode, clock=clock, outcome="open").exists()


def hand_over(episode: Episode, kind: str) -> None:
    post.hand_over_now(Letter.objects.filter(episode=episode, kind=kind).latest("id").pk)


@pytest.mark.req("KS-3.6-1", "KS-3.5-5")
def test_a_choice_is_followed_until_treatment_has_begun(
    client: Client, as_authority: Client, granted: Episode, on_day: Callable[[str], None]
) -> None:
    """No reason is asked for; each step says what is next, who answers and by when."""
    answer = client.post(at(granted), CHOICE)
    assert answer.status_code == 303 and answer["Location"] == at(granted, "henvisning/")
    assert "reason" not in Event.objects.get(kind="provider.chosen").facts
    for address in (f"/forloeb/{granted.number}/", f"/forloeb/{granted.number}/visitation/"):
        body = page(client, address)
        assert "Send henvisningen til det valgte sted" in body and at(granted, "henvisning/") in body, address
    assert "svarer for det, senest onsdag 12. april." in page(client, f"/forloeb/{granted.number}/visitation/")
    assert "Send henvisningen til det valgte sted" in page(as_authority, "/min-dag/")

    shown = page(client, at(granted, "henvisning/"))
    assert (
        "Til Ringgården" in shown and "Vi har den 4. april 2023 bevilget stofbehandling: individuelle samtaler" in shown
    )
    assert granted.person.cpr[6:] not in shown
    refused = client.post(at(granted, "henvisning/"), {**REFERRAL, "agreed": ""})
    assert refused.status_code == 422 and "Gennemgå det med borgeren" in refused.content.decode()
    assert client.post(at(granted, "henvisning/"), REFERRAL).status_code == 303
    assert not Event.objects.filter(kind="provider.referred").exists()
    hand_over(granted, "referral")
    assert Event.objects.get(kind="provider.referred").facts["provider"] == "Ringgården"
    assert "Få svar fra det valgte sted" in page(as_authority, "/min-dag/")
    assert at(granted, "svar/") in page(client, f"/forloeb/{granted.number}/")

    on_day("2023-04-08")
    yes = {"what": "accepted", "starts_on": "2023-04-20"}
    assert client.post(at(granted, "svar/"), {"what": "accepted"}).status_code == 422
    assert client.post(at(granted, "svar/"), yes).status_code == 303
    assert Event.objects.get(kind="provider.accepted").facts["starts_on"] == "2023-04-20"
    body = page(client, f"/forloeb/{granted.number}/visitation/")
    assert "Få bekræftet, at behandlingen er begyndt" in body and "begynder torsdag 20. april" in body
    assert "Få bekræftet, at behandlingen er begyndt" in page(client, "/min-dag/")

    on_day("2023-04-20")
    start = f"/forloeb/{granted.number}/behandlingsstart/"
    assert 'value="Ringgården"' in page(client, start)
    started = {"kind_of_treatment": "ambulatory-individual", "provider": "other", "provider_name": "Ringgården"}
    assert client.post(start, {**started, "day": "2023-04-20", "substitution": "no"}).status_code == 303
    for clock in ("provider-referral", "provider-answer", "provider-start"):
        assert not still_open(granted, clock), clock


@pytest.mark.req("KS-3.6-1")
@pytest.mark.parametrize(("what", "event"), [("declined", "provider.declined"), ("given-up", "provider.given-up")])
def test_a_choice_that_came_to_nothing_leads_on(
    client: Client, granted: Episode, on_day: Callable[[str], None], what: str, event: str
) -> None:
    client.post(at(granted), CHOICE)
    client.post(at(granted, "henvisning/"), REFERRAL)
    hand_over(granted, "referral")
    on_day("2023-04-08")
    assert client.post(at(granted, "svar/"), {"what": what, "words": "Ingen pladser."}).status_code == 303
    assert Event.objects.get(kind=event).facts["choice_id"] == ProviderChoice.objects.get().pk
    assert still_open(granted, "start-after-choice")
    assert not still_open(granted, "provider-answer")
    body = page(client, f"/forloeb/{granted.number}/visitation/")
    assert "Begynd behandlingen her, eller notér et nyt valg" in body and "Ingen pladser." in body
    assert client.get(at(granted, "henvisning/")).status_code == 404
    assert client.get(at(granted, "svar/")).status_code == 404
    start = page(client, f"/forloeb/{granted.number}/behandlingsstart/")
    assert 'value="Ringgården"' not in start
    on_day("2023-04-12")
    assert client.post(at(granted), {**CHOICE, "provider": "Blå Kors"}).status_code == 303
    assert client.get(at(granted, "henvisning/")).status_code == 200
    assert not still_open(granted, "start-after-choice")


@pytest.mark.req("KS-3.5-4")
@pytest.mark.parametrize(("doctor", "goes_on"), [("yes", False), ("no", True), ("unknown", True)])
def test_our_14_days_for_the_doctor_go_on_unless_the_place_has_one(
    client: Client, granted: Episode, doctor: str, goes_on: bool
) -> None:
    episodes.record(SYSTEM, WORK, granted, "medical-need.found", facts={"kind": "medical"})
    refused = client.post(at(granted), {**CHOICE, "doctor": ""})
    assert refused.status_code == 422 and "også et svar" in refused.content.decode()
    assert client.post(at(granted), {**CHOICE, "doctor": doctor}).status_code == 303
    assert still_open(granted, "medical-offer") is goes_on


def test_a_choice_told_at_the_first_contact_is_followed_too(client_as: Make, case: Make, make_account: Make) -> None:
    account = make_account("counsellor", unit="alcohol")
    client, episode = client_as(account), case(line="alcohol", responsible=account)
    facts = {"provider": "Blå Kors", "approved": True, "direct": True}
    episodes.record(SYSTEM, WORK, episode, "provider.chosen", facts=facts)
    assert still_open(episode, "provider-start")
    assert "Blå Kors" in page(client, at(episode, "svar/"))
    assert not ProviderChoice.objects.exists()
    assert client.post(at(episode, "svar/"), {"what": "given-up"}).status_code == 303
    assert ProviderChoice.objects.get().provider == "Blå Kors"
    assert still_open(episode, "start-after-choice") and not still_open(episode, "provider-start")


def test_the_referral_of_a_protected_citizen_names_the_number_alone(
    client: Client, case: Make, decided: Make, counsellor: Account
) -> None:
    episode = case(responsible=counsellor, name_protected=True, name="Vibeke Prøvesen")
    decided(episode)
    client.post(at(episode), CHOICE)
    assert "Vibeke" not in page(client, at(episode, "henvisning/"))
    client.post(at(episode, "henvisning/"), REFERRAL)
    words = str(text_of(Letter.objects.get(kind="referral")).as_data())
    assert "Vibeke" not in words and "Borgeren med CPR-nummer" in words


def test_the_last_choice_holds_though_an_earlier_one_comes_to_nothing(client: Client, granted: Episode) -> None:
    """Case, plan and visitation read one choice: the place that holds makes the plan, and nobody asks for ours."""
    client.post(at(granted), CHOICE)
    first = ProviderChoice.objects.get()
    client.post(at(granted), {**CHOICE, "provider": "Nordlys"})
    facts = {"provider": first.provider, "choice_id": first.pk}
    episodes.record(SYSTEM, WORK, granted, "provider.declined", facts=facts)
    started = {"kind_of_treatment": "ambulatory-individual", "provider": "other", "provider_name": "Nordlys"}
    episodes.record(SYSTEM, WORK, granted, "treatment.started", facts=started)
    assert "Behandlingen er begyndt, og der er ikke aftalt en plan" not in page(client, f"/forloeb/{granted.number}/")
    found = standing_choice(granted)
    assert found is not None and found.provider == "Nordlys"
