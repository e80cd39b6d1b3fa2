"""One PostgreSQL a run, migrated once; each worker's database is a copy, and so is each fresh start.

The tests query as the application's role, which owns nothing: what it may not do in the house, it may not
do here. (With a DATABASE_URL alone there is only one role; name BROBYGGER_OWNER_DATABASE_URL for two.)
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from brobygger.web import schema
from brobygger.web.configuration import owner_address, uses_embedded_postgres
from brobygger.web.embedded_postgres import embedded_postgres


def run_name() -> str:
    """A word of this run's own, so that runs beside each other on one server do not meet."""
    return Path(os.environ["BROBYGGER_TEST_VAR"]).name.rpartition("-")[2].lower()


def template_name() -> str:
    """The database that is migrated once and copied."""
    return f"brobygger_{run_name()}_template"


def worker_name() -> str:
    """The database of this worker."""
    return f"brobygger_{run_name()}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def _owner_connection() -> "psycopg.Connection[Any]":
    address = owner_address(settings.VAR)
    if uses_embedded_postgres():
        address = make_conninfo(address, dbname="postgres")
    return psycopg.connect(address, autocommit=True)


def drop(name: str) -> None:
    """Drop a database with whoever is still connected to it."""
    with _owner_connection() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def copy_template(name: str) -> None:
    """Put a fresh copy of the template in place of the database `name`."""
    make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    drop(name)
    with _owner_connection() as connection:
        connection.execute(make.format(sql.Identifier(name), sql.Identifier(template_name())))


def _make_template(role: dict[str, Any]) -> None:
    """Migrate the template as the schema's owner, in the first worker that comes by."""
    with (settings.VAR / "template.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = settings.VAR / "template-made"
        if done.exists():
            return
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
        done.touch()


@contextmanager
def database_of_this_worker() -> Iterator[None]:
    """Hold the server and give Django a database of its own until the block ends."""
    embedded = uses_embedded_postgres()
    server: Any = embedded_postgres(settings.VAR, forgetful=True) if embedded else nullcontext()
    with server:
        default = connections.settings["default"]
        if embedded:
            default["HOST"] = str(server_socket())
        role = {key: default[key] for key in ("USER", "PASSWORD")}
        connections.close_all()
        _make_template(role)
        copy_template(worker_name())
        default["NAME"] = worker_name()
        try:
            yield
        finally:
            connections.close_all()
            drop(worker_name())


def server_socket() -> Path:
    """Where the embedded server of this run listens."""
    from brobygger.web.server_place import socket_folder

    return socket_folder(settings.VAR)


def start_afresh() -> None:
    """After a test that committed: the database as it was before, whatever triggers guard its tables."""
    from brobygger.trust import audit, heads

    connections.close_all()
    copy_template(worker_name())
    # What the audit trail noted outside the database belongs to rows that are gone now.
    heads.begin_anew()
    audit.forget_writers()


def forget_this_run() -> None:
    """Remove what the run left behind (the template on an outside server, the folder)."""
    folder = Path(os.environ["BROBYGGER_TEST_VAR"])
    if not uses_embedded_postgres() and (folder / "template-made").exists():
        drop(template_name())
    place = folder / "postgres-place.json"
    if place.exists():
        _remove_outside_folders(place, folder)
    shutil.rmtree(folder, ignore_errors=True)


def _remove_outside_folders(note: Path, folder: Path) -> None:
    import json

    for path in map(Path, json.loads(note.read_text(encoding="utf-8")).values()):
        if folder not in path.parents:
            shutil.rmtree(path, ignore_errors=True)
