"""The two servers, each with the settings of `brobygger run`, and the processor time that they have used."""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from brobygger.ops.running import free_port, start, stop, wait_until_served

REAL, PLAIN = "brobygger.web.wsgi", "bench.plain.wsgi"


@dataclass(frozen=True)
class Server:
    """A web server with its workers."""

    port: int
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """The processor time that the server and its workers have used so far."""
        spent = 0.0
        for process in [self.process, *self.process.children(recursive=True)]:
            try:
                times = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            spent += times.user + times.system
        return spent


@contextmanager
def served(application: str, environment: Mapping[str, str], first_port: int) -> Iterator[Server]:
    """Serve an application by gunicorn as `brobygger run` does, until the block ends."""
    port = free_port(first_port)
    bound = {**environment, "BROBYGGER_BIND": f"127.0.0.1:{port}"}
    child = start("-m", "gunicorn", "-c", "python:brobygger.ops.gunicorn_config", application, environment=bound)
    try:
        if not wait_until_served(port, child):
            raise RuntimeError(f"{application} did not start")
        time.sleep(0.5)  # its other workers
        yield Server(port, psutil.Process(child.pid))
    finally:
        stop(child)


def environment_for(var: os.PathLike[str]) -> dict[str, str]:
    """What every process of the bench is told: the demo in a folder of the bench's own, never another database."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("BROBYGGER_", "DATABASE_URL", "PG"))}
    kept |= {key: value for key, value in os.environ.items() if key in ("BROBYGGER_WORKERS", "BROBYGGER_THREADS")}
    return {**kept, "BROBYGGER_VAR": os.fspath(var), "BROBYGGER_DEMO": "1", "PYTHONUNBUFFERED": "1"}
