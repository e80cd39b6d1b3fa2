"""The centre that is walked through, built once for all tests of a file, and a window that shows its pages."""

from collections.abc import Iterator
from contextvars import copy_context
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponseBase
from playwright.sync_api import Browser, Page, Route
from pytest_django.plugin import DjangoDbBlocker

from brobygger.web.demo import building
from tests import database
from tests.accessibility.centre import Centre, Visitor, undone
from tests.browser import WIDE, Watch

PEOPLE = 60
HOST = "testserver"


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Centre]:
    """The small demo centre."""
    with django_db_blocker.unblock():
        building.build(PEOPLE, say=lambda words: None)
        yield Centre()
        database.start_afresh()


@pytest.fixture
def centre(built: Centre) -> Iterator[Centre]:
    """The centre as it was built: what a test does there is undone."""
    with undone():
        yield built


class Window:
    """A browser's window on pages that are answered in this process, inside the test's own transaction.

    Nothing is asked of any network: what a page asks of another host is refused and told to the watch.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.visitor = Visitor(None)
        # The browser asks from a task of its own; answered there, a page would have another database connection.
        self.context = copy_context()
        self.ready: dict[str, tuple[int, dict[str, str], bytes]] = {}
        page.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.netloc != HOST:
            route.abort()
            return
        path = address.path + (f"?{address.query}" if address.query else "")
        if path not in self.ready:
            answer = self.context.run(self.visitor.get, path)
            kept = (answer.status_code, dict(answer.headers), b"".join(answer))  # type: ignore[arg-type]
            if not path.startswith("/static/"):
                route.fulfill(status=kept[0], headers=kept[1], body=kept[2])
                return
            self.ready[path] = kept
        status, headers, body = self.ready[path]
        route.fulfill(status=status, headers=headers, body=body)

    def show_answer(self, path: str, visitor: Visitor, answer: HttpResponseBase, html: str) -> Page:
        """Show an answer that has been given already, such as a form that came back with errors."""
        self.ready[path] = (answer.status_code, dict(answer.headers), html.encode())
        try:
            return self.show(path, visitor)
        finally:
            del self.ready[path]

    def show(self, path: str, visitor: Visitor) -> Page:
        """Open a page as somebody."""
        self.visitor, self.context = visitor, copy_context()
        self.page.set_viewport_size({"width": WIDE, "height": 900})
        self.page.goto(path)
        return self.page


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[Window]:
    """One window for all tests of a file."""
    context = chromium.new_context(base_url=f"http://{HOST}", locale="da-DK", reduced_motion="reduce")
    context.set_default_timeout(20_000)
    yield Window(context.new_page())
    context.close()


@pytest.fixture
def watch(window: Window) -> Iterator[Watch]:
    """What must not happen on a page while a test runs: policy breaches, other hosts, script errors, 500."""
    watch = Watch(HOST)
    watch.follow(window.page.context)
    yield watch
