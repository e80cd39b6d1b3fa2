"""A no is not the end: refused cases and forwarded appeals have a next step, somebody who answers, and a day."""

import pytest
from django.test import Client

from brobygger.care.visitation import services
from brobygger.care.visitation.models import Appeal, Decision, Ruling
from brobygger.ground import clock
from brobygger.records.episodes.models import Episode, Event, StoredDeadline
from brobygger.records.letters import services as post
from brobygger.records.letters.services import text_of
from brobygger.trust.access import SYSTEM
from tests.care.visitation.conftest import receive_letter
from tests.care.visitation.pages import Make, decision, page
from tests.cases import REFUSED

RULED = {"ruled_on": "2023-06-01", "reference": "23-4711", "text": "Sagen mangler en lægelig vurdering."}


def is_open(episode: Episode, name: str) -> bool:
    return StoredDeadline.objects.filter(episode=episode, clock=name, outcome="open").exists()


@pytest.fixture
def forwarded(case: Make, decided: Make, make_account: Make, on_day: Make) -> Appeal:
    """A refusal, appealed, upheld by us and sent on to Ankestyrelsen on 20 April; it is 5 June."""
    refused = decided(case(responsible=make_account("counsellor", unit="drug")), **REFUSED)
    receive_letter(refused, clock.today())
    on_day("2023-04-20")
    appeal = services.receive(SYSTEM, refused.episode, services.NewAppeal("refusal", "oral", "Forkert.", refused))
    services.uphold(SYSTEM, appeal, "Samtaler skal prøves først.")
    appeal.refresh_from_db()
    assert appeal.forwarding is not None
    post.hand_over_now(appeal.forwarding.pk)
    on_day("2023-06-05")
    return appeal


def at(appeal: Appeal, rest: str = "") -> str:
    return f"/forloeb/{appeal.episode.number}/klage/{appeal.pk}/{rest}"


@pytest.mark.req("KS-5.8.1-1")
def test_a_refused_case_has_a_next_step(client_as: Make, make_account: Make, case: Make, decided: Make) -> None:
    counsellor = make_account("counsellor", unit="drug")
    client = client_as(counsellor)
    refused = decided(case(responsible=counsellor), **REFUSED)
    receive_letter(refused, clock.today())
    number = refused.episode.number
    body = page(client, f"/forloeb/{number}/visitation/")
    assert "Tal med borgeren efter afslaget" in body and "Borgeren kan klage til og med tirsdag 2. maj." in body
    assert "Behandleren svarer for det, senest tirsdag 16. maj." in body
    body = page(client, f"/forloeb/{number}/")
    assert "Tal med borgeren efter afslaget" in body and f"/forloeb/{number}/luk/" in body


def test_closing_after_a_refusal_owes_no_explanation(
    client_as: Make, make_account: Make, case: Make, decided: Make, on_day: Make
) -> None:
    """What the closing itself meets does not stand in its way."""
    counsellor = make_account("counsellor", unit="drug")
    client = client_as(counsellor)
    refused = decided(case(responsible=counsellor), **REFUSED)
    receive_letter(refused, clock.today())
    on_day("2023-05-08")
    answer = client.post(
        f"/forloeb/{refused.episode.number}/luk/", {"reason": "no-treatment", "explanation": "", "day": "2023-05-08"}
    )
    assert answer.status_code == 303, answer.content.decode()[:2000]
    assert not is_open(refused.episode, "after-refusal")


@pytest.mark.req("KS-5.8.1-4")
def test_an_appeal_that_was_sent_on_waits_for_its_ruling(as_authority: Client, forwarded: Appeal) -> None:
    number = forwarded.episode.number
    body = page(as_authority, f"/forloeb/{number}/visitation/")
    assert "Spørg Ankestyrelsen, hvor langt klagen er" in body and f"/forloeb/{number}/ankestyrelsen/" in body
    assert "Venter på Ankestyrelsen" in page(as_authority, at(forwarded))
    assert "Venter på Ankestyrelsen" in page(as_authority, "/klager/")
    assert as_authority.get(f"/forloeb/{number}/ankestyrelsen/")["Location"] == at(forwarded, "ankestyrelsen/")


