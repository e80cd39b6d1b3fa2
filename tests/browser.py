"""A real browser over a real server: `visit("counsellor")` gives a page of Playwright, logged in.

Every page opened this way is watched to its end: a breach of the content security policy, a request to
another host, an error in a script or an answer of 500 fails the test, whatever else it looked at.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    Response,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from brobygger.trust.models import Account

ROOT = Path(__file__).resolve().parent.parent
WIDE, PHONE, NARROW = 1280, 375, 320
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is wrong leaves the page: all that is in order is long to hand over.
AXE_RUN = """async options => (await axe.run(document, options)).violations.map(found =>
    `${found.id}: ${found.help} at ` + found.nodes.slice(0, 5).map(node => JSON.stringify(node.target)).join("; "))"""


def chromium_path() -> str:
    """The machine's own Chromium; a test that asks where there is none is skipped."""
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        pytest.skip("no Chromium on this machine; on Debian: apt-get install chromium")
    return path


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers. A process can have one alone: a second one finds its loop running and gives up."""
    with sync_playwright() as driver:
        yield driver


def launch(playwright: Playwright, **more: Any) -> Browser:
    """Start the machine's own Chromium, without a window."""
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
    return playwright.chromium.launch(executable_path=chromium_path(), args=arguments, **more)


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The browser that tests share."""
    browser = launch(playwright)
    yield browser
    browser.close()


@dataclass
class Watch:
    """What must not happen on a page, gathered while it is open."""

    host: str
    faults: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Listen to every page of a context."""
        context.on("request", self._on_request)
        context.on("response", self._on_response)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))

    def _on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.netloc != self.host:
            self.faults.append(f"request to another host: {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"answer {response.status}: {response.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            self.faults.append(f"content security policy: {message.text}")


@pytest.fixture
def visit(
    chromium: Browser, live_server: LiveServer, client_as: Callable[..., Client]
) -> Iterator[Callable[..., Page]]:
    """Open a page: `visit()` as nobody, `visit("manager", unit="drug")`, `visit(account, width=320)`.

    `javascript=False` turns scripts off. `page.goto("/min-dag/")` knows the server.
    """
    contexts: list[BrowserContext] = []
    watch = Watch(urlsplit(live_server.url).netloc)

    def make(who: str | Account | None = None, *, width: int = WIDE, javascript: bool = True, **account: Any) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        watch.follow(context)
        if who is not None:
            cookies = client_as(who, **account).cookies
            for name, morsel in cookies.items():
                context.add_cookies([{"name": name, "value": morsel.value, "url": live_server.url}])
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert not watch.faults, "\n".join(watch.faults)


@cache
def axe_source() -> str:
    """The whole of axe, to be run in a page."""
    if not AXE.exists():
        pytest.fail("axe-core is not installed: make setup")
    return AXE.read_text(encoding="utf-8")


def axe_findings(page: Page) -> list[str]:
    """What axe finds on the page as it stands, one line each: rule, help and the places."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(axe_source())
    options = {"runOnly": {"type": "tag", "values": AXE_RULES}, "resultTypes": ["violations"]}
    found: list[str] = page.evaluate(AXE_RUN, options)
    return found


# What a reader does who doubles the text: the page's measure is the root's, so all that is given in rem grows with it.
DOUBLE = "document.documentElement.style.fontSize = '125%'"  # twice the 62.5 % of the design system
OFF_SCREEN = """() => {
    const width = document.documentElement.clientWidth;
    const found = document.documentElement.scrollWidth > width
        ? [`scrolls sideways by ${document.documentElement.scrollWidth - width} px`] : [];
    const scrolls = (place) => place && place !== document.body
        && (/auto|scroll/.test(getComputedStyle(place).overflowX) || scrolls(place.parentElement));
    for (const one of document.querySelectorAll("a, button, summary, input, select, textarea, h1, h2")) {
        const box = one.getBoundingClientRect();
        if (box.width < 2 || !one.checkVisibility() || scrolls(one.parentElement)) continue;
        if (box.right > width + 1 || (box.right > 0 && box.left < -1))
            found.push(`off the screen: ${(one.innerText || one.name || one.tagName).trim().slice(0, 60)}`);
    }
    return found.slice(0, 5);
}"""


def off_screen_at_double(page: Page) -> list[str]:
    """What does not fit a phone's width when the text is twice as large (WCAG 1.4.4); leaves the page that large."""
    page.set_viewport_size({"width": PHONE, "height": 900})
    page.evaluate(DOUBLE)
    found: list[str] = page.evaluate(OFF_SCREEN)
    return found


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Assert that axe finds nothing and that the page does not scroll sideways: `assert_accessible(page)`."""

    def check(page: Page) -> None:
        findings = axe_findings(page)
        assert not findings, f"{page.url}\n" + "\n".join(findings)
        root = "document.documentElement"
        too_wide = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
        assert too_wide <= 0, f"{page.url} scrolls sideways by {too_wide} px"

    return check
