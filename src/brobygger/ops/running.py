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

from brobygger.ops.commands import say
from brobygger.ops.embedded_postgres import EmbeddedPostgres
from brobygger.ops.keeping import KeptDatabase, KeptProgram
from brobygger.web.configuration import (
    ConfigurationError,
    check_standard,
    standard_in_use,
    uses_embedded_postgres,
    var_directory,
    whole_number,
)
from brobygger.web.server_note import EmbeddedPostgresError

FIRST_PORT = 8000
HOST = os.environ.get("BROBYGGER_LISTEN", "127.0.0.1")
WATCH_SECONDS = 2.0
NOT_THE_DEMOS = 3  # how `brobygger demo` ends when the database holds what the demo did not put there

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


def _prepare(*, demo: bool) -> bool:
    say("Bringing the database up to date …")
    if _step("setup"):
        return False
    if not demo:
        return True
    code = _step("demo", "--if-empty")
    if code == NOT_THE_DEMOS:
        say("This database was not filled by the demo: run without --demo, or with another BROBYGGER_VAR.")
    return code == 0


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
        web = KeptProgram("web server", _start_web, say)
        children.callback(lambda: stop(web.child))
        worker = KeptProgram("worker", _start_worker, say)
        children.callback(lambda: stop(worker.child))
        if not wait_until_served(port, web.child):
            say("The web server did not start; what it said stands above.")
            return 1
        say(f"\nBrobygger is ready: http://{shown}:{port}/   (Ctrl-C stops it)\n")
        kept: list[KeptDatabase | KeptProgram] = [worker, web]
        if database is not None:
            kept.insert(0, KeptDatabase(database, say))
        while True:
            time.sleep(WATCH_SECONDS)
            for one in kept:
                one.look()


def _start_web() -> "subprocess.Popen[bytes]":
    return start("-m", "gunicorn", "-c", "python:brobygger.ops.gunicorn_config", "brobygger.web.wsgi")


def _start_worker() -> "subprocess.Popen[bytes]":
    return start("-m", "brobygger", "worker")


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
        check_standard()
        say(f"The standard in use: {standard_in_use()}")
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
