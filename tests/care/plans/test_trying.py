"""Talks that were tried in vain, the rhythm that was agreed, and what is not asked."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from brobygger import standard
from brobygger.care.plans import services
from brobygger.care.plans.models import Ending
from brobygger.desk.tried import and_tried
from brobygger.records.consents import selectors as consents
from brobygger.records.consents.models import Consent
from brobygger.records.episodes import journal
from brobygger.records.letters import services as post
from brobygger.records.letters.models import Letter
from brobygger.trust.access import SYSTEM
from tests.care.plans.cases import typed_plan
from tests.care.plans.test_ending import END, TALK
from tests.cases import moment, new_plan

Open = Callable[..., Any]
As = Callable[..., Client]
Day = Callable[[str], None]
SUGGESTED = "Skriv et brev med en tid, og tilbyd et andet sted eller telefonen."


def reached(page: Client, number: str, where: str) -> str:
    return page.get(f"/forloeb/{number}/{where}").content.decode()


@pytest.mark.req("KS-5.2-1")
def test_a_follow_up_that_was_tried_twice_is_still_due_and_another_way_is_suggested(
    open_case: Open, client_as: As, on_day: Day
) -> None:
    case = open_case(until="planned")
    on_day("2023-07-03")
    client = client_as(case.counsellor)
    address = f"/forloeb/{case.number}/opfoelgning/forsoeg/"
    assert client.post(address, {"day": "2023-07-03"}).status_code == 422
    for how in ("not-reached", "did-not-come"):
        assert client.post(address, {"day": "2023-07-03", "how": how, "text": "Ringede to gange"}).status_code == 303
        assert (SUGGESTED in reached(client, case.number, "plan/")) == (how == "did-not-come")

    assert case.kinds[-2:] == ["follow-up.not-reached"] * 2
    assert case.episode.deadlines.get(clock="follow-up", outcome="open")
    journal = reached(client, case.number, "")
    assert "ikke truffet" in journal and "mødte ikke" in journal and "Ringede to gange" in journal
    assert "Forsøgt 2 gange" in reached(client, case.number, "opfoelgning/")

    on_day("2023-07-04")
    goals = tuple(services.NewGoalStatus(goal.key, "under-way") for goal in new_plan().goals)
    talk = services.NewFollowUp("phone", "Godt", "Holder", 3, "weekly", goals)
    services.hold_follow_up(SYSTEM, case.episode, talk)
    assert "Forsøgt" not in reached(client, case.number, "plan/")


@pytest.mark.req("KS-5.5-1", "KS-5.5-2")
def test_a_follow_up_after_the_end_is_tried_month_by_month(open_case: Open, client_as: As, on_day: Day) -> None:
    case = open_case(until="planned")
    on_day("2023-08-02")
    client = client_as(case.counsellor)
    assert client.post(f"/forloeb/{case.number}/afslutning/", END).status_code == 303
    on_day("2023-08-30")
    for _again in range(2):
        typed = {"day": "2023-08-30", "how": "not-reached"}
        assert client.post(f"/forloeb/{case.number}/efter/1/forsoeg/", typed).status_code == 303
    page = reached(client, case.number, "efter/")
    assert page.count("Forsøgt 2 gange") == 1 and SUGGESTED in page
    tried = case.episode.events.filter(kind="after-follow-up.not-reached").first()
    assert tried.facts == {"month": 1, "how": "not-reached"}
    assert case.episode.deadlines.get(clock="after-follow-up-1-month").outcome == "open"
    assert client.get(f"/forloeb/{case.number}/efter/2/forsoeg/").status_code == 404


@pytest.mark.req("KS-5.5-1")
def test_who_was_not_asked_has_not_said_no(open_case: Open, client_as: As, on_day: Day) -> None:
    case = open_case(until="planned")
    on_day("2023-08-02")
    client = client_as(case.counsellor)
    form = reached(client, case.number, "afslutning/")
    assert "Fortæl borgeren, før behandlingen slutter, at vi ringer" in form and "at man kan sige nej" in form
    assert "overflyttet til Kriminalforsorgen" in form  # one of the reasons of the file, named as it is
    typed = {**END, "follow_up_consent": "not-asked"}
    assert client.post(f"/forloeb/{case.number}/afslutning/", typed).status_code == 303

    assert Ending.objects.get().follow_up_consent is None
    assert "follow_up_consent" not in case.episode.events.get(kind="treatment.ended").facts
    assert not Consent.objects.filter(purpose="follow-up").exists()
    said = str(post.text_of(Letter.objects.get(kind="closing-status")))
    assert "Vi spørger først, om det er i orden, og du kan sige nej." in said and "Vi har aftalt" not in said
    page = reached(client, case.number, "efter/")
    assert "Borgeren er ikke spurgt, om vi må ringe." in page and "Blev ikke spurgt om opfølgning" in page

    # Called and asked: the yes that is noted then lets the talk be held.
    refused = client.post(f"/forloeb/{case.number}/efter/1/", {**TALK, "day": "2023-08-02"})
    assert refused.status_code == 422
    case.answered("centre", "follow-up")
    assert client.post(f"/forloeb/{case.number}/efter/1/", {**TALK, "day": "2023-08-02"}).status_code == 303


def test_a_no_at_the_end_is_kept_among_the_consents(open_case: Open, client_as: As, on_day: Day) -> None:
    case = open_case(until="planned")
    on_day("2023-08-02")
    client = client_as(case.counsellor)
    client.post(f"/forloeb/{case.number}/afslutning/", {**END, "follow_up_consent": "no"})
    assert consents.follow_up_answer(case.episode) is False
    assert "Borgeren ønsker ikke at blive kontaktet." in reached(client, case.number, "efter/")


@pytest.mark.parametrize("reason", [item.id for item in standard.load().ending_reasons if item.id != "died"])
def test_the_reasons_that_call_for_follow_up_are_those_of_the_file(
    open_case: Open, client_as: As, on_day: Day, reason: str
) -> None:
    asks = next(item.asks_follow_up for item in standard.load().ending_reasons if item.id == reason)
    case = open_case(until="planned")
    on_day("2023-08-02")
    client = client_as(case.counsellor)
    address = f"/forloeb/{case.number}/afslutning/"
    unasked = {key: value for key, value in END.items() if key != "follow_up_consent"}
    assert client.post(address, {**unasked, "reason": reason}).status_code == (422 if asks else 303)
    if asks:
        assert client.post(address, {**END, "reason": reason}).status_code == 303
    assert ("Efter en måned" in reached(client, case.number, "efter/")) == asks
    assert case.episode.deadlines.filter(clock="after-follow-up-1-month").exists() == asks
    said = str(post.text_of(Letter.objects.get(kind="closing-status")))
    assert asks or "kontakter dig" not in said  # nothing was agreed about it, so nothing is said of it


@pytest.mark.req("KS-5.2-1")
def test_the_agreed_rhythm_is_a_fact_on_the_timeline(open_case: Open, client_as: As, on_day: Day) -> None:
    case = open_case(until="started")
    on_day("2023-04-20")
    plan = new_plan(evaluation_weeks=12, next_on=moment("2023-07-15").date())
    services.agree_plan(SYSTEM, case.episode, plan, occurred_at=moment("2023-04-19"))
    agreed = case.episode.events.get(kind="plan.agreed").facts
    assert agreed == {"version": 1, "every_weeks": 12, "next_follow_up": "2023-07-15"}
    client = client_as(case.counsellor)
    page = reached(client, case.number, "plan/")
    assert "Næste: lørdag 15. juli" in page and "aftalt med borgeren" in page and "hver 12. uge" in page

    typed = {"day": "2023-04-20", "how": "centre", "own_words": "Den passer", "conclusion": "Den holder"}
    late = client.post(f"/forloeb/{case.number}/plan/gennemgang/", {**typed, "next_on": "2023-12-01"})
    assert late.status_code == 422 and "inden for tre måneder" in late.content.decode()
    assert client.post(f"/forloeb/{case.number}/plan/gennemgang/", typed).status_code == 303
    assert case.episode.events.get(kind="plan.reviewed").facts == {"version": 1, "every_weeks": 12}
    assert "Næste: torsdag 13. juli" in reached(client, case.number, "plan/")


def test_a_goal_is_not_reached_before_its_plan(open_case: Open, client_as: As, on_day: Day) -> None:
    case = open_case(until="started")
    on_day("2023-04-20")
    client = client_as(case.counsellor)
    address = f"/forloeb/{case.number}/plan/skriv/"
    typed = {**typed_plan(day="2023-04-20"), "act": "agree"}
    early = client.post(address, {**typed, "goal-b2-due_on": "2023-04-19"})
    assert early.status_code == 422
    assert "Det er, før planen blev aftalt." in early.content.decode()
    assert "Møder hver tirsdag" in early.content.decode() and "#id_goal-b2-due_on" in early.content.decode()
    assert client.post(address, {**typed, "goal-b2-due_on": "2023-04-20"}).status_code == 303

    # A new version carries the goal over with the date that it has.
    on_day("2023-05-02")
    again = {**typed, "day": "2023-05-02", "goal-b2-due_on": "2023-04-20"}
    assert client.post(address, again).status_code == 303


def test_what_is_suggested_after_two_tries_leads_to_where_it_is_done(
    open_case: Open, client_as: As, on_day: Day
) -> None:
    """A letter with a time, the consents, a colleague: each is a page (KS 5.2)."""
    case = open_case(until="planned")
    on_day("2023-07-03")
    client = client_as(case.counsellor)
    for _again in range(2):
        typed = {"day": "2023-07-03", "how": "not-reached"}
        client.post(f"/forloeb/{case.number}/opfoelgning/forsoeg/", typed)
    page = reached(client, case.number, "plan/")
    for way in ("brev-med-tid/", "samtykker/"):
        assert f'<li><a href="/forloeb/{case.number}/{way}">' in page
    assert f"?forloeb={case.number}" in page[page.index("Tal det igennem") :]
    asked = {"text": "Senest i dag.", "button": ("Skriv", f"/forloeb/{case.number}/opfoelgning/"), "links": []}
    step = and_tried(asked, journal.lines(case.episode), case.number)
    assert step is not None and step["text"] == "Senest i dag. Forsøgt 2 gange."
    assert step["links"] == [("Skriv et brev med en tid", f"/forloeb/{case.number}/brev-med-tid/")]
    start = {**asked, "button": ("Start", f"/forloeb/{case.number}/behandlingsstart/")}
    assert and_tried(start, journal.lines(case.episode), case.number) == start

    address = f"/forloeb/{case.number}/brev-med-tid/"
    typed = {"day": "2023-07-08", "time": "10:15", "where": "centre", "words": "Du er altid velkommen."}
    closed = client.post(address, typed)
    assert closed.status_code == 422 and "Huset er lukket lørdag 8. juli" in closed.text
    assert "Du er altid velkommen." in closed.text
    assert client.post(address, {**typed, "day": "2023-07-02"}).status_code == 422
    assert client.post(address, {**typed, "where": "elsewhere"}).status_code == 422
    shown = client.post(address, {**typed, "day": "2023-07-05", "act": "letter"})
    assert shown.status_code == 200 and not Letter.objects.filter(kind="appointment").exists()
    assert "onsdag 5. juli kl. 10.15: vi ses hos os i Stofbehandlingen" in shown.text

    assert client.post(address, {**typed, "day": "2023-07-05", "where": "home"}).status_code == 303
    letter = Letter.objects.get(kind="appointment")
    said = str(post.text_of(letter))
    assert "kl. 10.15: vi kommer hjem til dig." in said and "Du er altid velkommen." in said
    assert "aftale" in reached(client, case.number, "").lower()
    assert case.episode.deadlines.get(clock="follow-up", outcome="open")


def test_nothing_is_agreed_for_a_day_when_the_house_is_closed_nor_beyond_three_months(
    open_case: Open, client_as: As, on_day: Day
) -> None:
    """Thirteen weeks from 1 February are two days more than three months (KS 5.2)."""
    case = open_case(until="started")
    on_day("2024-02-01")
    client = client_as(case.counsellor)
    address = f"/forloeb/{case.number}/plan/skriv/"
    typed = {**typed_plan(day="2024-02-01"), "act": "agree", "goal-a1-due_on": "2024-06-01"}
    typed["goal-b2-due_on"] = "2024-06-01"
    refused = client.post(address, {**typed, "evaluation_weeks": "13"})
    assert refused.status_code == 422 and "Højst 12 uger" in refused.text
    sunday = client.post(address, {**typed, "next_on": "2024-03-24"})
    assert sunday.status_code == 422 and "Huset er lukket søndag 24. marts" in sunday.text
    late = client.post(address, {**typed, "next_on": "2024-05-02"})
    assert late.status_code == 422 and "inden for tre måneder" in late.text
    assert client.post(address, {**typed, "next_on": "2024-05-01"}).status_code == 303
    assert "senest tre måneder efter planen" not in reached(client, case.number, "plan/")


def test_tries_of_the_day_on_which_the_plan_was_agreed_count_in_their_order(
    open_case: Open, client_as: As, on_day: Day
) -> None:
    case = open_case(until="started")
    services.agree_plan(SYSTEM, case.episode, new_plan())
    client = client_as(case.counsellor)
    for how in ("not-reached", "did-not-come"):
        client.post(f"/forloeb/{case.number}/opfoelgning/forsoeg/", {"day": "2023-04-04", "how": how})
    plan = reached(client, case.number, "plan/")
    assert SUGGESTED in plan
    assert plan.index("ikke truffet") < plan.index("mødte ikke")
