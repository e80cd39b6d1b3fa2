"""Every address that can be opened, as everyone who works here: looked at with axe, wide and narrow.

Each address is opened with what the demo centre has behind it. Every answer is read as text (one main heading, a
neutral title, the language, no code words, nothing inline), whoever asked; what looks different from what was
seen before is shown in a browser at 1280 and 320 px. An address without arguments known fails here.
"""

import itertools
from collections.abc import Callable, Iterator

import pytest
from django.test import override_settings
from django.urls import Resolver404, resolve, translate_url
from django.utils import translation
from playwright.sync_api import Page as BrowserPage

from brobygger.trust import access
from tests.accessibility.centre import Address, Centre, Visitor, addresses, is_page, text
from tests.accessibility.conftest import Window
from tests.accessibility.reading import Page, faults
from tests.accessibility.sending import forms_of, half_filled, with_button
from tests.browser import NARROW, WIDE, Watch, axe_findings

LOOKS = 3  # different-looking pages of one address that are opened by everyone
READABLE = {address.name: address for address in addresses() if address.answers("GET")}
# Addresses that lead somewhere else or give no page, with the reason.
NO_PAGE = {
    "public:standard_pdf": "a file",
    "letters:pdf": "a file",
    "trust:audit": "leads to what the reader may see",
    "account_set_password": "leads to the change of the password",
    "mfa_authenticate": "the second step of signing in",
    "mfa_reauthenticate": "asks again before something dangerous",
    "mfa_reauthenticate_webauthn": "asks again before something dangerous",
    "mfa_download_recovery_codes": "a file",
    "mfa_edit_webauthn": "of a key that nobody has",
    "mfa_remove_webauthn": "of a key that nobody has",
    "mfa_login_webauthn": "an answer to a script",
}


@pytest.fixture
def looked(centre: Centre, window: Window, watch: Watch) -> Iterator[Callable[[str, Visitor], None]]:
    """Look at a page at both widths: axe, no sideways scroll, and what the watch saw."""

    def look(path: str, visitor: Visitor) -> None:
        found = _both_widths(window.show(path, visitor)) + watch.faults
        assert not found, f"{path} as {visitor.name}\n" + "\n".join(found)

    yield look


def _both_widths(page: BrowserPage) -> list[str]:
    found = [f"{WIDE}: {one}" for one in seen_in(page)]
    page.set_viewport_size({"width": NARROW, "height": 900})
    return found + [f"{NARROW}: {one}" for one in seen_in(page)]


def seen_in(page: BrowserPage) -> list[str]:
    """What is wrong with a page as it stands in the window."""
    found = axe_findings(page)
    root = "document.documentElement"
    too_wide = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
    return [*found, *([f"scrolls sideways by {too_wide} px"] if too_wide > 0 else [])]


@pytest.mark.parametrize("name", sorted(READABLE))
def test_every_page_as_everyone(centre: Centre, looked: Callable[[str, Visitor], None], name: str) -> None:
    address = READABLE[name]
    with override_settings(DEMO=name == "trust:choose_role"):
        found = centre.pages(address, LOOKS)
        if not found and name not in NO_PAGE:
            pytest.fail(f"{name}: nothing in the demo shows this page")
        seen: set[str] = set()
        for path, _page, finder in found:
            for visitor in {finder, *centre.visitors}:
                _open(address, path, visitor, seen, looked)
        for path, _page, finder in found[:1]:
            wrong = faults(Page(text(finder.get(english(path)))), "en")
            assert not wrong, f"{path} in English\n" + "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(name for name, one in READABLE.items() if one.answers("POST")))
def test_every_form_that_comes_back_with_errors(centre: Centre, window: Window, watch: Watch, name: str) -> None:
    seen: set[str] = set()
    for path, page, finder in centre.pages(READABLE[name], 1):
        for form in forms_of(page):
            address = form.action or path
            for (sent, _typed), button in itertools.product(half_filled(form), form.buttons[:1] or [("", "")]):
                answer = finder.post(address, with_button(sent, button))
                if answer.status_code not in (200, 409, 422) or not is_page(answer):
                    continue
                html = text(answer)
                read = Page(html)
                if not read.features - seen:
                    continue
                seen |= read.features
                found = _both_widths(window.show_answer(address, finder, answer, html)) + watch.faults
                assert not found, f"{address} with errors\n" + "\n".join(found)


def _open(
    address: Address, path: str, visitor: Visitor, seen: set[str], looked: Callable[[str, Visitor], None]
) -> None:
    answer = visitor.get(path)
    assert answer.status_code in expected(address, visitor), f"{path} as {visitor.name}: {answer.status_code}"
    if answer.status_code not in (200, 403) or not is_page(answer):
        return
    page = Page(text(answer))
    wrong = faults(page) + [f"offers what is refused: {href}" for href in page.links if not may_follow(visitor, href)]
    assert not wrong, f"{path} as {visitor.name}\n" + "\n".join(wrong)
    if page.features - seen:
        looked(path, visitor)
        seen |= page.features


def may_follow(visitor: Visitor, href: str) -> bool:
    """Whether a link or a form of a page leads to what the visitor's role may open."""
    try:
        view = resolve(href.partition("?")[0].partition("#")[0]).func
    except Resolver404:
        return True
    action = getattr(view, "action", None)
    if action is None or action.scope == "public" or visitor.account is None:
        return True
    return access.holds_role(visitor.account, action)


def expected(address: Address, visitor: Visitor) -> set[int]:
    """What an address may answer to somebody: a page or the way on for who may, never one for who may not."""
    if address.is_librarys:
        return {200, 302, 403}
    if address.view.action.scope == "public":
        return {200}
    if visitor.account is None:
        return {302}
    return {200, 302, 303, 403, 404} if access.holds_role(visitor.account, address.view.action) else {403, 404}


def english(path: str) -> str:
    """The same page in English."""
    with translation.override("da"):
        return translate_url(path, "en")


SAMPLE = ("public:front", "public:promises", "web:my_day", "web:case", "web:cases", "intake:new", "plans:plan")


@pytest.mark.parametrize("name", SAMPLE)
def test_some_english_pages_in_a_browser(centre: Centre, looked: Callable[[str, Visitor], None], name: str) -> None:
    for path, _page, finder in centre.pages(READABLE[name], 1):
        looked(english(path), finder)


def test_the_window_would_tell_of_a_breach(centre: Centre, window: Window, watch: Watch) -> None:
    page = window.show("/", Visitor(None))
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"https://example.invalid/a.png\">')")
    page.wait_for_timeout(100)
    assert any("another host" in fault or "Security Policy" in fault for fault in watch.faults)
