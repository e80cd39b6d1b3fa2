"""The centre that is walked through, built once for all tests of a file, and a window that shows its pages."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponseBase
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from tests import database
from tests.accessibility.centre import Centre, Visitor, text, undone
from tests.browser import WIDE, Watch, axe_source

PEOPLE = 80
HOST = "testserver"


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Centre]:
    """The small demo centre, gone when the file is through, even when it could not be built."""
    try:
        with django_db_blocker.unblock():
            database.start_with_centre(PEOPLE)
            centre = Centre()
        yield centre
    finally:
        with django_db_blocker.unblock():
            database.start_afresh()


@pytest.fixture
def centre(built: Centre, django_db_blocker: DjangoDbBlocker) -> Iterator[Centre]:
    """The centre as it was built: what a test does there is undone."""
    with django_db_blocker.unblock(), undone():
        yield built


class Answers(BaseHTTPRequestHandler):
    """Gives the browser the answer that the window holds ready, and static files, which it keeps between pages.

    It is asked as a proxy, so the pages stand at the address that they were made for. Nothing goes on to any
    network: what a page asks of another host is refused, and what nobody has made ready is an error.
    """

    protocol_version = "HTTP/1.1"
    ready: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {}

    def do_GET(self) -> None:
        """Answer one request."""
        address = urlsplit(self.path)
        path = address.path + (f"?{address.query}" if address.query else "")
        if address.netloc != HOST:
            self._give(502, {}, b"")
            return
        if path.startswith("/static/") and path not in self.ready:
            answer = Client().get(path)
            headers = {"Content-Type": answer.headers["Content-Type"], "Cache-Control": "max-age=3600"}
            self.ready[path] = answer.status_code, headers, b"".join(answer)
        self._give(*self.ready.get(path, (500, {}, b"")))

    def _give(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() != "content-length":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """Say nothing of what went well."""


class Window:
    """A browser's window on answers that were given in this process, inside the test's own transaction."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.watch = Watch(HOST)
        self.watch.follow(page.context)

    def show(self, path: str, visitor: Visitor) -> Page:
        """Open a page as somebody."""
        answer = visitor.get(path)
        return self.show_answer(path, answer, text(answer))

    def show_answer(self, path: str, answer: HttpResponseBase, html: str) -> Page:
        """Show an answer that has been given already, such as a form that came back with errors."""
        path = path.partition("#")[0]
        Answers.ready[path] = (answer.status_code, dict(answer.headers), html.encode())
        try:
            self.page.set_viewport_size({"width": WIDE, "height": 900})
            self.page.goto(path)
        finally:
            del Answers.ready[path]
        return self.page


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[Window]:
    """One window for all tests of a file."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        context = chromium.new_context(
            base_url=f"http://{HOST}",
            proxy={"server": f"http://127.0.0.1:{server.server_port}"},
            locale="da-DK",
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        context.add_init_script(axe_source())
        yield Window(context.new_page())
        context.close()
        server.shutdown()


@pytest.fixture
def watch(window: Window) -> Watch:
    """What must not happen on a page while a test runs: policy breaches, other hosts, script errors, 500."""
    window.watch.faults.clear()
    return window.watch
