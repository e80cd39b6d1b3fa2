"""The standard of another municipality, invented for the tests (neighbour.toml)."""

from pathlib import Path

from brobygger.standard import Standard, parse


def neighbour() -> Standard:
    """Its standard, to reckon with and not to run the software on. What may happen is declared, and so the same."""
    own = Path(__file__).with_name("neighbour.toml").read_text(encoding="utf-8")
    return parse(own.encode(), whole=False)
