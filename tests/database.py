"""A PostgreSQL for each worker, a copy of one that was migrated once; each fresh start is a copy of its template.

Each has a server of its own because transaction numbers belong to the whole server: what waits until
older transactions have ended (the audit trail's seals) would wait for the other workers too.

The tests query as the application's role, which owns nothing: what it may not do in the house, it may not
do here. (With a DATABASE_URL alone there is only one role; name BROBYGGER_OWNER_DATABASE_URL for two.)
"""

import fcntl
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from brobygger.ops import schema
from brobygger.ops.embedded_postgres import embedded_postgres
from brobygger.ops.server_place import packaged_programs
from brobygger.web.configuration import application_address, owner_address, uses_embedded_postgres
from brobygger.web.server_note import PLACE_FILE, socket_folder
from tests import shelf

TURNS = 0x7475726E  # any number that nobody else locks


def worker_name() -> str:
    """The database of this worker, named so that runs beside each other on one server do not meet."""
    run = Path(os.environ["BROBYGGER_TEST_VAR"]).name.rpartition("-")[2].lower()
    return f"brobygger_{run}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def template_name() -> str:
    """The database that is migrated once and copied. On a server of our own nobody else has one."""
    return "brobygger_template" if uses_embedded_postgres() else f"{worker_name()}_template"


def _connection(address: str) -> "psycopg.Connection[Any]":
    if uses_embedded_postgres():
        address = make_conninfo(address, dbname="postgres")
    return psycopg.connect(address, autocommit=True)


def _owner_connection() -> "psycopg.Connection[Any]":
    return _connection(owner_address(settings.VAR))


def drop(name: str) -> None:
    """Drop a database with whoever is still connected to it (a thread of a test's web server may be)."""
    end_sessions = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = user"
    with _connection(application_address(settings.VAR)) as connection:
        connection.execute(end_sessions, [name])
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with _owner_connection() as connection:
        for _attempt in range(100):
            try:
                connection.execute(statement)
                return
            except psycopg.errors.InsufficientPrivilege:  # the server's own vacuum is in there: it soon leaves
                time.sleep(0.1)
        connection.execute(statement)


def copy_template(name: str, template: str | None = None) -> None:
    """Put a fresh copy of a template, the migrated one unless told, in place of the database `name`."""
    make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    drop(name)
    with _owner_connection() as connection:
        connection.execute(make.format(sql.Identifier(name), sql.Identifier(template or template_name())))


def _make_template(role: dict[str, Any]) -> None:
    """Migrate the template as the schema's owner."""
    with _owner_connection() as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(template_name())))
    parts = conninfo_to_dict(owner_address(settings.VAR))
    owner = {"USER": parts.get("user", ""), "PASSWORD": parts.get("password", "")}
    connections.settings["default"].update(owner, NAME=template_name())
    try:
        schema.bring_up_to_date()
    finally:
        connections["default"].close()
        connections.settings["default"].update(role)


@contextmanager
def database_of_this_worker() -> Iterator[None]:
    """Hold the server and give Django a database of its own until the block ends."""
    embedded = uses_embedded_postgres()
    default = connections.settings["default"]
    role = {key: default[key] for key in ("USER", "PASSWORD")}
    if embedded:
        shelf.provide(Path(settings.VAR), lambda: _hold_and_make_template(role))
    server: Any = embedded_postgres(settings.VAR, forgetful=True) if embedded else nullcontext()
    with server:
        if embedded:
            default["HOST"] = str(socket_folder(settings.VAR))
        connections.close_all()
        if not embedded:
            _make_template(role)
        copy_template(worker_name())
        default["NAME"] = worker_name()
        try:
            yield
        finally:
            connections.close_all()
            drop(worker_name())
            if not embedded:
                for name in (template_name(), *_centres):
                    drop(name)
            _centres.clear()


def _hold_and_make_template(role: dict[str, Any]) -> None:
    """Make the template on an embedded server, which is down again afterwards."""
    with embedded_postgres(settings.VAR, forgetful=True):
        connections.settings["default"]["HOST"] = str(socket_folder(settings.VAR))
        connections.close_all()
        _make_template(role)
        connections.close_all()