@pytest.mark.req("KS-5.8.1-4")
def test_a_ruling_is_noted_with_its_own_day(as_authority: Client, forwarded: Appeal) -> None:
    address = at(forwarded, "ankestyrelsen/")
    for wrong, words in (
        ({}, "Vælg, hvad der blev afgjort."),
        ({"outcome": "upheld", "ruled_on": "2023-04-01"}, "Klagen var ikke sendt videre endnu."),
        ({"outcome": "upheld", "ruled_on": "2023-06-09"}, "Afgørelsen kan ikke være fra en senere dag"),
    ):
        answer = as_authority.post(address, {**RULED, **wrong})
        assert answer.status_code == 422 and words in answer.content.decode(), words
        assert "Sagen mangler en lægelig vurdering." in answer.content.decode()
    assert as_authority.post(address, {**RULED, "outcome": "upheld"}).status_code == 303
    event = Event.objects.get(kind="appeal.ruled")
    assert event.facts["outcome"] == "upheld" and event.facts["appeal_id"] == forwarded.pk
    assert clock.local_date(event.occurred_at).isoformat() == "2023-06-05"
    body = page(as_authority, at(forwarded))
    assert "Vores afgørelse står ved magt." in body and "23-4711" in body and "torsdag 1. juni" in body
    assert not is_open(forwarded.episode, "appeal-ruling") and is_open(forwarded.episode, "after-ruling")
    assert as_authority.get(address).status_code == 303
    assert "Venter på Ankestyrelsen" not in page(as_authority, "/klager/")


@pytest.mark.req("KS-5.8.1-4", "KS-3.5-1")
@pytest.mark.parametrize(
    ("outcome", "name", "words", "done"),
    [
        ("changed", "ruling-carried-out", "Borgeren skal have en anden afgørelse.", "afgjort din klage"),
        ("sent-back", "decision-anew", "Vi skal behandle forløbet igen", "sendt sagen tilbage til os"),
    ],
)
def test_a_ruling_that_asks_for_it_leads_to_a_new_decision(
    as_authority: Client, forwarded: Appeal, outcome: str, name: str, words: str, done: str
) -> None:
    as_authority.post(at(forwarded, "ankestyrelsen/"), {**RULED, "outcome": outcome})
    assert is_open(forwarded.episode, name)
    body = page(as_authority, at(forwarded))
    assert words in body and "Visitationen svarer for det" in body
    assert "Se Ankestyrelsens afgørelse" in page(as_authority, f"/forloeb/{forwarded.episode.number}/visitation/")
    case = page(as_authority, f"/forloeb/{forwarded.episode.number}/")
    act = case[case.index('class="next-act"') :].split("</section>")[0]
    assert "Start behandlingen" not in act and f"/forloeb/{forwarded.episode.number}/visitation/" in act
    answer = as_authority.post(at(forwarded, "ny-afgoerelse/"))
    decide = f"/forloeb/{forwarded.episode.number}/afgoerelse/"
    assert answer.status_code == 303 and answer["Location"] == decide
    assert "Her gennemfører I Ankestyrelsens afgørelse." in page(as_authority, decide)
    draft = Decision.objects.get(state="draft")
    assert not draft.refused and draft.reasons == ""
    typed = decision(version=draft.version, standing=forwarded.decision_id, start_on="2023-06-12")
    assert as_authority.post(decide, typed).status_code == 303
    made = Decision.objects.get(state="made", outcome="granted")
    assert made.ruling == Ruling.objects.get() and made.letter is not None
    opening = " ".join(text_of(made.letter).sections[0].paragraphs)
    assert f"Ankestyrelsen har torsdag 1. juni 2023 {done}." in opening
    event = Event.objects.filter(kind="decision.made").latest("id")
    assert event.facts["replaces"] == forwarded.decision_id
    assert not is_open(forwarded.episode, name)
    assert is_open(forwarded.episode, "treatment-guarantee-drug")
    forwarded.refresh_from_db()
    assert forwarded.state == "upheld"
    assert "Gennemført" in page(as_authority, at(forwarded))


def test_a_draft_does_not_hang_on_an_appeal_that_is_over(as_authority: Client, decided: Make, case: Make) -> None:
    refused = decided(case(), **REFUSED)
    appeal = services.receive(SYSTEM, refused.episode, services.NewAppeal("refusal", "oral", "Forkert.", refused))
    draft = services.start_again(SYSTEM, refused, appeal=appeal)
    services.withdraw_appeal(SYSTEM, appeal, "Ringede selv.")
    draft.refresh_from_db()
    assert draft.appeal is None and draft.state == "draft"
