"""The end of treatment, the letters that go with it, the time after, the way back, and closing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from brobygger.care.plans import services
from brobygger.care.plans.models import AfterFollowUp, Ending
from brobygger.records.episodes import services as episodes
from brobygger.records.letters import services as post
from brobygger.records.letters.models import Letter
from brobygger.trust.access import SYSTEM
from tests.cases import WORK, moment, new_plan

Open = Callable[..., Any]
As = Callable[..., Client]
Day = Callable[[str], None]
OFFERED = {"kind": "medical"}
END = {
    "day": "2023-08-01", "reason": "completed", "result": "drug-free", "reached": "Du har været stoffri i tre måneder.",
    "follow_up_consent": "yes", "send_status": "yes",
}  # fmt: skip
TALK = {
    "how": "phone", "situation": "Det går godt", "plan_status": "Målene holder", "result": "drug-free",
    "led_to": "nothing",
}  # fmt: skip


@pytest.fixture
def ended(open_case: Open, client_as: As, on_day: Day) -> tuple[Any, Client]:
    case = open_case(until="planned")
    on_day("2023-08-02")
    client = client_as(case.counsellor)
    answer = client.post(f"/forloeb/{case.number}/afslutning/", END)
    assert answer.status_code == 303, answer.content.decode()
    return case, client


@pytest.mark.req("KS-5.6-1")
def test_an_end_sends_a_closing_status(ended: tuple[Any, Client]) -> None:
    case, client = ended
    letter = Letter.objects.get(kind="closing-status")
    words = post.text_of(letter)
    said = " ".join(" ".join(section.paragraphs) for section in words.sections)
    assert "Du har været stoffri i tre måneder." in said
    assert "1. september 2023" in said and "1. februar 2024" in said
    assert not any(word in letter.title.lower() for word in ("rusmiddel", "stof", "alkohol", "misbrug"))
    page = client.get(f"/forloeb/{case.number}/efter/").content.decode()
    assert "Færdigbehandlet" in page and "senest" in page
    post.hand_over_now(letter.pk) if letter.state == "queued" else post.posted(SYSTEM, WORK, letter)
    assert "closing-status.sent" in case.kinds


def test_a_place_that_was_chosen_for_an_earlier_round_is_named_no_more(
    open_case: Open, client_as: As, on_day: Day
) -> None:
    case = open_case(until="planned")
    chosen = {"provider": "Ringgården", "approved": True, "choice_id": 4}
    on_day("2023-08-02")
    episodes.record(SYSTEM, WORK, case.episode, "provider.chosen", occurred_at=moment("2023-05-02"), facts=chosen)
    client = client_as(case.counsellor)
    assert "Ringgården" in client.get(f"/forloeb/{case.number}/behandlingsstart/").content.decode()
    assert client.post(f"/forloeb/{case.number}/afslutning/", END).status_code == 303
    again = {"kind_of_treatment": "ambulatory-individual"}
    on_day("2023-08-09")
    at = moment("2023-08-03")
    episodes.record(SYSTEM, WORK, case.episode, "relapse-prevention.started", occurred_at=at, facts=again)
    assert "Ringgården" not in client.get(f"/forloeb/{case.number}/behandlingsstart/").content.decode()
    assert client.post(f"/forloeb/{case.number}/afslutning/", {**END, "day": "2023-08-08"}).status_code == 303
    for letter in Letter.objects.filter(kind="closing-status"):
        words = " ".join(line for section in post.text_of(letter).sections for line in section.paragraphs)
        assert "været i behandling" in words and "Ringgården" not in words


@pytest.mark.req("KS-5.2-1", "KS-5.6-1")
def test_a_treatment_does_not_end_before_the_last_talk_about_the_plan(
    open_case: Open, client_as: As, on_day: Day
) -> None:
    case = open_case(until="started")
    on_day("2023-08-02")
    services.agree_plan(SYSTEM, case.episode, new_plan(), occurred_at=moment("2023-04-04"))
    client = client_as(case.counsellor)
    early = client.post(f"/forloeb/{case.number}/afslutning/", {**END, "day": "2023-04-03"})
    assert early.status_code == 422
    assert "I talte sidst om planen 4. april 2023" in early.content.decode()
    assert END["reached"] in early.content.decode()
    assert client.post(f"/forloeb/{case.number}/afslutning/", END).status_code == 303
    assert not case.episode.deadlines.filter(clock__in=("follow-up", "plan-review"), outcome="open").exists()


@pytest.mark.req("KS-5.6-1")
def test_medical_treatment_ends_with_a_letter_to_the_own_doctor(open_case: Open, client_as: As, on_day: Day) -> None:
    case = open_case(own_doctor="Lægerne Torvet\nTorvet 1\n4200 Slagelse")
    case.answered("own-doctor")
    start = services.NewStart("day", substitution=True)
    services.start_treatment(SYSTEM, case.episode, start, occurred_at=moment("2023-04-03"))
    on_day("2023-08-02")
    client = client_as(case.counsellor)
    address = f"/forloeb/{case.number}/afslutning/"
    assert "Lægerne Torvet" in client.get(address).content.decode()
    missing = client.post(address, {**END, "send_discharge": "yes"})
    assert missing.status_code == 422 and "hvad lægen har brug for" in missing.content.decode()
    done = client.post(address, {**END, "send_discharge": "yes", "medicine": "Buprenorfin 8 mg, trappet ud"})
    assert done.status_code == 303
    letter = Letter.objects.get(kind="discharge-letter")
    assert letter.recipient_name == "Lægerne Torvet"
    assert "Buprenorfin" in str(post.text_of(letter))
    assert Ending.objects.get().discharge_letter == letter


def test_no_letter_to_the_doctor_without_a_yes(open_case: Open, client_as: As, on_day: Day) -> None:
    case = open_case(until="started")
    episodes.record(
        SYSTEM, WORK, case.episode, "medical-offer.started", occurred_at=moment("2023-04-03"), facts=OFFERED
    )
    on_day("2023-08-02")
    client = client_as(case.counsellor)
    typed = {**END, "send_discharge": "yes", "medicine": "Antabus"}
    refused = client.post(f"/forloeb/{case.number}/afslutning/", typed)
    assert refused.status_code == 422 and "samarbejde med egen læge" in refused.content.decode()
    assert "Antabus" in refused.content.decode() and not Ending.objects.exists() and not Letter.objects.exists()


@pytest.mark.req("KS-5.5-1", "KS-5.5-2")
def test_follow_up_after_one_and_six_months_with_consent(ended: tuple[Any, Client], on_day: Day) -> None:
    case, client = ended
    due = {d.clock: d.due_on for d in case.episode.deadlines.filter(clock__startswith="after-follow-up")}
    assert due == {"after-follow-up-1-month": date(2023, 9, 1), "after-follow-up-6-months": date(2024, 2, 1)}
    for month, day in ((1, "2023-08-30"), (6, "2024-01-30")):
        on_day(day)
        address = f"/forloeb/{case.number}/efter/{month}/"
        assert client.post(address, {"day": day}).status_code == 422
        assert client.post(address, {**TALK, "day": day}).status_code == 303
        again = client.post(address, {**TALK, "day": day})
        assert again.status_code == 422 and "allerede holdt" in again.content.decode()
    kept = case.episode.deadlines.filter(clock__startswith="after-follow-up").values_list("outcome", flat=True)
    assert list(kept) == ["met", "met"]
    assert client.get(f"/forloeb/{case.number}/efter/3/").status_code == 404


def test_a_follow_up_that_runs_out_on_a_weekend_is_told_by_its_practical_day(ended: tuple[Any, Client]) -> None:
    case, client = ended
    last = case.episode.deadlines.get(clock="after-follow-up-1-month")
    case.episode.deadlines.filter(pk=last.pk).update(act_by=last.due_on - timedelta(days=2))
    page = client.get(f"/forloeb/{case.number}/efter/").content.decode()
    assert "senest onsdag 30. august" in page


@pytest.mark.req("KS-5.5-1")
def test_nobody_is_followed_up_against_their_will(open_case: Open, client_as: As, on_day: Day) -> None:
    case = open_case(until="planned")
    on_day("2023-08-02")
    client = client_as(case.counsellor)
    address = f"/forloeb/{case.number}/afslutning/"
    asked = client.post(address, {key: value for key, value in END.items() if key != "follow_up_consent"})
    assert asked.status_code == 422 and "Spørg borgeren, og vælg svaret." in asked.content.decode()
    assert client.post(address, {**END, "follow_up_consent": "no"}).status_code == 303
    assert not case.episode.deadlines.filter(clock__startswith="after-follow-up").exists()
    refused = client.post(f"/forloeb/{case.number}/efter/1/", {**TALK, "day": "2023-08-02"})
    assert refused.status_code == 422 and not AfterFollowUp.objects.exists()


@pytest.mark.parametrize("reason", ["wished-to-stop", "moved", "stayed-away", "expelled", "other"])
def test_no_letter_promises_calls_that_nobody_is_reminded_of(
    open_case: Open, client_as: As, on_day: Day, reason: str
) -> None:
    """Where the standard holds no follow-up a yes is not taken: no deadline would stand for it."""
    case = open_case(until="planned")
    on_day("2023-08-02")
    client = client_as(case.counsellor)
    address = f"/forloeb/{case.number}/afslutning/"
    refused = client.post(address, {**END, "reason": reason})
    said = refused.content.decode()
    assert refused.status_code == 422 and "Der følges ikke op efter en afslutning af den grund" in said
    assert END["reached"] in said and not Letter.objects.exists()
    assert client.post(address, {**END, "reason": reason, "follow_up_consent": "no"}).status_code == 303
    words = post.text_of(Letter.objects.get(kind="closing-status"))
    assert "Når vi følger op" not in [section.heading for section in words.sections]
    assert not case.episode.deadlines.filter(clock__startswith="after-follow-up").exists()
    page = client.get(f"/forloeb/{case.number}/efter/").content.decode()
    assert "Efter en måned" not in page and "en og seks måneder" not in page


def test_nothing_more_is_offered_to_one_who_has_died(open_case: Open, client_as: As, on_day: Day) -> None:
    case = open_case(until="planned")
    on_day("2023-08-02")
    client = client_as(case.counsellor)
    client.post(f"/forloeb/{case.number}/afslutning/", {**END, "reason": "died", "follow_up_consent": "no"})
    page = client.get(f"/forloeb/{case.number}/efter/").content.decode()
    assert "Hvis der igen er brug for hjælp" not in page and "tilbagefald" not in page.split("<main")[1].lower()
    assert "Tag afslutningen tilbage" in page or "fortryd" in page
    assert "Hvad nu?" not in client.get(f"/forloeb/{case.number}/plan/").content.decode()


@pytest.mark.req("KS-5.5-3")
def test_a_follow_up_leads_back_to_treatment(ended: tuple[Any, Client], on_day: Day) -> None:
    case, client = ended
    on_day("2023-08-30")
    typed = {**TALK, "day": "2023-08-30", "led_to": "relapse-prevention"}
    answer = client.post(f"/forloeb/{case.number}/efter/1/", typed)
    assert answer.status_code == 303 and answer.headers["Location"].endswith("/plan/")
    assert case.kinds[-2:] == ["after-follow-up.held", "relapse-prevention.started"]
    case.episode.refresh_from_db()
    assert case.episode.phase == "treatment"
    plan = client.get(f"/forloeb/{case.number}/plan/").content.decode()
    assert "Skriv en ny version" in plan and "Behandlingen sluttede" not in plan
    assert "Planen er fra behandlingen før" in plan and "Skriv den nye plan" in plan


@pytest.mark.req("KS-5.5-3")
def test_the_citizen_comes_back_by_themselves(ended: tuple[Any, Client]) -> None:
    case, client = ended
    address = f"/forloeb/{case.number}/efter/tilbage/"
    assert "Det samme forløb fortsætter" in client.get(address).content.decode()
    typed = {"day": "2023-08-02", "kind_of_treatment": "ambulatory-individual"}
    assert client.post(address, typed).status_code == 422
    assert client.post(address, {**typed, "text": "Ringede selv"}).status_code == 303
    assert "relapse-prevention.started" in case.kinds
    assert client.post(address, {**typed, "text": "Igen"}).status_code == 422


def test_a_failed_letter_keeps_the_case_open(ended: tuple[Any, Client]) -> None:
    case, client = ended
    letter = Letter.objects.get()
    post.returned(SYSTEM, WORK, letter, "Postkassen er lukket")
    typed = {"day": "2023-08-02", "reason": "completed", "explanation": "Vi lukker alligevel"}
    refused = client.post(f"/forloeb/{case.number}/luk/", typed)
    page = refused.content.decode()
    assert refused.status_code == 422 and "holder forløbet åbent" in page and "Vi lukker alligevel" in page
    assert "episode.closed" not in case.kinds


def test_what_we_owe_is_explained_when_a_case_is_closed(ended: tuple[Any, Client]) -> None:
    case, client = ended
    address = f"/forloeb/{case.number}/luk/"
    assert "Det skylder vi stadig borgeren" in client.get(address).content.decode()
    typed = {"day": "2023-08-02", "reason": "completed"}
    assert client.post(address, typed).status_code == 422
    assert client.post(address, {**typed, "explanation": "Borgeren er flyttet til udlandet"}).status_code == 303
    case.episode.refresh_from_db()
    assert not case.episode.is_open
    after = client.get(f"/forloeb/{case.number}/efter/").content.decode()
    assert "Ny behandling begynder med en ny henvendelse" in after
    again = client.post(f"/forloeb/{case.number}/efter/1/", {**TALK, "day": "2023-08-02"})
    assert again.status_code == 422 and "Forløbet er afsluttet" in again.content.decode()


def test_treatment_that_has_not_begun_does_not_end(open_case: Open, client_as: As) -> None:
    case = open_case()
    client = client_as(case.counsellor)
    address = f"/forloeb/{case.number}/afslutning/"
    assert "Behandlingen er ikke begyndt" in client.get(address).content.decode()
    assert client.post(address, {**END, "day": "2023-04-04"}).status_code == 422
    assert "treatment.ended" not in case.kinds


def test_nothing_is_sent_to_one_who_has_died(open_case: Open, client_as: As, on_day: Day) -> None:
    case = open_case(until="planned")
    on_day("2023-08-02")
    client = client_as(case.counsellor)
    typed = {"day": "2023-08-01", "reason": "died", "result": "unknown", "reached": "Vi fik besked fra familien."}
    assert client.post(f"/forloeb/{case.number}/afslutning/", typed).status_code == 303
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("kind", "page", "field"),
    [("ending", "afslutning", "reached"), ("after", "efter/1", "situation"), ("meeting", "netvaerk/moede", "agreed")],
)
def test_long_forms_are_kept_while_they_are_written(
    open_case: Open, client_as: As, kind: str, page: str, field: str
) -> None:
    case = open_case(until="planned")
    client = client_as(case.counsellor)
    typed = {field: "Halvt færdigt", "draft_version": "0", "draft_editor": "one"}
    assert client.post(f"/forloeb/{case.number}/kladder/{kind}/", typed).status_code == 200
    assert "Halvt færdigt" in client.get(f"/forloeb/{case.number}/{page}/").content.decode()
