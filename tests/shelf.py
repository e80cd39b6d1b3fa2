"""Migrated PostgreSQL servers on a shelf: made once for each state of the schema, copied for every worker of every run.

Making one costs more than most files of tests take. What lies on the shelf is named after everything that the schema
comes from, so a changed migration or model makes another one.
"""

import fcntl
import hashlib
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from brobygger.ops import server_place

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "brobygger"
SHELF = ROOT / "build" / "test-servers"
BESIDE = ("keys", "audit", "static", "secret-key")  # what belongs to the data and lies beside them
KEPT = 6


def provide(var: Path, make: Callable[[], None], kind: str = "") -> None:
    """Put a server, which is down, into the empty folder `var`; `make` makes it where none of the kind lies ready.

    Without a kind it holds the template of the tests' databases; "-set-up" is a place on which `setup` was run.
    """
    SHELF.mkdir(parents=True, exist_ok=True)
    with (SHELF / f"lock{kind}").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ready = SHELF / (_state() + kind)
        if not ready.exists():
            make()
            _keep(var, ready)
            return
        ready.touch()
    _take(ready, var)


def _keep(var: Path, ready: Path) -> None:
    unfinished = ready.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    _copy(server_place.find(var).data, unfinished / "data")
    for name in BESIDE:
        if (var / name).exists():
            _copy(var / name, unfinished / name)
    unfinished.rename(ready)
    older = sorted((path for path in SHELF.iterdir() if path.is_dir()), key=lambda path: -path.stat().st_mtime)
    for path in older[KEPT:]:
        shutil.rmtree(path, ignore_errors=True)


def _take(ready: Path, var: Path) -> None:
    data = server_place.find(var).data
    data.rmdir()
    _copy(ready / "data", data)
    for name in BESIDE:
        if (ready / name).exists():
            shutil.rmtree(var / name, ignore_errors=True)
            _copy(ready / name, var / name)


def _copy(source: Path, target: Path) -> None:
    """Copy a folder with the owner and the rights of everything in it, which PostgreSQL looks at."""
    subprocess.run(["cp", "-Rp", str(source), str(target)], check=True)


def _state() -> str:
    """A name for everything that the schema comes from."""
    digest = hashlib.sha256()
    for path in sorted(_makes_the_schema()):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:20]


def _makes_the_schema() -> Iterator[Path]:
    for path in SOURCE.rglob("*.py"):
        if "migrations" in path.parts or "models" in (path.stem, path.parent.name):
            yield path
    yield from (SOURCE / "trust").glob("*.py")
    yield from (SOURCE / "ground").rglob("*.py")
    yield from (SOURCE / "web").glob("*.py")
    yield from (SOURCE / "ops").glob("*.py")
    yield ROOT / "requirements" / "run.txt"
    yield ROOT / "tests" / "database.py"
