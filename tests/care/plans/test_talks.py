"""Start of treatment, follow-up talks, reviews and important changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from brobygger import standard
from brobygger.care.plans.models import FollowUp
from brobygger.records.drafts.models import Draft
from brobygger.standard.offers import EntryCondition
from brobygger.standard.text import Text
from tests.care.plans.cases import typed_talk

Open = Callable[..., Any]
As = Callable[..., Client]
START = {"day": "2023-04-03", "kind_of_treatment": "ambulatory-individual", "provider": "own", "substitution": "no"}


@pytest.mark.req("KS-3.5-1")
def test_treatment_starts_within_the_guarantee(open_case: Open, client_as: As) -> None:
    case = open_case(kind="day")
    client = client_as(case.counsellor)
    page = client.get(f"/forloeb/{case.number}/behandlingsstart/").content.decode()
    assert "Bevilget" in page
    answer = client.post(f"/forloeb/{case.number}/behandlingsstart/", START)
    assert answer.status_code == 303, answer.content.decode()
    kept = case.episode.deadlines.get(clock="treatment-guarantee-drug")
    assert (kept.outcome, kept.met_on) == ("met", date(2023, 4, 3))
    assert "Behandlingen er begyndt" in client.get(answer.headers["Location"]).content.decode()


def test_what_must_be_so_first_stands_where_the_start_is_noted(
    open_case: Open, client_as: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = open_case(kind="day")
    client, address = client_as(case.counsellor), f"/forloeb/{case.number}/behandlingsstart/"
    assert "Før start" not in client.get(address).content.decode()
    known = standard.load()
    first = EntryCondition("without-drugs", Text("fire uger uden stoffer", "four weeks without drugs"), 28, ("drug",))
    kinds = tuple(replace(kind, entry=(first,)) if kind.id == "day" else kind for kind in known.kinds_of_treatment)
    monkeypatch.setattr(standard, "load", lambda *_: replace(known, kinds_of_treatment=kinds))
    assert "Dagbehandling. Før start: fire uger uden stoffer" in client.get(address).content.decode()


def test_no_treatment_without_a_decision(open_case: Open, client_as: As) -> None:
    case = open_case(until="inquiry")
    client = client_as(case.counsellor)
    page = client.get(f"/forloeb/{case.number}/behandlingsstart/").content.decode()
    assert "Der er ingen afgørelse" in page
    answer = client.post(f"/forloeb/{case.number}/behandlingsstart/", START)
    assert answer.status_code == 422 and "treatment.started" not in case.kinds


def test_treatment_begins_after_the_decision_and_never_tomorrow(open_case: Open, client_as: As) -> None:
    case = open_case()
    client = client_as(case.counsellor)
    early = client.post(f"/forloeb/{case.number}/behandlingsstart/", {**START, "day": "2023-03-29"})
    assert early.status_code == 422 and "som blev truffet 31. marts 2023" in early.content.decode()
    late = client.post(f"/forloeb/{case.number}/behandlingsstart/", {**START, "day": "2023-04-09"})
    assert late.status_code == 422 and "ikke kommet endnu" in late.content.decode()


@pytest.mark.req("KS-5.4-3")
def test_substitution_asks_for_the_own_doctor(open_case: Open, client_as: As) -> None:
    case = open_case()
    client = client_as(case.counsellor)
    address = f"/forloeb/{case.number}/behandlingsstart/"
    refused = client.post(address, {**START, "substitution": "yes"})
    assert refused.status_code == 422 and "samarbejde med egen læge" in refused.content.decode()
    assert "treatment.started" not in case.kinds
    case.answered("own-doctor")
    assert client.post(address, {**START, "substitution": "yes"}).status_code == 303


def test_substitution_is_asked_of_drugs_alone_and_answered_by_nobody_beforehand(open_case: Open, client_as: As) -> None:
    drug, alcohol = open_case(), open_case(line="alcohol", cpr="0107501AB2")
    asked = client_as(drug.counsellor).get(f"/forloeb/{drug.number}/behandlingsstart/").content.decode()
    assert asked.count('name="substitution"') == 2
    client, address = client_as(alcohol.counsellor), f"/forloeb/{alcohol.number}/behandlingsstart/"
    assert 'name="substitution"' not in client.get(address).content.decode()
    begun = {key: value for key, value in START.items() if key != "substitution"}
    assert client.post(address, begun).status_code == 303


@pytest.mark.req("KS-5.2-1", "KS-5.2-3", "KS-4.4-4")
def test_a_follow_up_holds_situation_plan_goals_and_contact(
    open_case: Open, client_as: As, on_day: Callable[[str], None]
) -> None:
    case = open_case(until="planned")
    on_day("2023-06-20")
    client = client_as(case.counsellor)
    address = f"/forloeb/{case.number}/opfoelgning/"
    missing = client.post(address, {"act": "hold", "day": "2023-06-20", "situation": "Bliver stående"})
    page = missing.content.decode()
    assert missing.status_code == 422 and page.count("Vælg, hvordan det står til med målet.") >= 2
    assert "Bliver stående" in page and "0 er også et svar" in page
    assert client.post(address, {**typed_talk(), "day": "2023-06-20", "act": "hold"}).status_code == 303
    shown = client.get(f"/forloeb/{case.number}/plan/").content.decode()
    assert "Ingen kokain i tre uger" in shown and "Tolv gange" in shown and "9 kontakter" in shown
    first, second = case.episode.deadlines.filter(clock="follow-up").order_by("started_on")
    assert (first.outcome, second.outcome) == ("met", "open")
    assert second.due_on == date(2023, 9, 20)


def test_a_talk_is_kept_as_a_draft(open_case: Open, client_as: As) -> None:
    case = open_case(until="planned")
    client = client_as(case.counsellor)
    address = f"/forloeb/{case.number}/opfoelgning/"
    assert client.post(address, {"act": "save", "situation": "Halvt", "status-a1-state": "reached"}).status_code == 303
    assert "Halvt" in client.get(address).content.decode()
    assert Draft.objects.get().form_key == "follow-up" and not FollowUp.objects.exists()


def test_the_next_talk_is_within_three_months(open_case: Open, client_as: As) -> None:
    case = open_case(until="planned")
    client = client_as(case.counsellor)
    typed = {**typed_talk(), "day": "2023-04-04", "act": "hold", "next_on": "2023-09-01"}
    answer = client.post(f"/forloeb/{case.number}/opfoelgning/", typed)
    assert answer.status_code == 422 and "inden for tre måneder" in answer.content.decode()


def test_a_dropped_goal_is_explained(open_case: Open, client_as: As) -> None:
    case = open_case(until="planned")
    client = client_as(case.counsellor)
    typed = {**typed_talk(**{"status-a1-state": "dropped"}), "day": "2023-04-04", "act": "hold"}
    answer = client.post(f"/forloeb/{case.number}/opfoelgning/", typed)
    assert answer.status_code == 422 and "Skriv hvordan eller hvorfor." in answer.content.decode()


def test_no_follow_up_without_a_plan(open_case: Open, client_as: As) -> None:
    case = open_case(until="started")
    client = client_as(case.counsellor)
    address = f"/forloeb/{case.number}/opfoelgning/"
    assert "ingen plan at følge op på" in client.get(address).content.decode()
    answer = client.post(address, {**typed_talk(), "day": "2023-04-04", "act": "hold"})
    assert answer.status_code == 422 and "follow-up.held" not in case.kinds


@pytest.mark.req("KS-5-3", "KS-2-3")
def test_the_plan_is_gone_through_every_half_year(
    open_case: Open, client_as: As, on_day: Callable[[str], None]
) -> None:
    case = open_case(until="planned")
    on_day("2023-09-28")
    client = client_as(case.counsellor)
    address = f"/forloeb/{case.number}/plan/gennemgang/"
    assert "At kunne være far" in client.get(address).content.decode()
    typed = {"day": "2023-09-28", "how": "centre", "own_words": "Det hjælper", "conclusion": "Vi fortsætter"}
    assert client.post(address, {**typed, "own_words": ""}).status_code == 422
    assert client.post(address, typed).status_code == 303
    assert "Vi fortsætter" in client.get(f"/forloeb/{case.number}/plan/").content.decode()
    assert case.episode.deadlines.filter(clock="plan-review", outcome="met").count() == 1


@pytest.mark.req("KS-5.2-2")
@pytest.mark.parametrize("kind", ["imprisonment", "move", "other"])
def test_an_important_change_asks_for_a_follow_up(open_case: Open, client_as: As, kind: str) -> None:
    case = open_case(until="planned")
    client = client_as(case.counsellor)
    address = f"/forloeb/{case.number}/aendring/"
    assert client.post(address, {"day": "2023-04-04", "kind": kind}).status_code == 422
    answer = client.post(address, {"day": "2023-04-04", "kind": kind, "text": "Varetægtsfængslet i Slagelse"})
    assert answer.status_code == 303
    asked = case.episode.deadlines.get(clock="change-follow-up")
    assert asked.outcome == "open"
    assert "Væsentlig ændring" in client.get(f"/forloeb/{case.number}/plan/").content.decode()
    client.post(f"/forloeb/{case.number}/opfoelgning/", {**typed_talk(), "day": "2023-04-04", "act": "hold"})
    assert case.episode.deadlines.get(clock="change-follow-up").outcome == "met"
    assert "Væsentlig ændring:" not in client.get(f"/forloeb/{case.number}/plan/").content.decode()
