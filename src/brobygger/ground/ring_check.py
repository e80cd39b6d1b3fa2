"""Which key ring belongs to the database: a code of each of its keys stands there, and every ring is held against it.

A ring from before a rotation, or another installation's, would open nothing, and what it locked or signed could never
be told from tampering. So it is refused before its first use, and by name. The codes are one-way: they open nothing.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from django.db import connection

from brobygger.ground import kept

INDEX: Final = "index"
_PREFIX: Final = "key:"
_TO_MAKE: Final = "index-to-make"


def _sql(text: str) -> Any:
    return kept.statement(text, kept.IMPRINT)


class Ring(Protocol):
    """As much of a key ring as can be held against a database."""

    @property
    def codes(self) -> dict[str, bytes]:
        """One code for each key, by its number, and one for the index key."""

    @property
    def former(self) -> tuple[bytes, ...]:
        """The codes of the index keys that it had before."""


def stored() -> dict[str, bytes]:
    """Give the codes that the database knows; none before its first set-up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [kept.table_of(kept.IMPRINT)])
        if not cursor.fetchone()[0]:
            return {}
        cursor.execute(_sql("SELECT name, value FROM {table} WHERE starts_with(name, %s)"), [_PREFIX])
        return {name.removeprefix(_PREFIX): bytes(value) for name, value in cursor.fetchall()}


def fault(ring: Ring, path: Path) -> str:
    """Say why the ring at `path` does not belong to this database; an empty text when it does."""
    known = stored()
    if known.get(INDEX) in ring.former:
        return (
            f"The data are from before the index key of the ring {path} was renewed. Nothing was read or written "
            "with it. What they are found by is made anew by: brobygger setup"
        )
    return _fault(ring.codes, known, path)


def index_is_older(ring: Ring) -> bool:
    """Whether the data (a backup that was put back) are found by an index key that the ring had before."""
    return stored().get(INDEX) in ring.former


def _fault(ours: Mapping[str, bytes], theirs: Mapping[str, bytes], path: Path) -> str:
    other = [name for name, code in theirs.items() if name in ours and ours[name] != code]
    if other:
        return (
            f"The key ring {path} is not this installation's: its {_named(other)} never locked anything in this "
            "database. Nothing was read or written with it. Put this installation's own ring there, or set "
            "BROBYGGER_KEYRING to where it lies."
        )
    missing = [name for name in theirs if name not in ours]
    if missing:
        return (
            f"The key ring {path} is older than the data: it lacks {_named(missing)}, which a rotation of keys added. "
            "Nothing was read or written with it. Put the newest copy of the ring there."
        )
    return ""


def _named(names: list[str]) -> str:
    numbers = sorted((name for name in names if name != INDEX), key=int)
    words = [f"key number {number}" for number in numbers] + ["index key"] * (INDEX in names)
    return " and ".join(words)


def note(ring: Ring) -> None:
    """Let the database know the keys of the ring that it does not know yet (after a set-up and after a rotation)."""
    known = stored()
    new = [(_PREFIX + name, code) for name, code in ring.codes.items() if name not in known]
    with connection.cursor() as cursor:
        for row in new:
            cursor.execute(_sql("INSERT INTO {table} (name, value, at) VALUES (%s, %s, now())"), row)


def renew_index(ring: Ring) -> None:
    """Let the database know the ring's index key in place of the one before, and that all indexes are to be made.

    As the schema's owner.
    """
    with connection.cursor() as cursor:
        code = ring.codes[INDEX]
        cursor.execute(_sql("UPDATE {table} SET value = %s, at = now() WHERE name = %s"), [code, _PREFIX + INDEX])
        cursor.execute(
            _sql("INSERT INTO {table} (name, value, at) VALUES (%s, '', now()) ON CONFLICT (name) DO NOTHING"),
            [_TO_MAKE],
        )


def index_to_make() -> bool:
    """Whether a renewal of the index key has begun, and not everything is indexed with the new one."""
    with connection.cursor() as cursor:
        cursor.execute(_sql("SELECT EXISTS (SELECT 1 FROM {table} WHERE name = %s)"), [_TO_MAKE])
        return bool(cursor.fetchone()[0])


def index_is_made() -> None:
    """Note that everything is indexed with the ring's index key. As the schema's owner."""
    with connection.cursor() as cursor:
        cursor.execute(_sql("DELETE FROM {table} WHERE name = %s"), [_TO_MAKE])


def forget() -> None:
    """Forget every key: the database holds nothing that one could have locked. As the schema's owner."""
    with connection.cursor() as cursor:
        cursor.execute(_sql("DELETE FROM {table} WHERE starts_with(name, %s)"), [_PREFIX])
