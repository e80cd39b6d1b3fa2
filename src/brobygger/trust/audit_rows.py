"""Rows of the audit trail on their way into the database: numbered, linked to the row before, and under a keyed code.

What the acts are called and whom they are about stands in audit.py; what the code proves, in proof.py.
"""

import datetime as dt
import hashlib
import hmac
import json
import threading
import uuid
from collections.abc import Sequence
from contextlib import nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from django.db import connection, connections, transaction
from django.utils import timezone

from brobygger.ground import crypto
from brobygger.ground.identifiers import uuid7

COLUMNS: Final = (
    "id", "at", "kind", "action", "actor_id", "actor_roles", "person_id", "episode_id", "object_type",
    "object_ids", "purpose", "outcome", "detail", "previous", "episode_ids",
)  # fmt: skip
_INSERT = (
    f"INSERT INTO trust_auditentry ({', '.join(COLUMNS)}, mac) "  # noqa: S608
    f"VALUES ({', '.join('%s::jsonb' if name == 'detail' else '%s' for name in COLUMNS)}, %s)"
)
_TRANSACTION = "SELECT pg_current_xact_id()::text::bigint, (pg_control_system()).system_identifier"
# How the code is made stands in its first byte. Rows of before have no such byte: a key's number and the code alone,
# over the content without `episode_ids` and without the transaction.
_SECOND: Final = b"\x02"
_LENGTH_OF_FIRST: Final = 2 + 32


@dataclass
class Entry:
    """An audit row about to be written. `episode_ids` are the cases of a list that showed several."""

    kind: str
    action: str
    actor_id: int | None
    actor_roles: list[str]
    person_id: int | None = None
    episode_id: int | None = None
    object_type: str = ""
    object_ids: list[int] = field(default_factory=list)
    purpose: str = ""
    outcome: str = "ok"
    detail: dict[str, Any] = field(default_factory=dict)
    id: uuid.UUID = field(default_factory=uuid7)
    at: dt.datetime = field(default_factory=timezone.now)
    previous: uuid.UUID | None = None
    episode_ids: list[int] | None = None


class Transaction(NamedTuple):
    """Where a row is written: the transaction's number, and the cluster whose numbers these are."""

    xid: int
    cluster: int


class Trail:
    """What one request has left in the audit trail so far, and what waits for its rollback: refusals, and questions."""

    def __init__(self) -> None:
        self.written = 0
        self.kinds: set[str] = set()
        self.waiting: list[Entry] = []
        self.kept: list[Entry] = []

    def undone(self) -> None:
        """The request's transaction is rolled back: what must stand all the same is written after it."""
        self.waiting, self.kept = [*self.kept, *self.waiting], []


trail: ContextVar[Trail | None] = ContextVar("trail", default=None)


class _Writer(threading.local):
    """Remembers, for each database connection, the last audit row that will stand."""

    def __init__(self) -> None:
        self.last: dict[str, uuid.UUID | None] = {}


_writer = _Writer()


@dataclass
class _Committed:
    """Runs when its transaction is committed. While it waits, it shows which rows are not rolled back."""

    alias: str
    id: uuid.UUID
    place: Transaction

    def __call__(self) -> None:
        from brobygger.ground import heads

        _writer.last[self.alias] = self.id
        heads.remember(self.alias, self.id)


def _waiting(using: Any) -> _Committed | None:
    """What this connection wrote last in the present transaction, passing by what a rollback has undone."""
    waiting = (item[1] for item in reversed(using.run_on_commit))
    return next((item for item in waiting if isinstance(item, _Committed)), None)


def write(entries: Sequence[Entry], using: Any = None) -> None:
    """Insert audit rows in the present transaction, in one statement."""
    using = using or connection
    with nullcontext() if using.in_atomic_block else transaction.atomic(using=using.alias):
        last = _waiting(using)
        previous = last.id if last else _writer.last.get(using.alias)
        place = last.place if last else _transaction_of(using)
        rows = []
        for entry in entries:
            entry.previous = previous
            rows.append(_row(entry, place))
            previous = entry.id
        with using.cursor() as cursor:
            if len(rows) == 1:
                cursor.execute(_INSERT, rows[0])
            else:
                cursor.executemany(_INSERT, rows)
        transaction.on_commit(_Committed(using.alias, entries[-1].id, place), using=using.alias)
    present = trail.get()
    if present is not None:
        present.written += len(entries)
        present.kinds.update(entry.kind for entry in entries)


def write_aside(entry: Entry) -> None:
    """Write a row over a connection of its own, so that it stands whatever becomes of the present transaction."""
    aside = connections.create_connection("default")
    try:
        aside.set_autocommit(False)
        with aside.cursor() as cursor:
            cursor.execute(_INSERT, _row(entry, _transaction_of(aside)))
        aside.commit()
    finally:
        aside.close()


def _transaction_of(using: Any) -> Transaction:
    """Give the present transaction, whose number the row's code covers; the insert would be given it anyway.

    Asked of the driver itself: it is no reading of any page, and happens once in a transaction.
    """
    using.ensure_connection()
    with using.wrap_database_errors:
        return Transaction(*using.connection.execute(_TRANSACTION).fetchone())


def _row(entry: Entry, place: Transaction) -> list[Any]:
    values = [getattr(entry, name) for name in COLUMNS]
    number = crypto.keyring().current
    mac = _SECOND + number.to_bytes(2, "big") + _code(number, "audit-row-2", [*values, *place])
    values[COLUMNS.index("detail")] = json.dumps(entry.detail, ensure_ascii=False)
    return [*values, mac]


def fits(mac: bytes, values: Sequence[Any], place: Transaction) -> bool:
    """Say whether a row's code fits its content (in the order of COLUMNS) and, in rows of today, its transaction."""
    first = len(mac) == _LENGTH_OF_FIRST
    if not first and mac[:1] != _SECOND:
        return False
    number, code = (mac[:2], mac[2:]) if first else (mac[1:3], mac[3:])
    key = int.from_bytes(number, "big")
    try:
        if first:
            *content, cases = values
            return cases is None and hmac.compare_digest(code, _code(key, "audit-row", content))
        return hmac.compare_digest(code, _code(key, "audit-row-2", [*values, *place]))
    except crypto.CryptoError:
        return False


def _code(number: int, use: str, values: Sequence[Any]) -> bytes:
    """Give the keyed code over an audit row's content, its id and the row before it."""
    plain = [
        value.astimezone(dt.UTC).isoformat() if isinstance(value, dt.datetime) else
        str(value) if isinstance(value, uuid.UUID) else value
        for value in values
    ]  # fmt: skip
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.digest(crypto.derived(number, use), text.encode(), hashlib.sha256)


def write_waiting(present: Trail) -> None:
    """Write what waited for a rollback."""
    if present.waiting:
        entries, present.waiting = present.waiting, []
        with transaction.atomic():
            write(entries)


def forget_writers() -> None:
    """Forget which row this thread wrote last, when the database itself is made anew (tests, the demo)."""
    _writer.last.clear()
