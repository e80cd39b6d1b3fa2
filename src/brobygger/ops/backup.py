"""The whole database to a file and back, with PostgreSQL's own programs."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from brobygger.ground.crypto import CryptoError
from brobygger.ops import commands
from brobygger.ops.server_place import packaged_programs
from brobygger.web import limits
from brobygger.web.configuration import check_standard, owner_address, uses_embedded_postgres, var_directory
from brobygger.web.server_note import EmbeddedPostgresError


class BackupError(RuntimeError):
    """The backup or the restore could not be done; the message says why."""


def backup(file: Path) -> None:
    """Write the database to `file`, compressed, as it stands at one moment; the work goes on meanwhile.

    The file holds everything but the keys: keep it as closed as the database. Raises BackupError.
    """
    unfinished = file.with_name(file.name + ".unfinished")
    unfinished.touch(mode=0o600)
    unfinished.chmod(0o600)
    try:
        with commands.database():
            file_and_limit = (f"--file={unfinished}", "--lock-wait-timeout=60s")
            _program("pg_dump", "--format=custom", "--no-owner", "--no-privileges", *file_and_limit)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def restore(file: Path) -> None:
    """Read `file` into an empty database, all or nothing, and migrate it.

    Raises BackupError; and ConfigurationError, before anything is touched, when the standard in use is faulty.
    """
    if not file.is_file():
        raise BackupError(f"There is no file {file}")
    check_standard()  # the data would be back, and could not be brought up to date
    with commands.database():
        with psycopg.connect(owner_address(var_directory()), connect_timeout=limits.TO_CONNECT["owner"]) as connection:
            found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        if found and found[0]:
            raise BackupError("The database is not empty: restore into a new one")
        _program("pg_restore", "--single-transaction", "--no-owner", "--no-privileges", str(file))
    try:
        failed = commands.migrate()
    except CryptoError as error:
        raise BackupError(f"The data are back. {error} Then: brobygger setup") from None
    if failed:
        raise BackupError("The data are back, but the schema could not be brought up to date")


def _program(name: str, *arguments: str) -> None:
    parts: dict[str, Any] = dict(conninfo_to_dict(owner_address(var_directory())))
    environment = dict(os.environ)
    password = parts.pop("password", None)
    if password:
        environment["PGPASSWORD"] = str(password)  # on the command line every user of the machine could read it
    found = str(packaged_programs() / name) if uses_embedded_postgres() else shutil.which(name)
    if found is None:
        raise BackupError(f"This machine has no {name}; on Debian: apt-get install postgresql-client")
    environment.setdefault("PGCONNECT_TIMEOUT", str(limits.TO_CONNECT["owner"]))
    command = [found, "--dbname", make_conninfo(**parts), *arguments]
    try:
        done = subprocess.run(  # noqa: S603
            command, env=environment, capture_output=True, text=True, check=False, timeout=limits.BACKUP
        )
    except subprocess.TimeoutExpired:
        raise BackupError(f"{name} was not done after {limits.BACKUP // 3600} hours and was ended") from None
    if done.returncode:
        raise BackupError(f"{name}: {done.stderr.strip()}")


def run(action: str, file: Path) -> int:
    """Do one of the two for the command line: 0 when done, 1 with a sentence when not."""
    try:
        backup(file) if action == "backup" else restore(file)
    except (BackupError, EmbeddedPostgresError, OSError, psycopg.Error) as error:
        commands.say(str(error))
        return 1
    return 0
