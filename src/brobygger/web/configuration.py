"""Reads what a place decides from its environment, with safe answers when it says nothing."""

import os
import re
import secrets
from datetime import date
from pathlib import Path
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from brobygger.standard.loading import file_in_use, load
from brobygger.standard.problems import StandardFileError
from brobygger.web.server_note import APPLICATION, DATABASE, OWNER, PORT, socket_folder


class ConfigurationError(RuntimeError):
    """What a place decided cannot be used; the message says which setting and why, and never a secret."""


def whole_number(name: str, usual: int, *, least: int = 0, most: int = 1_000_000) -> int:
    """The whole number that a setting names, `usual` when it names none. Raises ConfigurationError."""
    given = os.environ.get(name, "").strip()
    if not given:
        return usual
    if not given.isascii() or not given.isdecimal() or not least <= int(given) <= most:
        raise ConfigurationError(f"{name} must be a whole number from {least} to {most}, not {given!r}")
    return int(given)


def comma_separated(name: str) -> list[str]:
    """The words that a setting lists with commas; spaces around them are none of their business."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def origins(name: str) -> list[str]:
    """The origins that a setting lists, such as https://rusmidler.example.dk. Raises ConfigurationError."""
    found = [word.rstrip("/") for word in comma_separated(name)]
    for word in found:
        if not re.fullmatch(r"https?://[^/\s]+", word):
            raise ConfigurationError(f"{name} must list origins such as https://rusmidler.example.dk, not {word!r}")
    return found


def check_day(name: str) -> None:
    """Refuse a day that is none. Raises ConfigurationError."""
    given = os.environ.get(name, "")
    try:
        date.fromisoformat(given or "2026-01-01")
    except ValueError:
        raise ConfigurationError(f"{name} must be a day such as 2026-03-02, not {given!r}") from None


_FAULTS_SHOWN = 20


def check_standard() -> None:
    """Read the standard that this place runs on, once. Raises ConfigurationError with each fault and its line."""
    file = file_in_use()
    try:
        load()
    except StandardFileError as error:
        lines = [f"{file}:{problem}" for problem in error.problems]
        more = len(lines) - _FAULTS_SHOWN
        shown = [*lines[:_FAULTS_SHOWN], *([f"… and {more} more: brobygger standard check {file}"] if more > 0 else [])]
        raise ConfigurationError(
            "\n".join([f"The standard file {file} has faults; nothing was started:", *shown])
        ) from None
    except OSError as error:
        why = f"The standard file {file} (BROBYGGER_STANDARD) cannot be read: {error.strerror}"
        raise ConfigurationError(f"{why}; nothing was started") from None


def standard_in_use() -> str:
    """Which file is in use, and the beginning of its digest, for whoever starts the software."""
    return f"{file_in_use()} (sha256 {load().digest[:12]})"


def var_directory() -> Path:
    """Where this installation keeps its data: BROBYGGER_VAR, else `var` in the present folder.

    Raises ConfigurationError when it cannot be made, entered or written.
    """
    path = Path(os.environ.get("BROBYGGER_VAR") or "var").resolve()
    try:
        path.mkdir(mode=0o711, parents=True, exist_ok=True)  # closed but for who knows what to ask for
    except OSError as error:
        raise ConfigurationError(f"The data folder {path} cannot be made: {error.strerror}") from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise ConfigurationError(f"The data folder {path} cannot be written by the user that runs this")
    return path


def secret_key(var: Path) -> str:
    """Django's signing key: BROBYGGER_SECRET_KEY, else one made once and kept readable by its owner alone."""
    given = os.environ.get("BROBYGGER_SECRET_KEY")
    if given:
        return given
    path = var / "secret-key"
    if not path.exists():
        _make_once(path, secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii").strip()


def _make_once(path: Path, text: str) -> None:
    """Write the file whole and closed to others, or not at all: two processes that begin at once share one key."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="ascii")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def uses_embedded_postgres() -> bool:
    """Whether this place brings no database of its own."""
    return not os.environ.get("DATABASE_URL")


def acts_as_owner() -> bool:
    """Whether this process changes the schema; every other one runs as the role that owns nothing."""
    return os.environ.get("BROBYGGER_DATABASE_ROLE", "") == "owner"


def application_address(var: Path) -> str:
    """The address that the application connects to; of two roles, the one that owns nothing."""
    if uses_embedded_postgres():
        return make_conninfo(host=str(socket_folder(var)), port=PORT, dbname=DATABASE, user=APPLICATION)
    return os.environ["DATABASE_URL"]


def owner_address(var: Path) -> str:
    """The address of the schema's owner: BROBYGGER_OWNER_DATABASE_URL, else the same as the application's."""
    if uses_embedded_postgres():
        return make_conninfo(application_address(var), user=OWNER)
    return os.environ.get("BROBYGGER_OWNER_DATABASE_URL") or application_address(var)


def behind_a_pool() -> bool:
    """Whether connections are shared out for each transaction (PgBouncer), so that nothing can be prepared on one."""
    return os.environ.get("BROBYGGER_POOLED", "") == "1"


def database_settings(var: Path) -> dict[str, Any]:
    """Django's database settings; psycopg reads every form of an address. Nothing is started here."""
    address = owner_address(var) if acts_as_owner() else application_address(var)
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(address))
    except ProgrammingError:  # its words quote the address, and a password with it
        raise ConfigurationError("DATABASE_URL or BROBYGGER_OWNER_DATABASE_URL is no address of a database") from None
    return {
        "ENGINE": "brobygger.ground.postgresql",
        "NAME": parts.pop("dbname", DATABASE),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "") or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Readings that everybody makes all day are planned once for each connection (ground.prepared_queries).
        "OPTIONS": {**parts, "prepare_threshold": None if behind_a_pool() else 2},
    }
