"""What a new version of the software finds in a database of an older one, and what an older one finds in a newer."""

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from brobygger import standard
from brobygger.records.episodes import commands, derivation
from brobygger.records.episodes.models import Episode
from brobygger.trust import audit
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Imprint
from brobygger.web.configuration import ConfigurationError

VERSION = "version"
RECKONING = "reckoning"
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
    """A fingerprint of all that decides what a deadline is: the standard's file and what reckons with it."""
    folder = Path(standard.__file__).parent
    files = [path for path in folder.rglob("*") if path.suffix in {".py", ".toml"}]
    digest = hashlib.sha256()
    for path in [*sorted(files), Path(derivation.__file__)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.digest()


def reckon_anew(say: Callable[[str], None]) -> None:
    """Compute the stored deadlines again when they were computed by other rules, and keep by which they now are."""
    if _imprint(RECKONING) != reckoning() and Episode.objects.exists():
        say("The standard, or how it is reckoned, has changed since the deadlines were stored. Computing them again …")
        seen, changed = commands.repair(say)
        say(f"{seen} cases computed again; {changed} changed.")
        audit.noted(audit.Kind.SYSTEM, SYSTEM, "episodes.recompute", cases=seen, changed=changed)
    _keep(RECKONING, reckoning())
    _keep(VERSION, present_version().encode())
