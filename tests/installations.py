"""Installations that a test starts as a person at a terminal does."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO

from brobygger.ops import cli
from tests import day, shelf

SOURCE = Path(cli.__file__).parents[2]


def set_up_at(place: Path) -> Path:
    """Put a set up place into a folder."""
    place.mkdir(mode=0o711, exist_ok=True)

    def make() -> None:
        code, output = finish(start(place, "setup"))
        assert code == 0, output

    shelf.provide(place, make, "-set-up")
    return place


def start(
    var: Path, *arguments: str, stderr: IO[str] | int = subprocess.STDOUT, **environment: str
) -> "subprocess.Popen[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("BROBYGGER_", "DJANGO_"))}
    clean.pop("DATABASE_URL", None)
    clean |= {"PYTHONPATH": str(SOURCE), "BROBYGGER_VAR": str(var), "BROBYGGER_WORKERS": "1"}
    clean |= {"BROBYGGER_TODAY": day.TODAY.isoformat()} | environment
    return subprocess.Popen(
        [sys.executable, "-m", "brobygger", *arguments],
        env=clean,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
    )


def finish(process: "subprocess.Popen[str]") -> tuple[int, str]:
    output, _nothing = process.communicate(timeout=400)
    return process.returncode, output


def until_ready(process: "subprocess.Popen[str]") -> str:
    said = ""
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if "is ready" in line:
            break
    return said


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except OSError:
        return False
    return True


def soon(holds: Callable[[], bool], seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.1)
    return False
