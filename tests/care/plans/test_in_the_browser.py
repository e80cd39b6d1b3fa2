"""The plan in a real browser: with and without scripts, wide and narrow, and for everyone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from brobygger.care.plans import services
from brobygger.records.drafts.models import Draft
from brobygger.trust.access import SYSTEM
from tests.browser import NARROW, WIDE
from tests.cases import moment

Visit = Callable[..., Page]
Open = Callable[..., Any]
PAGES = (
    "plan", "plan/skriv", "opfoelgning", "plan/gennemgang", "aendring", "netvaerk", "netvaerk/moede",
    "netvaerk/handleplan", "behandlingsstart", "afslutning", "luk",
)  # fmt: skip
PAGES_AFTER = ("efter", "efter/1", "efter/tilbage", "luk")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_sub_goal_is_added_with_and_without_scripts(
    transactional_db: None, open_case: Open, visit: Visit, javascript: bool
) -> None:
    case = open_case(until="started")
    page = visit(case.counsellor, width=WIDE, javascript=javascript)
    page.goto(f"/forloeb/{case.number}/plan/skriv/")
    page.get_by_label("Den overordnede målsætning").fill("At være far")
    page.get_by_role("button", name="Tilføj delmål").click()
    page.locator(".goal-form--sub").wait_for()
    assert page.get_by_label("Den overordnede målsætning").input_value() == "At være far"
    assert Draft.objects.get().data["aim"] == ["At være far"]


def test_what_is_written_is_kept_by_itself(transactional_db: None, open_case: Open, visit: Visit) -> None:
    case = open_case(until="started")
    page = visit(case.counsellor)
    page.goto(f"/forloeb/{case.number}/plan/skriv/")
    page.get_by_label("Den overordnede målsætning").fill("At være far")
    page.get_by_text("Kladden er gemt kl.").wait_for()
    assert Draft.objects.get().data["aim"] == ["At være far"]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_page_is_for_everyone(
    transactional_db: None,
    open_case: Open,
    visit: Visit,
    on_day: Callable[[str], None],
    assert_accessible: Callable[[Page], None],
    width: int,
) -> None:
    case = open_case(until="planned")
    page = visit(case.counsellor, width=width)
    for address in PAGES:
        page.goto(f"/forloeb/{case.number}/{address}/")
        assert_accessible(page)
    page.goto(f"/forloeb/{case.number}/plan/skriv/")
    page.get_by_role("button", name="lås planen").click()
    page.get_by_text("Vælg én.").first.wait_for()
    assert_accessible(page)
    on_day("2023-08-02")
    ending = services.NewEnding("completed", "drug-free", "Du har holdt fast.", follow_up_consent=True)
    services.end_treatment(SYSTEM, case.episode, ending, occurred_at=moment("2023-08-01"))
    for address in PAGES_AFTER:
        page.goto(f"/forloeb/{case.number}/{address}/")
        assert_accessible(page)
