"""A PostgreSQL of one's own: made, started, watched and stopped through its own `initdb` and `pg_ctl`.

Nothing listens on the network: the server has one Unix socket in a folder that only its user may enter,
and whoever can enter it is trusted. Two roles are made: an owner, who may change the schema, and the
application's, which owns nothing (so that an append-only table stays one).
"""

import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import psutil
import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from brobygger.ops.server_place import Place, Say, find
from brobygger.web.server_note import APPLICATION, DATABASE, OWNER, PORT, EmbeddedPostgresError

SUPERUSER = "postgres"
START_SECONDS = 60
RECOVERY_SECONDS = 3600  # after a crash it first reads its write-ahead log; one that cannot start ends at once
LONGEST_LOG = 5_000_000

# No statement and no value is logged: they hold what people told us in confidence. A refused statement's error quotes
# the value, so those are left out too: "log" is the level of the server's own life, below "fatal" and "panic" alone.
SETTINGS = """
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
random_page_cost = 1.1
max_wal_size = 2GB
jit = off
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length_on_error = 0
"""
# For tests alone: a crash may lose everything, which is what the data are for.
FORGETFUL = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
"""


def silent(_text: str) -> None:
    """Say nothing."""


class EmbeddedPostgres:
    """The server of one installation. Several processes may hold it; the last one to let go stops it."""

    def __init__(self, var: Path, *, forgetful: bool = False, say: Say = silent) -> None:
        self.var = var.resolve()
        self.var.mkdir(parents=True, exist_ok=True)
        self.forgetful = forgetful
        self.say = say
        self._place: Place | None = None
        self._holding: IO[str] | None = None

    @property
    def place(self) -> Place:
        """Where the server lies (made at the first asking)."""
        if self._place is None:
            self._place = find(self.var, self.say)
        return self._place

    @property
    def log(self) -> Path:
        """The server's own log."""
        return self.place.data / "server.log"

    def hold(self) -> None:
        """Start the server if it is down and keep it up until `release`; safe to call from many processes."""
        with self._alone():
            self.place  # noqa: B018 (finds or makes the folders, one process at a time)
            self._make()
            self._start()
            self._provide()
            self._holding = (self.var / "postgres.users").open("a")
            fcntl.flock(self._holding, fcntl.LOCK_SH)

    def release(self) -> None:
        """Let go of the server and stop it when nobody else holds it (a killed holder holds nothing)."""
        if self._holding is None:
            return
        with self._alone():
            try:
                fcntl.flock(self._holding, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            else:
                self._stop()
            finally:
                self._holding.close()
                self._holding = None

    def revive(self) -> bool:
        """Start the server again if it went down while it was held. Return whether it had to be."""
        if self.is_running():
            return False
        with self._alone():
            self._start()
        return True

    def is_running(self) -> bool:
        """Whether the process that the data folder names lives and is its server.

        `pg_ctl status` only asks whether some process has that number: one that was killed and not yet
        buried counts, and so does a stranger that got the number after a restart.
        """
        try:
            number = int((self.place.data / "postmaster.pid").read_text(encoding="ascii").split()[0])
            return psutil.Process(number) in self._processes()
        except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
            return False

    def _processes(self) -> list[psutil.Process]:
        """Every living process of PostgreSQL that works in our data folder, left-over children included."""
        found = []
        for process in psutil.process_iter(["name", "status"]):
            named = (process.info["name"] or "").startswith("postgres")
            if not named or process.info["status"] == psutil.STATUS_ZOMBIE:
                continue
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                if process.cwd() == str(self.place.data.resolve()):
                    found.append(process)
        return found

    def connect(self, database: str = "postgres", role: str = SUPERUSER) -> psycopg.Connection[Any]:
        """A connection outside Django, each statement by itself."""
        where = make_conninfo(host=str(self.place.socket), port=PORT, dbname=database, user=role)
        return psycopg.connect(where, autocommit=True, connect_timeout=10)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.var / "postgres.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _run(self, program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [str(self.place.programs / program), *arguments]
        # Variables such as PGHOST would lead the tools elsewhere; the user may not enter the present folder.
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        environment["LC_ALL"] = "C"
        # Its output goes to a file: a pipe would stay open as long as the server that `pg_ctl` leaves behind.
        with (self.var / "postgres-tools.log").open("w+") as output:
            done = subprocess.run(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.place.data,
                env=environment,
                check=False,
                **self.place.identity,  # type: ignore[call-overload]
            )
            output.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, output.read())

    def _control(self, action: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return self._run("pg_ctl", action, "--pgdata", str(self.place.data), *arguments)

    def _make(self) -> None:
        """Make the data folder, again if the making was cut short (only then is anything in it removed)."""
        data = self.place.data
        unfinished = self.var / "postgres.making"
        if unfinished.exists():
            for leftover in data.iterdir():
                shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        if not (data / "PG_VERSION").exists():
            unfinished.touch()
            self._initialise(data)
            unfinished.unlink()
        # Written at every start, so that a new version of the software brings its settings along.
        ours = data / "brobygger.conf"
        ours.write_text(SETTINGS + (FORGETFUL if self.forgetful else ""), encoding="utf-8")
        ours.chmod(0o644)

    def _initialise(self, data: Path) -> None:
        options = [f"--pgdata={data}", f"--username={SUPERUSER}", "--auth=trust", "--encoding=UTF8"]
        options += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        options += ["--no-sync"] if self.forgetful else []
        made = self._run("initdb", *options)
        if made.returncode:
            raise EmbeddedPostgresError(f"initdb could not make {data}: {made.stdout.strip()}")
        with (data / "postgresql.conf").open("a", encoding="utf-8") as main:
            main.write("include 'brobygger.conf'\n")

    def _own_version(self) -> str:
        """The major version of our programs. Read without a file of ours: a full disk would swallow the answer."""
        command = [str(self.place.programs / "postgres"), "--version"]
        done = subprocess.run(  # noqa: S603
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            **self.place.identity,  # type: ignore[call-overload]
        )
        words = done.stdout.split()
        if done.returncode or not words:
            raise EmbeddedPostgresError(f"{command[0]} does not run: {done.stderr.strip()}")
        return str(words[-1].split(".")[0])

    def _check_version(self) -> None:
        ours = self._own_version()
        theirs = (self.place.data / "PG_VERSION").read_text(encoding="ascii").strip()
        if ours != theirs:
            raise EmbeddedPostgresError(
                f"The data in {self.place.data} belong to PostgreSQL {theirs}, this is {ours}: "
                "restore the last backup into a new data folder (docs/operations.md)"
            )

    def _start(self) -> None:
        """Start the server, after a kill too. Call it alone: nobody else starts one meanwhile."""
        if self.is_running():
            return
        self._check_version()
        until = time.monotonic() + START_SECONDS
        while self._processes():  # children of a killed server notice and go by themselves
            if time.monotonic() > until:
                raise EmbeddedPostgresError(f"Processes of a former server still work in {self.place.data}")
            time.sleep(0.05)
        # Nothing works in the folder: the notes of the former server are stale, whoever has its number now.
        (self.place.data / "postmaster.pid").unlink(missing_ok=True)
        for leftover in self.place.socket.glob(".s.PGSQL.*"):
            leftover.unlink()
        self.shorten_log()
        options = f"-k '{self.place.socket}' -p {PORT}"
        patience = f"--timeout={RECOVERY_SECONDS}"
        done = self._control("start", "--wait", patience, "--silent", "--log", str(self.log), "--options", options)
        if done.returncode:
            raise EmbeddedPostgresError(f"PostgreSQL did not start: {self._last_log() or done.stdout}")

    def _stop(self) -> None:
        done = self._control("stop", "--mode=fast", "--wait", "--timeout=30")
        if done.returncode and self.is_running():
            self._control("stop", "--mode=immediate", "--wait", "--timeout=10")

    def shorten_log(self) -> None:
        """Begin the server's log anew when it has grown long; the old one stays beside it until the next time.

        The server appends to the file that it was given, so what it holds is copied and the file itself emptied.
        """
        try:
            if self.log.stat().st_size <= LONGEST_LOG:
                return
        except FileNotFoundError:
            return
        before = self.log.with_name("server.log.1")
        before.unlink(missing_ok=True)
        before.touch(mode=0o600)
        shutil.copyfile(self.log, before)
        os.truncate(self.log, 0)

    def _last_log(self, lines: int = 8) -> str:
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])

    def _provide(self) -> None:
        """Make the two roles and the database where they are missing."""
        with self.connect() as connection:
            roles = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
            if OWNER not in roles:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(OWNER)))
            if APPLICATION not in roles:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(APPLICATION)))
            databases = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
            if DATABASE not in databases:
                make = sql.SQL("CREATE DATABASE {} OWNER {}")
                connection.execute(make.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))


@contextmanager
def embedded_postgres(var: Path, *, forgetful: bool = False, say: Say = silent) -> Iterator[EmbeddedPostgres]:
    """Hold the server of `var` for as long as the block runs."""
    server = EmbeddedPostgres(var, forgetful=forgetful, say=say)
    server.hold()
    try:
        yield server
    finally:
        server.release()
