"""The newest audit rows, noted in small files outside the database, so that a cut tail shows.

Every process and thread that writes audit rows keeps one file with the id of its last committed row.
"""

import errno
import logging
import os
import threading
import time
import uuid
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)
_held = threading.local()


def directory() -> Path:
    """Say where the notes lie: AUDIT_DIRECTORY in the settings."""
    return Path(settings.AUDIT_DIRECTORY)


def make_ready() -> None:
    """Make the folder of the notes. Raises OSError when nothing can be written there."""
    folder = _own_folder()
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def _own_folder() -> Path:
    """The folder of the notes, and the one round it: closed to everybody but their owner, as they always should be."""
    folder = directory() / "heads"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for path in (directory(), folder):
        if path.stat().st_mode & 0o077:
            path.chmod(0o700)
    return folder


def remember(alias: str, last: uuid.UUID) -> None:
    """Note the last committed row of this thread's connection.

    The row stands already: a note that cannot be written (full disk, a folder that is away) must not turn what was
    done into a fault. It goes to the log instead.
    """
    try:
        _remember(alias, last)
    except OSError as error:
        logger.error("A note of the audit trail could not be written: %s", error.strerror)


def _remember(alias: str, last: uuid.UUID) -> None:
    note = str(last).encode("ascii") + b"\n"
    file = _file(alias)
    os.pwrite(file, note, 0)
    if not os.fstat(file).st_nlink:  # a writer that was silent for long, and whose note was tidied away
        os.close(_files().pop(_key(alias)))
        os.pwrite(_file(alias), note, 0)


def _files() -> dict[tuple[str, str, int], int]:
    files: dict[tuple[str, str, int], int] = _held.__dict__.setdefault("files", {})
    return files


def _key(alias: str) -> tuple[str, str, int]:
    return (settings.AUDIT_DIRECTORY, alias, os.getpid())


def _file(alias: str) -> int:
    files, key = _files(), _key(alias)
    if key not in files:
        folder = _own_folder()
        path = folder / f"{alias}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        files[key] = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    return files[key]


def all_heads() -> dict[Path, uuid.UUID]:
    """Give the last row of every writer that this machine has a note of."""
    found = {}
    folder = directory() / "heads"
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        text = path.read_text(encoding="ascii").strip()
        if text:
            found[path] = uuid.UUID(text)
    return found


def tidy() -> None:
    """Remove the notes of writers that have been silent for a week: their rows are long sealed."""
    for path in all_heads():
        if time.time() - path.stat().st_mtime > 7 * 24 * 3600:
            path.unlink(missing_ok=True)


def begin_anew() -> None:
    """Forget all notes and seals outside the database, when the database is made anew (demo, tests).

    Never for an installation in use: it would hide a cut end.
    """
    folder = directory()
    for path in [*all_heads(), folder / "seals.log"]:
        path.unlink(missing_ok=True)
    _held.__dict__.clear()
