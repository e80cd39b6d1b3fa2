"""What tests of the public site share."""

import html
import re
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.core.cache import caches
from django.test import Client

from brobygger.ground import clock
from brobygger.ground.clock import DENMARK


@pytest.fixture(autouse=True)
def _counted_afresh() -> Iterator[None]:
    """The figures are kept for an hour; no test may see another's."""
    caches["memory"].clear()
    yield
    caches["memory"].clear()


@pytest.fixture
def read(client: Client, db: None) -> Callable[[str], str]:
    """The words of a page, as one reads them: without markup and with single spaces."""

    def words(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200, address
        body = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body))).replace(" ,", ",")

    return words


@pytest.fixture
def at_moment(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Stand at an hour of a day: `at_moment("2026-03-02 10:00")`."""

    def stand(text: str) -> None:
        moment = datetime.fromisoformat(text).replace(tzinfo=DENMARK)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(clock, "today", moment.date)

    return stand
