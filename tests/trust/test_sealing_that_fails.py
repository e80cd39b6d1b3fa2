"""A seal that is not made is a fault that somebody must hear of: in the log, and on the page of who keeps the house."""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from brobygger.ground import chain
from brobygger.trust import audit, periodic
from brobygger.trust.access import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of the trail that has waited for an hour."""
    written = audit.Entry
    past = timezone.now() - dt.timedelta(hours=1)
    monkeypatch.setattr(audit, "Entry", lambda *args, **more: written(*args, **{**more, "at": past}))
    audit.noted("system", SYSTEM, "tests.waits")
    monkeypatch.setattr(audit, "Entry", written)


def test_while_seals_are_made_nothing_is_said(client_as: Callable[..., Any]) -> None:
    audit.noted("system", SYSTEM, "tests.new")
    assert chain.unsealed_since() is None
    assert "bliver ikke forseglet" not in client_as("administrator").get("/konti/").content.decode()


def test_a_failing_seal_shows_to_the_administrator_and_to_who_checks(
    old_row: None, client_as: Callable[..., Any]
) -> None:
    assert chain.unsealed_since() is not None
    assert "Loggen over opslag bliver ikke forseglet" in client_as("administrator").get("/konti/").content.decode()
    assert "Loggen over opslag bliver ikke forseglet" in client_as("dpo").get("/tillid/opslag/").content.decode()


def test_it_shows_in_the_log(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> None:
        raise RuntimeError

    monkeypatch.setattr(chain, "seal", broken)
    with caplog.at_level(logging.ERROR), pytest.raises(RuntimeError):
        periodic.seal_audit()
    assert "The audit trail could not be sealed." in [record.getMessage() for record in caplog.records]
