"""`brobygger run`: the database, the web server and the worker of jobs, started and stopped together."""

import ctypes
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from brobygger.web.commands import say
from brobygger.web.configuration import ConfigurationError, uses_embedded_postgres, var_directory, whole_number
from brobygger.web.embedded_postgres import EmbeddedPostgres
from brobygger.web.server_place import EmbeddedPostgresError

FIRST_PORT = 8000
HOST = os.environ.get("BROBYGGER_LISTEN", "127.0.0.1")
WATCH_SECONDS = 2.0
DEMO_MARK = "demo-centre"  # in the var folder: this database was filled by the demo and by nothing else

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PR_SET_PDEATHSIG = 1


class _StopAskedError(Exception):
    """Somebody asked us to stop."""


def _on_signal(_number: int, _frame: FrameType | None) -> None:
    # Once is enough: what follows is short and must be done, or the database would be left behind.
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    raise _StopAskedError


def free_port(wanted: int) -> int:
    """`wanted` when nobody listens there, else the next free one after it.

    Raises ConfigurationError when nothing of ours may listen there at all.
    """
    for port in [*range(wanted, min(wanted + 50, 65536)), 0]:
        with socket.socket(socket.AF_INET6 if ":" in HOST else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    continue
                why = f"BROBYGGER_LISTEN and PORT: nothing can listen on {HOST}, port {port}: {error.strerror}"
                raise ConfigurationError(why) from None
            return int(probe.getsockname()[1])
    raise OSError("no free port")


def _end_with_parent() -> None:
    """On Linux, let a child end when its parent is killed outright; elsewhere it is ended by hand."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def start(*arguments: str, environment: Mapping[str, str] | None = None) -> "subprocess.Popen[bytes]":
    """Start a program of our own Python beside this one; it ends when we do."""
    # A session of its own: Ctrl-C reaches us alone, and we stop things in the right order.
    return subprocess.Popen(  # noqa: S603
        [sys.executable, *arguments], env=environment, start_new_session=True, preexec_fn=_end_with_parent
    )


def stop(child: "subprocess.Popen[bytes]") -> None:
    """End such a program, kindly first."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _step(*arguments: str) -> int:
    """Run one command of our own to its end; a stop in the middle ends it too."""
    child = start("-m", "brobygger", *arguments)
    try:
        return child.wait()
    finally:
        stop(child)


def _demo_is_safe() -> bool:
    """Whether the demo may open this database: it is empty, or the demo filled it; never real cases."""
    mark = var_directory() / DEMO_MARK
    if mark.exists():
        return True
    if _step("manage", "shell", "--no-imports", "-v", "0", "-c", _EXIT_1_WHEN_IN_USE):
        return False
    mark.touch()
    return True


_EXIT_1_WHEN_IN_USE = "from brobygger.trust.models import Account; raise SystemExit(int(Account.objects.exists()))"


def _prepare(*, demo: bool) -> bool:
    say("Bringing the database up to date …")
    if _step("setup"):
        return False
    if not demo:
        return True
    if not _demo_is_safe():
        say("This database holds more than the demo: run without --demo, or with another BROBYGGER_VAR.")
        return False
    return _step("demo", "--if-empty") == 0


def wait_until_served(port: int, web: "subprocess.Popen[bytes]", seconds: float = 60) -> bool:
    """Whether the web server answers, with whatever it be, before it ends or the time is up."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and web.poll() is None:
        asking = http.client.HTTPConnection(HOST, port, timeout=10)
        try:
            asking.request("GET", "/")
            asking.getresponse()
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        else:
            return True
        finally:
            asking.close()
    return False


def _serve(database: EmbeddedPostgres | None) -> int:
    wanted = whole_number("PORT", FIRST_PORT, least=1, most=65535)
    port = free_port(wanted)
    shown = f"[{HOST}]" if ":" in HOST else HOST
    if port != wanted:
        say(f"Port {wanted} is taken by another program, so this one is {port}.")
    os.environ["BROBYGGER_BIND"] = f"{shown}:{port}"
    with ExitStack() as children:
        serving = _Pair(children)
        if not wait_until_served(port, serving.web):
            say("The web server did not start; what it said stands above.")
            return 1
        say(f"\nBrobygger is ready: http://{shown}:{port}/   (Ctrl-C stops it)\n")
        while True:
            time.sleep(WATCH_SECONDS)
            if database is not None and database.revive():
                say("The database had stopped and was started again.")
            if serving.worker.poll() is not None:
                say("The worker had stopped and is started again.")
                serving.start_worker()
            if serving.web.poll() is not None:
                say("The web server had stopped and is started again.")
                serving.start_web()
                if not wait_until_served(port, serving.web):
                    say("The web server did not start again; what it said stands above.")
                    return 1


class _Pair:
    """The web server and the worker of jobs; both end with the stack they are made on."""

    def __init__(self, children: ExitStack) -> None:
        self.start_web()
        children.callback(lambda: stop(self.web))
        self.start_worker()
        children.callback(lambda: stop(self.worker))

    def start_web(self) -> None:
        """Start a web server in place of the one there was."""
        self.web = start("-m", "gunicorn", "-c", "python:brobygger.web.gunicorn_config", "brobygger.web.wsgi")

    def start_worker(self) -> None:
        """Start a worker in place of the one there was."""
        self.worker = start("-m", "brobygger", "worker")


def run(*, demo: bool = False) -> int:
    """Set up, serve and wait. Return 0 after Ctrl-C or SIGTERM, 1 when something could not be started."""
    if demo:
        os.environ["BROBYGGER_DEMO"] = "1"
    for number in STOPPING:
        signal.signal(number, _on_signal)
    database: EmbeddedPostgres | None = None
    try:
        for name in ("PORT", "BROBYGGER_WORKERS", "BROBYGGER_THREADS"):
            whole_number(name, 1, least=1, most=65535)
        if uses_embedded_postgres():
            database = EmbeddedPostgres(Path(var_directory()), say=say)
            database.hold()
        return _serve(database) if _prepare(demo=demo) else 1
    except (EmbeddedPostgresError, ConfigurationError) as error:
        say(str(error))
        return 1
    except _StopAskedError:
        say("\nStopped.")
        return 0
    finally:
        if database is not None:
            database.release()
