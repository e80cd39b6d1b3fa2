"""The audit trail: one row for each act, in the same transaction as the act. No row, no page.

The row never carries sensitive free text: `detail` takes short words and numbers only.
"""

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from brobygger.trust import access
from brobygger.trust.access import SYSTEM, Action, Refused, keys_of
from brobygger.trust.audit_rows import COLUMNS as COLUMNS
from brobygger.trust.audit_rows import Entry, write
from brobygger.trust.audit_rows import Trail as Trail
from brobygger.trust.audit_rows import forget_writers as forget_writers
from brobygger.trust.audit_rows import trail as trail
from brobygger.trust.audit_rows import write_aside as _write_aside
from brobygger.trust.audit_rows import write_waiting as write_waiting
from brobygger.trust.models import AuditEntry

Kind = AuditEntry.Kind
_CPR = re.compile(r"\b\d{6}-?\d{4}\b")
_LONGEST_WORD = 80


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
    """Record that rows left the system (a file, a letter, a message to another party): one audit row for each case."""
    _record(Kind.EXPORT, actor, action, _as_rows(rows), purpose, detail)


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
    if entry.episode_id is None and keys.episode:
        entry.episode_ids = sorted({getattr(row, keys.episode) for row in rows} - {None}) or None


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
    return [_about(members, kind, actor, action, purpose, detail) for members in groups.values()]


def _about(
    rows: Sequence[Any], kind: str, actor: Any, action: Action | str, purpose: str, detail: dict[str, Any]
) -> Entry:
    entry = _entry(kind, actor, action, purpose, detail)
    _point_at(entry, rows)
    if kind != Kind.CHANGE and any(access.through_glass(actor, row) for row in rows):
        entry.detail["glass"] = True
    return entry


def _record_list(
    kind: str, actor: Any, action: Action | str, rows: list[Any], purpose: str, detail: dict[str, Any]
) -> None:
    by_type: dict[type, list[Any]] = {}
    opened: list[Any] = []
    for row in rows:
        if access.through_glass(actor, row):
            opened.append(row)
        else:
            by_type.setdefault(type(row), []).append(row)
    lists = [_about(members, kind, actor, action, purpose, detail) for members in by_type.values()]
    # What only broken glass shows has a row of its own on its case, that says so.
    entries = [*lists, *_by_case(kind, actor, action, opened, purpose, detail)]
    write(entries or [_entry(kind, actor, action, purpose, detail)])


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
