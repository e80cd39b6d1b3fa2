"""How long each kind of work may wait for the database, and the database for it.

A page's limits stand on the application's role, where a pool of connections cannot lose them; what works longer
(jobs, commands) lifts them in its own transactions, and the schema's owner, who goes past any pool, on its sessions.
Every one of them waits with patience on this side too: a server that stands still keeps no limit of its own.
"""

import os
from typing import Any, Final

from brobygger.web.configuration import acts_as_owner, whole_number

USUAL_STATEMENT: Final = 10
JOB: Final = 600
MIGRATION: Final = 4 * 3600
BACKUP: Final = 12 * 3600
TO_CONNECT: Final = {"web": 3, "owner": 10, "work": 10}


def kind_of_work() -> str:
    """What this process is: "web" answers pages, "owner" changes the schema, "work" is a job or a command."""
    if acts_as_owner():
        return "owner"
    return "web" if os.environ.get("BROBYGGER_WORK") == "web" else "work"


def statement_seconds() -> int:
    """How long a page may wait for one answer of the database. Raises ConfigurationError."""
    return whole_number("BROBYGGER_STATEMENT_SECONDS", USUAL_STATEMENT, least=1, most=3600)


def of_the_role() -> dict[str, str]:
    """What is set on the application's role, for pages."""
    statement = statement_seconds()
    return {
        "statement_timeout": f"{statement}s",
        "lock_timeout": f"{max(1, statement // 2)}s",
        "idle_in_transaction_session_timeout": "300s",
    }


def of_this_process() -> dict[str, Any]:
    """What the database engine is told (LIMITS in its settings, see ground.postgresql)."""
    kind = kind_of_work()
    if kind == "web":
        # One thread is left for what needs no database; the server ends a statement before we end waiting for it.
        threads = whole_number("BROBYGGER_THREADS", 4, least=1, most=65535)
        return {"patience": statement_seconds() + 2, "places": max(1, threads - 1)}
    if kind == "owner":
        return {"patience": MIGRATION + 60, "places": 1000, "session": _lifted(MIGRATION, lock=60)}
    return {"patience": JOB + 60, "places": 1000, "transaction": _lifted(JOB, lock=60)}


def _lifted(seconds: int, *, lock: int) -> dict[str, str]:
    return {
        "statement_timeout": f"{seconds}s",
        "lock_timeout": f"{lock}s",
        "idle_in_transaction_session_timeout": "0",
    }