@contextmanager
def as_owner() -> Iterator[None]:
    """Query as the schema's owner within the block, as a command of the owner's does; for tests that commit."""
    default = connections.settings["default"]
    parts = conninfo_to_dict(owner_address(settings.VAR))
    role = {key: default[key] for key in ("USER", "PASSWORD")}
    connections["default"].close()
    default.update(USER=parts.get("user", ""), PASSWORD=parts.get("password", ""))
    connections["default"].settings_dict.update(USER=default["USER"], PASSWORD=default["PASSWORD"])
    try:
        yield
    finally:
        connections["default"].close()
        default.update(role)
        connections["default"].settings_dict.update(role)


@contextmanager
def turn(*, alone: bool) -> Iterator[None]:
    """Let a test run beside those of other workers, or alone, on a server that they share.

    Transaction numbers belong to the whole server, so what waits for older transactions to end must be alone
    there; what leaves a transaction open from test to test keeps its turn until that ends. The lock is a
    session's and holds no transaction open. On servers of our own nobody is in the way.
    """
    if uses_embedded_postgres() or "PYTEST_XDIST_WORKER" not in os.environ:
        yield
        return
    kind: LiteralString = "" if alone else "_shared"
    connection = _turns()
    connection.execute(sql.SQL("SELECT pg_advisory_lock{}(%s)").format(sql.SQL(kind)), [TURNS])
    try:
        yield
    finally:
        connection.execute(sql.SQL("SELECT pg_advisory_unlock{}(%s)").format(sql.SQL(kind)), [TURNS])


@cache
def _turns() -> "psycopg.Connection[Any]":
    return _owner_connection()


# Whether a refusal has been written over a connection of its own, which no test's rollback takes back.
_written_aside = False


@contextmanager
def noticing_what_is_written_aside() -> Iterator[None]:
    """Until the block ends, know of each refusal that was written outside a test's own transaction."""
    from brobygger.trust import audit

    write_aside = audit._write_aside

    def noticed(entry: Any) -> None:
        global _written_aside
        _written_aside = True
        write_aside(entry)

    audit._write_aside = noticed
    try:
        yield
    finally:
        audit._write_aside = write_aside


def start_afresh_if_written_aside() -> None:
    """Take back what tests wrote aside, lest the next file finds it. Call it between two files only."""
    if _written_aside:
        start_afresh()


# The demo centres that this worker has built and kept, each a database to copy.
_centres: set[str] = set()


def start_with_centre(people: int) -> None:
    """A database with the demo centre in it: built for the run's first file that asks, copied for others."""
    name = f"{template_name()}_{people}"
    if name not in _centres:
        _make_centre(people, name)
        _centres.add(name)
    start_afresh(name)


def _make_centre(people: int, name: str) -> None:
    """Put a centre into the database `name`: the one that another worker has built, if one has, else a new one."""
    if not uses_embedded_postgres():
        _build_centre(people, name)
        return
    dump = Path(os.environ["BROBYGGER_TEST_VAR"]) / f"centre-{people}.dump"
    with dump.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if dump.exists():
            drop(name)
            with _owner_connection() as connection:
                connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
            _program("pg_restore", name, "--exit-on-error", str(dump))
            _program("psql", name, "--quiet", "--command=ANALYZE")
            return
        _build_centre(people, name)
        unfinished = dump.with_suffix(".unfinished")
        _program("pg_dump", name, "--format=custom", "--compress=0", f"--file={unfinished}")
        unfinished.rename(dump)


def _build_centre(people: int, name: str) -> None:
    from brobygger.demo import building

    start_afresh()
    building.build(people, say=lambda words: None, processes=1)
    connections.close_all()
    copy_template(name, worker_name())


def _program(program: str, database: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on a database as the schema's owner."""
    address = make_conninfo(owner_address(settings.VAR), dbname=database)
    subprocess.run([str(packaged_programs() / program), f"--dbname={address}", *arguments], check=True)


def start_afresh(template: str | None = None) -> None:
    """After a test that committed: the database as it was before, whatever triggers guard its tables."""
    from brobygger.ground import heads
    from brobygger.trust import audit

    global _written_aside
    _written_aside = False
    connections.close_all()
    copy_template(worker_name(), template)
    # What the audit trail noted outside the database belongs to rows that are gone now.
    heads.begin_anew()
    audit.forget_writers()


def forget_this_run() -> None:
    """Remove the folders that the run's workers left behind, those outside too."""
    folder = Path(os.environ["BROBYGGER_TEST_VAR"])
    for note in folder.glob(f"*/{PLACE_FILE}"):
        known = json.loads(note.read_text(encoding="utf-8"))
        for path in (Path(known["data"]), Path(known["socket"])):
            if folder not in path.parents:
                shutil.rmtree(path, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
