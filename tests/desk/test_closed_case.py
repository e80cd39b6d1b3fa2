"""A closed case says so at every form in which nothing more is written, before anybody has written for nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.architecture.test_every_page_is_declared import every_page
from tests.care.plans.cases import decided_case

CLOSED = "Forløbet er afsluttet"
# What goes on after a case is closed, by the end of its address, and why.
GOES_ON = {
    "/samtykker/own-doctor.cooperation/": "a yes is taken back at any time",
    "/notater/nyt/": "what happens later is noted",
    "/papirer/": "the citizen may ask for their papers at any time",
    "/underretning/": "the duty to notify for a child never ends",
    "/borger/ret/": "who the citizen is can be corrected",
    "/samme-borger/": "who the citizen is can be corrected",
    "/klage/ny/": "an appeal comes after the decision",
    "/serviceklage/ny/": "a complaint comes when it comes",
    "/ankestyrelsen/": "the ruling comes when it comes",
    "/valg-af-sted/henvisning/": "the referral to the chosen place is sent also when our case is closed",
    "/efter/fortryd/": "the way back",
}


@pytest.fixture
def closed(make_account: Callable[..., Any], on_day: Callable[[str], None]) -> Any:
    case = decided_case(make_account("counsellor"), on_day, until="planned")
    on_day("2023-05-03")
    return case.ended(result="stopped", on="2023-05-01").closed(on="2023-05-02")


def forms_of(number: str) -> list[str]:
    """Every page of a case on which something is changed, of those that need nothing but the case to stand."""
    known = {"<int:month>": "1", "<slug:instrument>": "dudit", "<str:key>": "own-doctor.cooperation"}
    found = []
    for address, view in every_page(in_words=lambda pattern: str(pattern.pattern)):
        action = getattr(view, "action", None)
        if action is None or action.kind != "change" or "GET" not in view.methods or "<str:number>" not in address:
            continue
        filled = address.replace("<str:number>", number)
        for name, value in known.items():
            filled = filled.replace(name, value)
        if "<" not in filled:
            found.append("/" + filled)
    return found


def test_every_form_of_a_closed_case_says_so_at_once_and_leads_back(
    closed: Any, client_as: Callable[..., Client]
) -> None:
    """All roles in one, so that every form opens."""
    everything = client_as("counsellor", unit="drug")
    everything.account.roles = ["counsellor", "authority", "manager", "outreach"]  # type: ignore[attr-defined]
    everything.account.save()  # type: ignore[attr-defined]
    addresses = forms_of(closed.number)
    assert len(addresses) > 30
    wrong, told = [], 0
    for address in addresses:
        answer = everything.get(address)
        goes_on = any(address.endswith(end) for end in GOES_ON)
        if answer.status_code == 200:
            told += 1
        elif answer.status_code in (303, 404):
            continue  # it leads on, or is about something that this case never had: a hearing, a choice of place
        if answer.status_code != 200 or (CLOSED in answer.text) == goes_on:
            wrong.append((address, answer.status_code))
    assert not wrong and told > 25

    shown = everything.get(f"/forloeb/{closed.number}/plan/skriv/").text
    assert "tirsdag 2. maj" in shown and "<textarea" not in shown
    for way in (f"/forloeb/{closed.number}/efter/fortryd/", "/henvendelser/ny/", f"/forloeb/{closed.number}/"):
        assert f'href="{way}"' in shown


def test_what_was_sent_to_a_case_closed_meanwhile_keeps_its_words(
    closed: Any, client_as: Callable[..., Client]
) -> None:
    client = client_as(closed.counsellor)
    typed = {"how": "not-reached", "text": "Ringede to gange", "day": "2023-05-02"}
    answer = client.post(f"/forloeb/{closed.number}/opfoelgning/forsoeg/", typed)
    assert answer.status_code == 422 and "Ringede to gange" in answer.text


def test_an_open_case_shows_its_forms(make_account: Callable[..., Any], on_day: Any, client_as: Any) -> None:
    case = decided_case(make_account("counsellor"), on_day, until="planned")
    assert CLOSED not in client_as(case.counsellor).get(f"/forloeb/{case.number}/opfoelgning/").text
