"""The standard of another municipality, invented for the tests (neighbour.toml)."""

import re
from pathlib import Path

from brobygger.standard import Standard, parse
from brobygger.standard.loading import PACKAGED

_EVENT = re.compile(r"^\[\[events\]\]\n(?:[a-z_]+ = .*\n)+", re.MULTILINE)


def neighbour() -> Standard:
    """Its standard, with the vocabulary of the packaged file: to reckon with, not to run the software on."""
    own = Path(__file__).with_name("neighbour.toml").read_text(encoding="utf-8")
    events = "\n".join(_EVENT.findall(PACKAGED.read_text(encoding="utf-8")))
    return parse(f"{own}\n{events}".encode(), whole=False)
