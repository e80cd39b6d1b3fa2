"""A fault: one line in the log, a number for whoever met it, and a calm page when it is the database that is away."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client

from brobygger.ground.postgresql.patience import DatabaseAway
from brobygger.records import pages
from brobygger.standard import load
from brobygger.web import faults, logs, upgrading

pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.QuietFormatter(logs.LINE, style="{"))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


@pytest.fixture(autouse=True)
def of_this_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' database may have lain ready since an earlier standard."""
    monkeypatch.setattr(upgrading, "_imprint", lambda _name: load().digest.encode())


def meet(client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception) -> Any:
    import_module(settings.ROOT_URLCONF)  # every page takes the true one first, whichever test comes first

    def fail(*_arguments: Any, **_named: Any) -> None:
        raise error

    monkeypatch.setattr(pages, "case_page", fail)
    client.raise_request_exception = False
    return client.get("/forloeb/2026-4711/")


def test_a_fault_is_one_line_with_the_number_that_the_page_shows(
    log: io.StringIO, client_as: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = meet(client_as("counsellor"), monkeypatch, RuntimeError("Kirsten Jensen 010750-1AB1"))
    assert answer.status_code == 500 and answer.headers["Cache-Control"] == "no-store"
    number = re.search(r"nævn fejlens nummer: <strong>([0-9a-f]{8})</strong>", answer.text)
    assert number is not None, answer.text
    lines = log.getvalue().splitlines()
    assert len(lines) == 1, lines
    assert f"fault={number[1]}" in lines[0] and "builtins.RuntimeError at " in lines[0]
    assert "trust/pages.py:" in lines[0] and "Internal Server Error: /forloeb/<" in lines[0]
    assert "Kirsten" not in lines[0] and "4711" not in lines[0]


@pytest.mark.parametrize(
    "cause",
    [
        DatabaseAway("the database gives no answer"),
        psycopg.errors.QueryCanceled("canceling statement due to statement timeout"),
        psycopg.errors.AdminShutdown("terminating connection due to administrator command"),
        psycopg.InterfaceError("the connection is closed"),
    ],
)
def test_a_database_that_is_away_is_a_calm_page_that_says_when_to_come_again(
    client_as: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, cause: Exception
) -> None:
    error = OperationalError("away")
    error.__cause__ = cause
    answer = meet(client_as("counsellor"), monkeypatch, error)
    assert answer.status_code == 503 and answer.headers["Retry-After"] == str(faults.RETRY_AFTER)
    assert "Systemet svarer ikke lige nu" in answer.text and 'href="tel:' in answer.text
    assert "OperationalError" not in answer.text and answer.headers["Cache-Control"] == "no-store"


def test_who_watches_is_told_what_holds_by_whatever_name_and_without_tls(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["rusmidler.example.dk"]
    client = Client(headers={"host": "10.0.0.7"})
    assert client.get("/sundhed/").json() == {"alive": True}
    answer = client.get("/klar/")
    assert answer.status_code == 200, answer.text
    held = {"reads": True, "writes": True, "keys": True, "sealed": True, "standard": True}
    assert answer.json() == {"ready": True, **held}
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_process_on_another_standard_than_the_deadlines_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrading, "_imprint", lambda _name: b"another")
    answer = Client().get("/klar/")
    assert answer.status_code == 503 and answer.json()["standard"] is False


def test_asking_leaves_nothing_behind() -> None:
    Client().get("/klar/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM trust_jobdone")
        assert cursor.fetchone()[0] == 0


def test_a_seal_that_is_too_old_and_a_ring_of_somebody_else_are_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("brobygger.web.health._began", -1e9)
    assert Client().get("/klar/").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trust_auditentry (id, at, kind, action, actor_roles, object_type, object_ids, purpose,"
            " outcome, detail, mac) VALUES (gen_random_uuid(), now() - interval '1 hour', 'system', 'test', '{}', '',"
            " '{}', '', 'ok', '{}', '')"
        )
    answer = Client().get("/klar/")
    assert answer.status_code == 503 and answer.json()["sealed"] is False and answer.headers["Retry-After"]
    monkeypatch.setattr("brobygger.ground.ring_check.stored", lambda: {"1": b"another"})
    assert Client().get("/klar/").json()["keys"] is False
