"""Pages that read cannot write: whatever else a GET sends to the database is stopped before it gets there."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

_READS: Final = (
    "SELECT", "WITH", "VALUES", "SHOW", "EXPLAIN", "FETCH", "CLOSE", "DECLARE", "SAVEPOINT", "RELEASE",
    "ROLLBACK", "BEGIN", "COMMIT", "SET LOCAL",
)  # fmt: skip
# What a page that reads still writes: its audit row, and the visitor's own session.
_ALLOWED: Final = (
    "INSERT INTO TRUST_AUDITENTRY ",
    'INSERT INTO "TRUST_SESSION" ',
    'UPDATE "TRUST_SESSION" ',
    'DELETE FROM "TRUST_SESSION" ',
)
_WRITES_INSIDE = re.compile(
    r"\b(INSERT\s+INTO|UPDATE\s+(ONLY\s+)?[\"\w.]+\s+(AS\s+\w+\s+)?SET|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE"
    r"|INTO\s+(TEMP|TEMPORARY|UNLOGGED|TABLE)\b|NEXTVAL\s*\(|SETVAL\s*\(|PROCRASTINATE_\w+\s*\()"
)
_LEADING_COMMENT = re.compile(r"\A(\s+|--[^\n]*\n|/\*.*?\*/)+", re.S)
_QUOTED = re.compile(r"'(?:[^']|'')*'")


class WriteOnRead(RuntimeError):
    """A page that only reads tried to change something."""


def refuse_writes(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Database execute wrapper that lets reading through and raises WriteOnRead for the rest."""
    text = sql if isinstance(sql, str) else sql.as_string(context["connection"].connection)
    if not is_reading(text):
        raise WriteOnRead(f"A page that reads tried to write: {text[:60]}")
    return execute(sql, params, many, context)


@lru_cache(maxsize=1024)
def is_reading(sql: str) -> bool:
    """Say whether the statement only reads (or is one of the few writes every page makes)."""
    text = _LEADING_COMMENT.sub("", sql).lstrip(" (").upper()
    if text.startswith(_ALLOWED):
        return True
    if not text.startswith(_READS):
        return False
    plain = _QUOTED.sub("''", text)
    return ";" not in plain.rstrip("; \n") and not _WRITES_INSIDE.search(plain)
