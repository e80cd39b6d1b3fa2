"""Time limits: a database that stands still holds up nothing that can do without it, and no page for ever."""

import http.client
import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import errors

from brobygger.ground.postgresql import patience
from brobygger.ground.postgresql.patience import DatabaseAway, PatientConnection, Queue
from brobygger.ops.embedded_postgres import EmbeddedPostgres, embedded_postgres
from brobygger.web import limits
from brobygger.web.server_note import APPLICATION
from tests.installations import finish, start, until_ready


@contextmanager
def standing_still(server: EmbeddedPostgres) -> Iterator[None]:
    """Nobody in the database does anything, as on a machine whose disk hangs."""
    frozen = server._processes()
    for process in frozen:
        os.kill(process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in frozen:
            os.kill(process.pid, signal.SIGCONT)


def connection_to(server: EmbeddedPostgres, **more: Any) -> PatientConnection:
    where = {"host": str(server.place.socket), "dbname": "postgres", "user": "postgres"}
    return PatientConnection.connect(**where, autocommit=True, **more)


@pytest.fixture
def fresh_queue(monkeypatch: pytest.MonkeyPatch) -> Queue:
    made = Queue()
    monkeypatch.setattr(patience, "queue", made)
    return made


def test_one_waits_on_this_side_though_the_server_keeps_no_limit(var: Path, fresh_queue: Queue) -> None:
    with embedded_postgres(var, forgetful=True) as server:
        one, two = connection_to(server), connection_to(server)
        one.patience = two.patience = 1.0
        with standing_still(server):
            with pytest.raises(DatabaseAway, match="gives no answer"):
                one.execute("SELECT 1")
            assert one.closed and fresh_queue.away
            with pytest.raises(DatabaseAway, match="a moment ago"):  # at once: it does not wait its own second
                two.execute("SELECT 1")
            assert not two.closed
        fresh_queue._ask_at = 0.0
        assert two.execute("SELECT 7").fetchone() == (7,)
        assert not fresh_queue.away


def test_while_it_is_away_one_asks_and_the_others_are_answered(fresh_queue: Queue) -> None:
    fresh_queue.no_answer()
    fresh_queue._ask_at = 0.0
    with fresh_queue.turn(), pytest.raises(DatabaseAway), fresh_queue.turn():
        pytest.fail("two asked")
    with fresh_queue.turn():
        pass
    with pytest.raises(DatabaseAway), fresh_queue.turn():
        raise errors.ConnectionTimeout("no answer")
    with pytest.raises(DatabaseAway), fresh_queue.turn():
        pytest.fail("asked again at once")


def test_what_answers_late_is_waited_for_and_only_so_many_wait_long(
    var: Path, fresh_queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "LONG", 0.1)
    with embedded_postgres(var, forgetful=True) as server:
        slow = connection_to(server)
        slow.patience = 600.0
        assert slow.execute("SELECT 7 FROM pg_sleep(0.5)").fetchone() == (7,)
        with slow.pipeline(), slow.cursor() as first, slow.cursor() as second:
            first.execute("SELECT 8 FROM pg_sleep(0.5)")
            second.execute("SELECT 9")
            assert (first.fetchone(), second.fetchone()) == ((8,), (9,))
        with fresh_queue.place(1), pytest.raises(DatabaseAway, match="too many"):
            slow.execute("SELECT 7 FROM pg_sleep(60)")
        assert slow.closed and not fresh_queue.away and fresh_queue.waiting_long == 0


def test_a_page_a_job_and_the_owner_have_limits_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROBYGGER_STATEMENT_SECONDS", "10")
    monkeypatch.setenv("BROBYGGER_THREADS", "4")
    assert limits.of_this_process() == {"patience": 12, "places": 3}  # one thread always left
    monkeypatch.delenv("BROBYGGER_WORK")
    job = limits.of_this_process()
    assert job["transaction"]["statement_timeout"] == "600s" and "session" not in job  # a pool gets it back as it was
    monkeypatch.setenv("BROBYGGER_DATABASE_ROLE", "owner")
    owner = limits.of_this_process()
    assert owner["session"]["statement_timeout"] == "14400s" and owner["session"]["lock_timeout"] == "60s"
    assert owner["patience"] > job["patience"] > 600


def test_the_limits_of_pages_stand_on_the_role_and_commands_lift_them(set_up: Path) -> None:
    var = set_up
    assert finish(start(var, "migrate", BROBYGGER_STATEMENT_SECONDS="7"))[0] == 0
    with embedded_postgres(var) as server, server.connect("brobygger", APPLICATION) as application:
        asked = [application.execute(f"SHOW {name}").fetchone()[0] for name in limits.of_the_role()]  # type: ignore[index]
        assert asked == ["7s", "3s", "5min"]
        ask = (
            "from django.db import connection as c, transaction\n"
            "with transaction.atomic(), c.cursor() as k:\n"
            "    k.execute('SHOW statement_timeout'); print(k.fetchone())\n"
            "with c.cursor() as k:\n    k.execute('SHOW statement_timeout'); print(k.fetchone())"
        )
        code, output = finish(start(var, "manage", "shell", "--no-imports", "-v", "0", "-c", ask))
    assert code == 0 and output.split() == ["('10min',)", "('7s',)"], output


class Site:
    """A served installation, asked over HTTP as through a proxy that ends TLS."""

    def __init__(self, address: str) -> None:
        self.host = address.removeprefix("http://").rstrip("/")

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        asking = http.client.HTTPConnection(self.host, timeout=300)
        try:
            asking.request("GET", path, headers={"X-Forwarded-Proto": "https", **headers})
            answer = asking.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            asking.close()

    def staff(self) -> tuple[int, dict[str, str], str]:
        """A page that asks the database whose session that is."""
        return self.get("/min-dag/", Cookie="__Host-sessionid=" + "a" * 32)


@contextmanager
def served(var: Path, **environment: str) -> Iterator[Site]:
    process = start(var, "run", PORT="18840", **environment)
    try:
        said = until_ready(process)
        found = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert found, said
        yield Site(found[0])
    finally:
        process.send_signal(signal.SIGTERM)
        finish(process)


def test_pages_that_wait_for_a_database_that_stands_still_leave_a_thread_for_the_rest(set_up: Path) -> None:
    with served(set_up, BROBYGGER_STATEMENT_SECONDS="3600", BROBYGGER_THREADS="3") as site:
        assert site.get("/klar/")[0] == 200
        assert [site.staff()[0] for _ in range(6)] == [302] * 6  # to the login: the session is nobody's
        server = EmbeddedPostgres(set_up)
        answered: list[tuple[int, dict[str, str], str]] = []
        pages = [threading.Thread(target=lambda: answered.append(site.staff())) for _ in range(8)]
        with standing_still(server):
            for page in pages:
                page.start()
            static = re.search(r'href="(/static/[^"]+\.css)"', site.get("/kontakt/")[2])
            assert static and site.get(static[1])[0] == 200
            assert site.get("/sundhed/")[0] == 200
            assert site.get("/")[0] == 200  # without its figures
            status, headers, _body = site.get("/klar/")
            assert status == 503 and headers["Retry-After"] == "10"
            assert any(page.is_alive() for page in pages) or answered
        for page in pages:
            page.join(300)
        assert {status for status, _headers, _body in answered} <= {302, 503}
        until = time.monotonic() + 120
        while site.get("/klar/")[0] != 200 and time.monotonic() < until:
            time.sleep(0.5)
        assert site.get("/klar/")[0] == 200 and site.staff()[0] == 302


def test_a_page_is_answered_in_time_that_the_database_stands_still(set_up: Path) -> None:
    with served(set_up, BROBYGGER_STATEMENT_SECONDS="1") as site:
        assert site.staff()[0] == 302
        with standing_still(EmbeddedPostgres(set_up)):
            status, headers, body = site.staff()
            assert status == 503 and headers["Retry-After"] == "10" and headers["Cache-Control"] == "no-store"
            assert "Systemet svarer ikke lige nu" in body


def test_a_refused_connection_is_no_patient_one() -> None:
    with pytest.raises(psycopg.OperationalError):
        PatientConnection.connect("host=/nowhere dbname=x", connect_timeout=2)
