"""What the command line does with Django and the database."""

import fcntl
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from brobygger.ops.embedded_postgres import embedded_postgres
from brobygger.web.configuration import check_standard, uses_embedded_postgres, var_directory
from brobygger.web.server_note import EmbeddedPostgresError

# Commands of Django that change the schema: the application's role may not.
FOR_THE_OWNER = {
    "migrate",
    "makemigrations",
    "pgtrigger",
    "sqlflush",
    "flush",
    "dbrestore",
    "rotate_keys",
    "renew_index",
}


def say(text: str) -> None:
    """Tell the person at the terminal; standard output is for what a command answers."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


@contextmanager
def database() -> Iterator[None]:
    """Keep the embedded PostgreSQL up for the block, unless DATABASE_URL names another one."""
    keep: Any = embedded_postgres(var_directory(), say=say) if uses_embedded_postgres() else nullcontext()
    with keep:
        yield


@contextmanager
def django_ready(*, owner: bool = False) -> Iterator[None]:
    """Run the block with the database up and Django set up, as the schema's owner or as the application."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brobygger.web.settings")
    if owner:
        os.environ["BROBYGGER_DATABASE_ROLE"] = "owner"
    check_standard()
    with database():
        import django

        django.setup()
        yield


def manage(arguments: Sequence[str]) -> int:
    """Run one of Django's commands with our settings, database and role."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brobygger.web.settings")
    if arguments and arguments[0] in FOR_THE_OWNER:
        os.environ["BROBYGGER_DATABASE_ROLE"] = "owner"
    check_standard()
    try:
        with database():
            from django.core.management import execute_from_command_line

            execute_from_command_line(["brobygger", *arguments])
    except EmbeddedPostgresError as error:
        say(str(error))
        return 1
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else int(done.code is not None)
    return 0


def migrate() -> int:
    """Bring the schema up to date as its owner, and let the application's role use what is new."""
    try:
        with django_ready(owner=True):
            from brobygger.ops import schema

            schema.bring_up_to_date(say)
    except EmbeddedPostgresError as error:
        say(str(error))
        return 1
    return 0


def setup() -> int:
    """Make the database and the folder of static files ready to serve. Safe to run again."""
    failed = migrate()
    if failed:
        return failed
    from django.core.management import call_command

    with _one_at_a_time():
        call_command("collectstatic", interactive=False, verbosity=0)
    return 0


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two set-ups in one data folder would remove each other's static files in the middle of writing them."""
    with (var_directory() / "setup.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def recompute(*, verify: bool) -> int:
    """Compute every stored deadline from its timeline; with `verify` only compare. Return 1 on drift."""
    with django_ready():
        from brobygger.records.episodes import commands as of_episodes

        return of_episodes.recompute(verify=verify)


def export_settings(file: Path | None, on: str | None) -> int:
    """Write the standard file in use with what the house has set, to a file or to standard output."""
    with django_ready():
        from brobygger.ground import clock
        from brobygger.records.house import services
        from brobygger.trust.access import SYSTEM

        try:
            day = date.fromisoformat(on) if on else clock.today()
        except ValueError:
            sys.stderr.write(f"brobygger: --on: {on!r} is no date such as 2026-04-05\n")
            return 2
        text = services.export(SYSTEM, day)
    if file is None:
        sys.stdout.write(text)
    else:
        file.write_text(text, encoding="utf-8")
    return 0
