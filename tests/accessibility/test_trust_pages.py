"""Signing in, accounts, the use of records and openings outside the unit: axe finds nothing, at 1280 and 320 px."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from brobygger.ground import chain
from brobygger.trust import audit, services
from brobygger.trust.access import SYSTEM
from tests.browser import NARROW, WIDE

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = [
    (None, "/konto/login/"),
    (None, "/konto/adgangskode/glemt/"),
    (None, "/konto/opret/"),
    (None, "/findes-ikke/"),
    ("counsellor", "/min-konto/"),
    ("counsellor", "/konto/sikkerhed/"),
    ("counsellor", "/konto/adgangskode/"),
    ("counsellor", "/konti/"),
    ("administrator", "/konti/"),
    ("administrator", "/konti/ny/"),
    ("dpo", "/tillid/opslag/"),
    ("dpo", "/tillid/noedaabninger/"),
    ("manager", "/tillid/noedaabninger/"),
]


@pytest.fixture
def content(make_account: Any) -> None:
    """Something to show on each of the pages."""
    from django.utils import timezone

    from brobygger.trust.models import BreakGlass

    account = services.create_account(SYSTEM, email="ny@example.dk", name="Ny Kollega", held=["nurse"], units=["drug"])
    audit.read(account, "trust.read-glass", account)
    chain.seal()
    for review in ("waiting", "accepted"):
        BreakGlass.objects.create(
            account=account, episode_id=1, number="2026-0001", unit="drug", compartment="social",
            reason="Borgeren er i telefonen.", expires_at=timezone.now(), review=review,
        )  # fmt: skip


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_axe_finds_nothing(
    visit: Any, live_server: LiveServer, assert_accessible: Callable[[Any], None], content: None, width: int
) -> None:
    opened: dict[str | None, Any] = {}
    for role, address in PAGES:
        page = opened.get(role) or visit(role, width=width)
        opened[role] = page
        page.goto(live_server.url + address)
        assert_accessible(page)
