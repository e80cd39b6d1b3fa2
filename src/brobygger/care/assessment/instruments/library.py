"""The definition files that come with the software, and those that a centre drops in a folder."""

import logging
import os
from functools import cache
from importlib.resources import files
from pathlib import Path

from brobygger.care.assessment.instruments.definition import Definition, DefinitionFault, read

logger = logging.getLogger(__name__)
FOLDER = "BROBYGGER_INSTRUMENTS"


@cache
def packaged() -> dict[str, Definition]:
    """The instruments of the software by id, in the order of their file names. A broken one is a fault of ours."""
    place = files("brobygger.care.assessment.instruments")
    texts = sorted((entry.name, entry) for entry in place.iterdir() if entry.name.endswith(".toml"))
    found = [read(entry.read_text(encoding="utf-8")) for _, entry in texts]
    return {definition.id: definition for definition in found}


def dropped() -> list[Definition]:
    """The definitions in the centre's own folder (the environment's BROBYGGER_INSTRUMENTS), if it has one.

    A file that cannot be used is left out and named in the log: one bad file must not close the clinic.
    """
    folder = os.environ.get(FOLDER, "")
    if not folder or not Path(folder).is_dir():
        return []
    found = []
    for path in sorted(Path(folder).glob("*.toml")):
        definition = _read_file(path)
        if definition is not None:
            found.append(definition)
    return found


_seen: dict[tuple[str, int, int], Definition | None] = {}


def _read_file(path: Path) -> Definition | None:
    """One file's definition, read again only when the file has changed."""
    try:
        state = path.stat()
        key = (str(path), state.st_mtime_ns, state.st_size)
        if key not in _seen:
            _seen[key] = read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, DefinitionFault) as error:
        logger.warning("The instrument file %s cannot be used: %s", path.name, error)
        return None
    return _seen[key]
