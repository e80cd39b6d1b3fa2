"""After log-out, Back shows nothing: no browser keeps a page with a person or a secret on it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Playwright
from pytest_django.live_server_helper import LiveServer

from brobygger.trust.models import Account
from tests.architecture.test_every_page_is_declared import is_librarys, pages
from tests.browser import launch

PASSWORD = "en lang adgangskode"


@pytest.mark.django_db
def test_every_page_that_is_not_public_is_kept_nowhere(client_as: Callable[..., Client]) -> None:
    client = client_as("counsellor")
    client.raise_request_exception = False
    found = 0
    for address, view in pages():
        if address.endswith("/logout/") or (not is_librarys(view) and view.action.scope == "public"):
            continue
        for method in ("get", "post"):
            answer = getattr(client, method)(address)
            assert answer.headers["Cache-Control"] == "no-store", f"{method} {address}"
            found += 1
    assert found > 100


@pytest.mark.django_db
def test_public_pages_may_still_be_kept(client: Client) -> None:
    assert "no-store" not in client.get("/").headers.get("Cache-Control", "")


@pytest.mark.django_db
def test_signing_out_empties_what_the_browser_holds(client_as: Callable[..., Client]) -> None:
    client = client_as("counsellor")
    assert "Clear-Site-Data" not in client.get("/konto/logout/").headers
    assert client.post("/konto/logout/").headers["Clear-Site-Data"] == '"cache"'


@pytest.fixture
def keeping_browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser that keeps whole pages for Back, as people's own do (Playwright's switch turns that off)."""
    browser = launch(playwright, ignore_default_args=["--disable-back-forward-cache"])
    yield browser
    browser.close()


@pytest.mark.browser
def test_back_after_signing_out_shows_nothing(
    keeping_browser: Browser, live_server: LiveServer, make_account: Callable[..., Account]
) -> None:
    account = make_account("counsellor", name="Karen Holm")
    account.set_password(PASSWORD)
    account.save()
    page: Any = keeping_browser.new_page(base_url=live_server.url)
    page.goto("/konto/login/")
    page.get_by_label("E-mail").fill(account.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).click()
    page.goto("/min-konto/")
    assert account.email in page.content()
    page.goto("/konto/logout/")
    page.locator("main").get_by_role("button", name="Log ud").click()
    page.wait_for_load_state()
    for _steps in range(2):
        page.go_back()
        page.wait_for_load_state()
    assert account.email not in page.content()
    assert page.get_by_role("button", name="Log ind", exact=True).is_visible()
