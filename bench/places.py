"""The databases that are measured: a demo of each size in a folder of its own, made once and used again."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.serving import environment_for
from brobygger.ops.embedded_postgres import embedded_postgres

PLAIN_SETTINGS = "bench.plain.settings"


class NotMade(RuntimeError):
    """A step of making the database failed; what it said stands above."""


def folder_of(var: Path, people: int) -> Path:
    """Where the demo of a size lies."""
    return var / f"bench-{people}"


@contextmanager
def demo_of(var: Path, people: int) -> Iterator[dict[str, str]]:
    """Hold a database with a demo of `people`, made if it is not there. Gives the environment for its processes."""
    folder = folder_of(var, people)
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    environment = environment_for(folder)
    with embedded_postgres(folder):
        _step(environment, "brobygger", "setup")
        _step(environment, "brobygger", "demo", "--people", str(people), "--if-empty")
        # The plain pages' own tables: Django's sessions, and the same rows as ours, kept as they are written.
        owner = {**environment, "BROBYGGER_DATABASE_ROLE": "owner", "DJANGO_SETTINGS_MODULE": PLAIN_SETTINGS}
        _step(owner, "django", "migrate", "--run-syncdb", "--verbosity", "0")
        _step(owner, "bench.plain.fill")
        yield environment


def prepared(environment: dict[str, str], clients: int) -> str:
    """What is to be asked for, with signed-in clients, as JSON (prepare.py)."""
    arguments: Sequence[str] = ["bench.prepare", str(clients)]
    done = _step({**environment, "DJANGO_SETTINGS_MODULE": PLAIN_SETTINGS}, *arguments, output=subprocess.PIPE)
    return done.stdout.decode()


def _step(
    environment: dict[str, str], module: str, *arguments: str, output: int | None = None
) -> "subprocess.CompletedProcess[bytes]":
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", module, *arguments], env=environment, stdout=output or sys.stderr, check=False
    )
    if done.returncode:
        raise NotMade(f"{module} {' '.join(arguments)}")
    return done
