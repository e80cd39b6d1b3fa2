"""One's own saving never meets one's own submit: in a real browser, over a line that takes its time."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from brobygger.care.visitation.models import Decision
from brobygger.care.visitation.services import recommendations
from brobygger.records.drafts.models import Draft as PlanDraft
from brobygger.records.notes.models import Note
from tests.care.plans.cases import decided_case
from tests.care.visitation import conftest as visitation

case, day, meeting, recommended = visitation.case, visitation.day, visitation.meeting, visitation.recommended

Visit = Callable[..., Page]
Make = Callable[..., Any]
LATENCY = 0.2


@pytest.fixture
def opened(transactional_db: None, visit: Visit) -> Callable[..., Page]:
    """A page whose every sending takes 200 ms: `opened(account, "/forloeb/…/")`."""

    def make(account: Any, address: str) -> Page:
        page = visit(account)

        def after_a_while(route: Route) -> None:
            if route.request.method == "POST":
                time.sleep(LATENCY)
            route.continue_()

        page.set_default_timeout(30_000)
        page.route(lambda url: "/static/" not in url, after_a_while)
        page.goto(address)
        return page

    return make


def saving(request: Any) -> bool:
    return bool(request.method == "POST" and request.resource_type in ("fetch", "xhr"))


@pytest.mark.parametrize("times", [1, 2])
def test_a_note_is_signed_while_it_saves_itself(
    opened: Callable[..., Page],
    case: Make,
    make_account: Make,
    times: int,
) -> None:
    counsellor = make_account("counsellor", unit="drug")
    number = case(responsible=counsellor).number
    page = opened(counsellor, f"/forloeb/{number}/notater/nyt/")
    with page.expect_request(saving):
        page.locator("#id_text").fill("Vi talte om weekenden.")
    page.get_by_role("button", name="Skriv notatet under").click(click_count=times)
    expect(page.get_by_role("heading", level=1)).to_have_text("Notat: samtale")
    expect(page.locator(".note-text")).to_have_text("Vi talte om weekenden.")
    note = Note.objects.get()
    assert note.is_signed
    assert note.text == "Vi talte om weekenden."


def test_a_recommendation_is_submitted_while_it_saves_itself(
    opened: Callable[..., Page],
    case: Make,
    recommended: Make,
    make_account: Make,
) -> None:
    counsellor = make_account("counsellor", unit="drug")
    before = recommended(responsible=counsellor)
    recommendations.withdraw(counsellor, before, "Skrives om.")
    values = {name: getattr(before, name) for name in recommendations.FIELDS}
    found = recommendations.save_recommendation(counsellor, before.episode, **values)
    page = opened(counsellor, f"/forloeb/{found.episode.number}/indstilling/")
    with page.expect_request(saving):
        page.locator("#id_text").fill("Dagbehandling, som vi blev enige om.")
        page.locator("#id_text").blur()
    page.get_by_role("button", name="Aflevér indstillingen").click()
    page.get_by_text("Indstillingen er afleveret").wait_for()
    found.refresh_from_db()
    assert (found.state, found.text) == ("submitted", "Dagbehandling, som vi blev enige om.")


@pytest.mark.parametrize("press", ["Træf afgørelsen", "Gem kladde"])
def test_a_decision_is_made_while_it_saves_itself(
    opened: Callable[..., Page],
    recommended: Make,
    make_account: Make,
    press: str,
) -> None:
    episode = recommended(kind_of_treatment="ambulatory-individual", wished_kind="ambulatory-individual").episode
    page = opened(make_account("authority", unit="drug"), f"/forloeb/{episode.number}/afgoerelse/")
    page.get_by_label("Borgeren har set").check()
    page.get_by_text("Kladden er gemt kl.").wait_for()
    with page.expect_request(saving):
        page.locator("#id_reasons").fill("Vi har lagt vægt på ønsket.")
        page.locator("#id_reasons").blur()
    page.get_by_role("button", name=press).click()
    expect(page.locator(".alert, .message").first).to_contain_text("gemt" if press == "Gem kladde" else "Afgjort")
    decision = Decision.objects.get()
    assert decision.reasons == "Vi har lagt vægt på ønsket."
    assert decision.state == ("draft" if press == "Gem kladde" else "made")


def test_a_plan_is_kept_while_it_saves_itself(opened: Callable[..., Page], make_account: Make, on_day: Make) -> None:
    plan = decided_case(make_account("counsellor", unit="drug"), on_day, until="started")
    page = opened(plan.counsellor, f"/forloeb/{plan.number}/plan/skriv/")
    with page.expect_request(saving):
        page.locator("#id_aim").fill("At være far")
    page.locator("#id_aim").press_sequentially(" igen")
    page.get_by_role("button", name="Gem kladde").click()
    page.get_by_text("Kladden er gemt. Du kan").wait_for()
    assert PlanDraft.objects.get().data["aim"] == ["At være far igen"]


def test_what_failed_is_tried_again_and_not_called_kept(
    opened: Callable[..., Page],
    case: Make,
    make_account: Make,
) -> None:
    counsellor = make_account("counsellor", unit="drug")
    page = opened(counsellor, f"/forloeb/{case(responsible=counsellor).number}/notater/nyt/")
    failing = [True]
    page.route("**/kladde/", lambda route: route.abort() if failing[0] else route.continue_())
    said = page.locator("[data-saved]")
    page.locator("#id_text").fill("Vi talte om weekenden.")
    expect(said).to_have_text("Ikke gemt endnu. Vi prøver igen.")
    failing.clear()
    failing.append(False)
    expect(said).to_contain_text("Kladden er gemt kl.", timeout=15_000)
    assert Note.objects.get().text == "Vi talte om weekenden."
    page.locator("#id_text").press_sequentially(" Og")
    expect(said).to_have_text("")


def test_two_writers_are_told_in_danish(
    opened: Callable[..., Page],
    case: Make,
    make_account: Make,
) -> None:
    episode = case()
    address = f"/forloeb/{episode.number}/indstilling/"
    mine, theirs = (opened(make_account("counsellor", unit="drug"), address) for _number in range(2))
    for page, words in ((theirs, "Bos ord"), (mine, "Mettes ord")):
        page.locator("#id_text").fill(words)
        page.get_by_label("Dagbehandling").last.check()
        page.locator("#id_start_on").fill("2023-04-11")
        page.get_by_role("button", name="Gem kladde").click()
        page.wait_for_load_state()
    page = mine
    page.get_by_text("En anden har ændret").first.wait_for()
    assert page.locator("h2").all_inner_texts() == ["Indstillingen"]
    assert page.locator("dd").all_inner_texts() == ["Mettes ord", "Bos ord"]
