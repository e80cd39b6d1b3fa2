"""The audit trail: one row for each act, in the same transaction as the act. No row, no page.

The row never carries sensitive free text: `detail` takes short words and numbers only.
"""

import datetime as dt
import hashlib
import hmac
import json
import re
import threading
import uuid
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection, connections, transaction
from django.db.models import Model
from django.utils import timezone

from brobygger.trust import access, crypto
from brobygger.trust.access import SYSTEM, Action, Refused, keys_of
from brobygger.trust.identifiers import uuid7
from brobygger.trust.models import AuditEntry

Kind = AuditEntry.Kind
COLUMNS: Final = (
    "id", "at", "kind", "action", "actor_id", "actor_roles", "person_id", "episode_id", "object_type",
    "object_ids", "purpose", "outcome", "detail", "previous",
)  # fmt: skip
_INSERT = (
    f"INSERT INTO trust_auditentry ({', '.join(COLUMNS)}, mac) "  # noqa: S608
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s)"
)
_CPR = re.compile(r"\b\d{6}-?\d{4}\b")
_LONGEST_WORD = 80


@dataclass
class Entry:
    """An audit row about to be written."""

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


def changed(actor: Any, action: Action | str, rows: Any = None, *, purpose: str = "", **detail: Any) -> None:
    """Record that the actor changed the row or rows (or, without any, something that has no row), one for each case."""
    _record(Kind.CHANGE, actor, action, _as_rows(rows), purpose, detail)


def read(actor: Any, action: Action | str, rows: Any = None, *, purpose: str = "", **detail: Any) -> None:
    """Record that the actor read the row or rows. Rows of several cases give one audit row for each case."""
    _record(Kind.READ, actor, action, _as_rows(rows), purpose, detail)


def asked(actor: Any, action: Action | str, rows: Iterable[Any], *, purpose: str = "", **detail: Any) -> None:
    """Record that somebody asked for one citizen, whatever they were told: one audit row on each case.

    The rows stand although the page is refused in the end, and once however often one page asks.
    """
    present = trail.get()
    entries = _by_case(Kind.SEARCH, actor, action, list(rows), purpose, {"asked": True, **detail})
    if present is not None:
        known = {(entry.action, entry.episode_id) for entry in present.kept}
        entries = [entry for entry in entries if (entry.action, entry.episode_id) not in known]
        present.kept += entries
    if entries:
        write(entries)


def searched(actor: Any, action: Action | str, rows: Any = (), *, purpose: str = "", **detail: Any) -> None:
    """Record a search and what it showed. The words searched for are never kept."""
    _record_list(Kind.SEARCH, actor, action, _as_rows(rows), purpose, detail)


def listed(actor: Any, action: Action | str, rows: Any, *, purpose: str = "", **detail: Any) -> None:
    """Record that a list of rows was shown: one audit row with their numbers."""
    _record_list(Kind.READ, actor, action, _as_rows(rows), purpose, detail)


def exported(actor: Any, action: Action | str, rows: Any = (), *, purpose: str = "", **detail: Any) -> None:
    """Record that rows left the system (a file, a letter, a message to another party)."""
    _record_list(Kind.EXPORT, actor, action, _as_rows(rows), purpose, detail)


def noted(kind: str, actor: Any, action: str, *, outcome: str = "ok", row: Any = None, **detail: Any) -> None:
    """Record an act of another kind: sign-in, broken glass, a review, work of the system."""
    entry = _entry(kind, actor, action, "", detail)
    if row is not None:
        _point_at(entry, [row])
    entry.outcome = outcome
    write([entry])


def _as_rows(rows: Any) -> list[Any]:
    if rows is None:
        return []
    return list(rows) if isinstance(rows, Iterable) and not isinstance(rows, Model) else [rows]


def _entry(kind: str, actor: Any, action: Action | str, purpose: str, detail: dict[str, Any]) -> Entry:
    roles = [] if actor is SYSTEM else sorted(getattr(actor, "roles", ()))
    return Entry(
        str(kind), str(action)[:80], getattr(actor, "pk", None), roles,
        purpose=_short(purpose), detail={key: _harmless(value) for key, value in detail.items()},
        outcome="ok",
    )  # fmt: skip


def _point_at(entry: Entry, rows: Sequence[Any]) -> None:
    keys = keys_of(type(rows[0]))
    entry.object_type = rows[0]._meta.label_lower
    entry.object_ids = [row.pk for row in rows if isinstance(row.pk, int)]
    if all(isinstance(row.pk, uuid.UUID) for row in rows):
        entry.detail["objects"] = [str(row.pk) for row in rows[:50]]
    entry.person_id = _common(rows, keys.person)
    entry.episode_id = _common(rows, keys.episode)


def _common(rows: Sequence[Any], name: str | None) -> int | None:
    """Give the number that all the rows share, if there is one."""
    if name is None:
        return None
    values = {getattr(row, name) for row in rows}
    return values.pop() if len(values) == 1 else None


def _record(kind: str, actor: Any, action: Action | str, rows: list[Any], purpose: str, detail: dict[str, Any]) -> None:
    write(_by_case(kind, actor, action, rows, purpose, detail) or [_entry(kind, actor, action, purpose, detail)])


