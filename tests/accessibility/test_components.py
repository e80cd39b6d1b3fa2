"""Every component in a real browser, wide and narrow, and forms that keep what was typed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]
pytestmark = pytest.mark.urls("tests.web.gallery")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("address", ["/galleri/forloeb/", "/galleri/skema/"])
def test_axe_finds_nothing_on_any_component(
    visit: Visit, assert_accessible: Callable[[Page], None], width: int, address: str
) -> None:
    page = visit("counsellor", width=width, unit=("drug", "alcohol"))
    page.goto(address)
    for fold in page.locator("main details").all():
        fold.evaluate("fold => { fold.open = true }")
    assert_accessible(page)
    page.locator("details.menu:visible > summary").first.click()
    assert_accessible(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_an_error_stands_beside_its_field_and_nothing_typed_is_lost(
    visit: Visit, assert_accessible: Callable[[Page], None], javascript: bool
) -> None:
    page = visit("counsellor", javascript=javascript)
    page.goto("/galleri/skema/")
    page.get_by_label("Navn (valgfrit)").fill("<Åse & Bo>")
    page.get_by_label("Varighed").fill("99")
    page.get_by_label("Ambulant behandling").first.check()
    page.get_by_role("button", name="Træf afgørelsen").click()

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Noget mangler eller er ikke rigtigt")
    expect(summary.get_by_role("link", name="Begrundelse: Udfyld dette felt.")).to_be_visible()
    expect(page.get_by_label("Begrundelse")).to_have_accessible_description(
        "Står i brevet, som du skriver det. Fejl: Udfyld dette felt."
    )
    expect(page.get_by_label("Navn (valgfrit)")).to_have_value("<Åse & Bo>")
    expect(page.get_by_label("Varighed")).to_have_value("99")
    expect(page.get_by_label("Ambulant behandling").first).to_be_checked()
    if javascript:
        expect(summary).to_be_focused()
        summary.get_by_role("link", name="Begrundelse").click()
        expect(page.get_by_label("Begrundelse")).to_be_focused()
        assert_accessible(page)


def test_the_menu_of_a_phone_works_without_scripts(visit: Visit) -> None:
    page = visit("counsellor", width=375, javascript=False)
    page.goto("/galleri/forloeb/")
    page.locator("summary", has_text="Menu og søg").click()
    expect(page.get_by_role("searchbox")).to_be_visible()
    page.get_by_role("link", name="Henvendelser").click()
    page.wait_for_url("**/henvendelser/")


def test_escape_closes_a_menu_and_gives_the_focus_back(visit: Visit) -> None:
    page = visit("counsellor")
    page.goto("/galleri/forloeb/")
    button = page.locator(".menu--account > summary")
    button.click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Log ud")).to_be_hidden()
    expect(button).to_be_focused()


def test_a_draft_is_sent_while_it_is_written(visit: Visit) -> None:
    page = visit("counsellor")
    page.clock.install()
    page.goto("/galleri/skema/")
    page.route("**/gem/", lambda route: route.fulfill(content_type="text/plain", body="Gemt kl. 10.15"))
    with page.expect_request("**/gem/") as sent:
        page.get_by_label("Begrundelse").press_sequentially("Han møder stabilt")
        page.clock.run_for(4000)
    assert "Han møder stabilt" in (sent.value.post_data or "")
    expect(page.get_by_text("Gemt kl. 10.15")).to_be_visible()


def test_colours_chosen_by_the_reader_are_respected(visit: Visit, assert_accessible: Callable[[Page], None]) -> None:
    page = visit("counsellor")
    page.emulate_media(forced_colors="active")
    page.goto("/galleri/forloeb/")
    assert_accessible(page)
    expect(page.get_by_text("Beskyttet adresse")).to_be_visible()
