"""The public site in a real browser: axe, narrow and wide, without scripts, with large text, on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

ADDRESSES = (
    "/", "/en/", "/borger/", "/paaroerende/", "/under-30/", "/fagperson/", "/kontakt/", "/kontakt/alcohol/",
    "/behandling/", "/loefter/", "/om-os/", "/klag/", "/kvalitetsstandard/", "/kvalitetsstandard/3/",
    "/kvalitetsstandard/5/", "/dine-oplysninger/", "/tilgaengelighed/",
)  # fmt: skip
Visit = Callable[..., Page]


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    visit: Visit, assert_accessible: Callable[[Page], None], width: int
) -> None:
    page = visit(width=width)
    for address in ADDRESSES:
        page.goto(address)
        assert_accessible(page)


def test_the_examples_read_as_well_when_unfolded(visit: Visit, assert_accessible: Callable[[Page], None]) -> None:
    page = visit(width=320)
    page.goto("/loefter/")
    for example in page.locator(".promise summary").all():
        example.click()
    expect(page.get_by_text("27. marts + 14 dage = 10. april", exact=False)).to_be_visible()
    assert_accessible(page)


def test_text_at_double_size_still_fits(visit: Visit) -> None:
    page = visit(width=1280)
    for address in ("/", "/kontakt/", "/loefter/"):
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '125%'")  # dkfds' 62.5 %, doubled
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_the_menu_opens_without_scripts(visit: Visit) -> None:
    page = visit(width=375, javascript=False)
    page.goto("/")
    page.locator("summary", has_text="Menu").click()
    page.get_by_role("link", name="Kontakt", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kontakt")


def test_the_way_out_is_always_on_screen(visit: Visit) -> None:
    page = visit(width=375)
    page.goto("/loefter/")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    link = page.get_by_role("link", name="Forlad siden")
    expect(link).to_be_in_viewport()
    href = link.get_attribute("href")
    assert href is not None and href.startswith("https://")
    assert "noreferrer" in (link.get_attribute("rel") or "")


def test_escape_three_times_leaves(visit: Visit) -> None:
    page = visit()
    page.goto("/")
    page.route("**/vejret", lambda route: route.fulfill(body="<title>Vejret</title>", content_type="text/html"))
    page.evaluate("document.querySelector('[data-leave]').href = '/vejret'")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("**/vejret")
    expect(page).to_have_title("Vejret")


def test_the_keyboard_reaches_the_content_at_once(visit: Visit) -> None:
    page = visit()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gå til indholdet")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Ring 58")).to_be_focused()


def test_on_paper_the_frame_is_gone(visit: Visit) -> None:
    page = visit()
    page.goto("/kvalitetsstandard/5/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert not page.locator(".site-head").is_visible()
