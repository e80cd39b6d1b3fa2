"""What a new version of the software finds in a database of an older one, and what an older one finds in a newer."""

import hashlib
import inspect
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from brobygger import standard
from brobygger.records.episodes import commands, derivation
from brobygger.records.episodes.models import Episode, StoredDeadline
from brobygger.records.episodes.projecting import projections
from brobygger.trust import audit
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Imprint
from brobygger.web.configuration import ConfigurationError, standard_in_use

VERSION = "version"
RECKONING = "reckoning"
STANDARD = "standard"
_TOLD = 5


def present_version() -> str:
    """The version of the software that runs."""
    try:
        return version("brobygger")
    except PackageNotFoundError:
        return "0"


def refuse_newer() -> None:
    """Refuse a schema that this version does not know, before anything is done to it. Raises ConfigurationError."""
    loader = MigrationLoader(connection)
    unknown = sorted(set(loader.applied_migrations or ()) - set(loader.disk_migrations or ()))
    if not unknown:
        return
    names = ", ".join(f"{app} {name}" for app, name in unknown[:_TOLD]) + (" …" if len(unknown) > _TOLD else "")
    by = _imprint(VERSION)
    raise ConfigurationError(
        f"The database belongs to a newer version of the software{f' ({by.decode()})' if by else ''} than this one "
        f"({present_version()}), which does not know: {names}. Nothing was changed. Run the newer version, or restore "
        "a backup from before it into a new place."
    )


def _imprint(name: str) -> bytes | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('trust_imprint') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return None
    found = Imprint.objects.filter(name=name).values_list("value", flat=True).first()
    return None if found is None else bytes(found)


def _keep(name: str, value: bytes) -> None:
    if _imprint(name) != value:
        Imprint.objects.update_or_create(name=name, defaults={"value": value, "at": timezone.now()})


@cache
def reckoning() -> bytes:
    """A fingerprint of all that decides what is kept of a timeline: the standard file and what reckons with it."""
    digest = hashlib.sha256(standard.load().digest.encode())
    keeps = {path for one in projections() for path in Path(inspect.getfile(one.rows)).parent.glob("*.py")}
    for path in [*sorted(Path(standard.__file__).parent.rglob("*.py")), Path(derivation.__file__), *sorted(keeps)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.digest()


def refuse_unknown_units() -> None:
    """Refuse a standard file that lacks units or lines of cases in the database, before anything is done to it.

    Such a case would have no name, address or law to show. Raises ConfigurationError.
    """
    the_standard = standard.load()
    known = {
        "unit": {unit.id for unit in the_standard.units},
        "line": {line.id for line in the_standard.lines},
    }
    found = [
        f"{column} '{name}' ({count} cases)"
        for column, ids in known.items()
        for name, count in _cases_by(column)
        if name and name not in ids
    ]
    if found:
        raise ConfigurationError(
            f"The database has cases of what the standard in use does not know: {', '.join(found)}. Nothing was "
            f"changed. The standard in use is {standard_in_use()}. Write them in it (a unit that takes no new cases "
            "has takes_inquiries = false), or name the file that these cases were made with."
        )


def _cases_by(column: str) -> list[tuple[str, int]]:
    table = Episode._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [table])
        if not cursor.fetchone()[0]:
            return []
        name = connection.ops.quote_name
        cursor.execute(f"SELECT {name(column)}, count(*) FROM {name(table)} GROUP BY 1 ORDER BY 1")  # noqa: S608
        return list(cursor.fetchall())


def tell_another_standard(say: Callable[[str], None]) -> None:
    """Say that another standard is in use than when the deadlines were stored."""
    kept, now = _imprint(STANDARD), standard.load().digest
    if kept is not None and kept.decode() != now:
        say(f"Another standard than before is in use: {standard_in_use()}; before it was sha256 {kept.decode()[:12]}.")


def is_of_the_standard_in_use() -> bool:
    """Whether the stored deadlines are by the file that this process runs on: it may be started past the set-up."""
    kept = _imprint(STANDARD)
    return kept is None or kept.decode() == standard.load().digest


def doubt_what_is_kept(plan: Sequence[tuple[Migration, bool]] = (), **_signal: Any) -> None:
    """After migrations of what follows from the timelines, either way: what is kept may be gone, so reckon it anew.

    A table that went and came again is empty, though the rules are the same as before (Django's `post_migrate`).
    """
    derived = {StoredDeadline._meta.app_label, *(one.model._meta.app_label for one in projections())}
    if derived & {migration.app_label for migration, _backwards in plan} and _imprint(RECKONING):
        _keep(RECKONING, b"")


def reckon_anew(say: Callable[[str], None]) -> None:
    """Compute the stored deadlines again when they were computed by other rules, and keep by which they now are."""
    tell_another_standard(say)
    if _imprint(RECKONING) != reckoning() and Episode.objects.exists():
        say("The standard, or how it is reckoned, has changed since the deadlines were stored. Computing them again …")
        seen, changed = commands.repair(say)
        say(f"{seen} cases computed again; {changed} changed.")
        audit.noted(audit.Kind.SYSTEM, SYSTEM, "episodes.recompute", cases=seen, changed=changed)
    _keep(RECKONING, reckoning())
    _keep(STANDARD, standard.load().digest.encode())
    _keep(VERSION, present_version().encode())
