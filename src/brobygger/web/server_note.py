"""What an installation has written down of its own PostgreSQL, and what is called what there."""

import json
from pathlib import Path

PLACE_FILE = "postgres-place.json"
OWNER = "brobygger_owner"
APPLICATION = "brobygger_app"
DATABASE = "brobygger"
PORT = "5432"  # only a part of the socket's name: no port is opened


class EmbeddedPostgresError(RuntimeError):
    """The embedded server cannot do what it was asked; the message says why in one sentence."""


def known(var: Path) -> dict[str, str]:
    """What a former run wrote down of the installation at `var`; what was copied along from another one is not taken.

    A copied or moved data folder has its own database beside the note. Where that could not lie there, a moved folder
    keeps it and a copy has none. Raises EmbeddedPostgresError for such a copy: it would work on the original's data.
    """
    note = var / PLACE_FILE
    if not note.exists():
        return {}
    noted: dict[str, str] = json.loads(note.read_text(encoding="utf-8"))
    data = Path(noted["data"])
    # Notes of older versions do not say whose they are: their database, if it lies in a data folder, does.
    home = Path(noted["var"]) if "var" in noted else data.parent if (data.parent / PLACE_FILE).exists() else var
    if home.resolve() == var.resolve():
        return noted
    if data.parent.resolve() == home.resolve():
        return {}
    if (home / PLACE_FILE).exists():
        raise EmbeddedPostgresError(
            f"{var} is a copy of {home}, whose database lies in {data} and was not copied. Nothing was done. "
            f"Remove {note}, and read a backup of the original into the copy: brobygger restore"
        )
    return {"data": noted["data"]}


def socket_folder(var: Path) -> Path:
    """Where the server of `var` listens, without making or starting anything."""
    return Path(known(var).get("socket", var / "postgres"))