def _by_case(
    kind: str, actor: Any, action: Action | str, rows: list[Any], purpose: str, detail: dict[str, Any]
) -> list[Entry]:
    groups: dict[Any, list[Any]] = {}
    for row in rows:
        keys = keys_of(type(row))
        group = (
            type(row),
            getattr(row, keys.person) if keys.person else None,
            getattr(row, keys.episode) if keys.episode else None,
        )
        groups.setdefault(group, []).append(row)
    entries = []
    for members in groups.values():
        entry = _entry(kind, actor, action, purpose, detail)
        _point_at(entry, members)
        entries.append(entry)
    return entries


def _record_list(
    kind: str, actor: Any, action: Action | str, rows: list[Any], purpose: str, detail: dict[str, Any]
) -> None:
    by_type: dict[type, list[Any]] = {}
    for row in rows:
        by_type.setdefault(type(row), []).append(row)
    entries = []
    for members in by_type.values() or [[]]:
        entry = _entry(kind, actor, action, purpose, detail)
        if members:
            _point_at(entry, members)
        entries.append(entry)
    write(entries)


def _harmless(value: Any) -> Any:
    """Let through what can be no free text; anything else is left out, never written by mistake."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dt.date | dt.datetime | uuid.UUID):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_harmless(item) for item in (sorted(value) if isinstance(value, set | frozenset) else value)][:200]
    return _short(str(value))


def _short(text: Any) -> str:
    text = str(text)
    return "[left out]" if len(text) > _LONGEST_WORD or _CPR.search(text) else text


# --- Writing -------------------------------------------------------------------------------------------


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

    def __call__(self) -> None:
        from brobygger.trust import heads

        _writer.last[self.alias] = self.id
        heads.remember(self.alias, self.id)


def _last_standing(using: Any) -> uuid.UUID | None:
    """Give the row this connection wrote before, passing by those that a rollback has undone."""
    for waiting in reversed(using.run_on_commit):
        if isinstance(waiting[1], _Committed):
            return waiting[1].id
    return _writer.last.get(using.alias)


def write(entries: Sequence[Entry], using: Any = None) -> None:
    """Insert audit rows in the present transaction, in one statement."""
    using = using or connection
    previous = _last_standing(using)
    rows = []
    for entry in entries:
        entry.previous = previous
        rows.append(_row(entry))
        previous = entry.id
    with using.cursor() as cursor:
        if len(rows) == 1:
            cursor.execute(_INSERT, rows[0])
        else:
            cursor.executemany(_INSERT, rows)
    transaction.on_commit(_Committed(using.alias, entries[-1].id), using=using.alias)
    present = trail.get()
    if present is not None:
        present.written += len(entries)
        present.kinds.update(entry.kind for entry in entries)


def _row(entry: Entry) -> list[Any]:
    values = [getattr(entry, name) for name in COLUMNS]
    number = crypto.keyring().current
    mac = number.to_bytes(2, "big") + row_mac(number, values)
    values[COLUMNS.index("detail")] = json.dumps(entry.detail, ensure_ascii=False)
    return [*values, mac]


def row_mac(number: int, values: Sequence[Any]) -> bytes:
    """Give the keyed code over an audit row's content, its id and the row before it."""
    plain = [
        value.astimezone(dt.UTC).isoformat() if isinstance(value, dt.datetime) else
        str(value) if isinstance(value, uuid.UUID) else value
        for value in values
    ]  # fmt: skip
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.digest(crypto.derived(number, "audit-row"), text.encode(), hashlib.sha256)


# --- Refusals -------------------------------------------------------------------------------------------


def refused(refusal: Refused, *, purpose: str = "") -> None:
    """Record a refusal so that it stands although the refused transaction is rolled back.

    Inside a page it is written after the rollback; elsewhere over a connection of its own.
    """
    if refusal.recorded:
        return
    refusal.recorded = True
    entry = _entry(Kind.REFUSAL, refusal.actor, refusal.action, purpose, {"reason": refusal.reason})
    if refusal.row is not None:
        _point_at(entry, [refusal.row])
    entry.outcome = "refused"
    present = trail.get()
    if present is not None:
        present.waiting.append(entry)
    elif _in_own_transaction():
        _write_aside(entry)
    else:
        write([entry])


access.record_refusals_by(lambda refusal, purpose: refused(refusal, purpose=purpose))


def _in_own_transaction() -> bool:
    # A test case's own frame round each test is no transaction of ours.
    blocks = connection.atomic_blocks
    return connection.in_atomic_block and not all(getattr(block, "_from_testcase", False) for block in blocks)


def _write_aside(entry: Entry) -> None:
    aside = connections.create_connection("default")
    try:
        with aside.cursor() as cursor:
            cursor.execute(_INSERT, _row(entry))
    finally:
        aside.close()


def write_waiting(present: Trail) -> None:
    """Write the refusals that waited for a rollback."""
    if present.waiting:
        entries, present.waiting = present.waiting, []
        with transaction.atomic():
            write(entries)


def forget_writers() -> None:
    """Forget which row this thread wrote last, when the database itself is made anew (tests, the demo)."""
    _writer.last.clear()
