"""One process at a time changes the schema; the others wait for it, and say so.

The lock belongs to a transaction of a connection of its own and ends with it. A session's lock would stay behind in a
pool of connections, whose sessions outlive who used them, and the next set-up would wait for nobody.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

from brobygger.web.configuration import ConfigurationError, whole_number

# Any fixed number: two web nodes that start together must not migrate together.
LOCK = 0x42726F62
USUAL_WAIT = 900
_ASK_AGAIN = 0.25
_HOLDER = """
    SELECT a.pid, to_char(a.state_change AT TIME ZONE 'Europe/Copenhagen', 'YYYY-MM-DD HH24:MI')
    FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = %s
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@contextmanager
def alone(say: Callable[[str], None]) -> Iterator[None]:
    """Run the block while nobody else changes the schema. Raises ConfigurationError when it never is one's turn."""
    patience = whole_number("BROBYGGER_SETUP_WAIT_SECONDS", USUAL_WAIT)
    aside: Any = connections.create_connection("default")
    try:
        aside.set_autocommit(False)
        with aside.cursor() as cursor:
            # It stands still while others work; no server may take that for a session that was left behind.
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            _wait_for_turn(cursor, patience, say)
        yield
    finally:
        if aside.connection is not None:
            aside.rollback()
        aside.close()


def _wait_for_turn(cursor: Any, patience: int, say: Callable[[str], None]) -> None:
    until = time.monotonic() + patience
    told = False
    while True:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if cursor.fetchone()[0]:
            return
        if time.monotonic() >= until:
            raise ConfigurationError(_given_up(cursor, patience))
        if not told:
            told = True
            say(f"Another set-up is at work on this database. Waiting for it, {patience} s at most …")
        time.sleep(_ASK_AGAIN)


def _given_up(cursor: Any, patience: int) -> str:
    cursor.execute(_HOLDER, [LOCK])
    found = cursor.fetchone()
    who = f"the session with PostgreSQL's process number {found[0]}, silent since {found[1]}" if found else "a session"
    end = f"SELECT pg_terminate_backend({found[0]})" if found else "SELECT pg_terminate_backend(…)"
    return (
        f"Another set-up has kept this database for more than {patience} s: {who}. If none is at work there, the "
        f"session was left behind (by a pool of connections, perhaps): end it with {end}. "
        "BROBYGGER_SETUP_WAIT_SECONDS says how long one waits."
    )
