"""What one standard file says and another does not: its names, addresses and telephone numbers, and its promises.

Both are read out of the files, so a name that is added to one of them is looked for from then on.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from brobygger.standard import loading

PACKAGED = loading.PACKAGED
NORDBY = Path(__file__).parents[2] / "examples" / "nordby.toml"

# Words of the language that a list of the file happens to hold: anybody's page may say them.
COMMON = frozenset(
    (
        "Egen læge", "Own doctor", "Sygehuset", "The hospital", "Visitationsmøde", "Visitation meeting",
        "Andet behandlingssted", "Another treatment provider", "Familie og andre pårørende",
        "Family and other relatives", "Sagsbehandler i kommunen", "Municipal caseworker", "Psychiatry",
        "Drug treatment", "Alcohol treatment",
    )
)  # fmt: skip
NAMED = ("units", "partners", "conferences")
REACHED = re.compile(r"\b(?:\d\d ){3}\d\d\b|[\w.]+@[\w.]+\w|www\.[\w.]+\w|https?://[^\s\"]+")
NUMBER = r"(?:\d+\.?|en|én|to|tre|fire|fem|seks|syv|otte|ti|tolv|fjorten|one|two|three|four|five|six)"
LENGTH = r"(?:hverdage?|dage?|uger?|måned(?:er)?|working days?|days?|weeks?|months?)"
PROMISE = re.compile(rf"\b(?:senest|inden for|mindst hver|no later than|within|at least every) {NUMBER} {LENGTH}\b")


def names(of: Path, but: Path) -> list[str]:
    """Every name, address, place, unit, partner and number of one file that the other says nowhere."""
    other = but.read_text(encoding="utf-8")
    found = {name for name in _names(tomllib.loads(of.read_text(encoding="utf-8"))) if name and name not in COMMON}
    return sorted(name for name in found if name not in other)


def promises(of: Path, but: Path) -> list[str]:
    """Every promise of a time, as a whole phrase, that one file makes and the other does not."""
    said = {path: set(PROMISE.findall(path.read_text(encoding="utf-8").lower())) for path in (of, but)}
    return sorted(said[of] - said[but])


def _names(file: dict[str, Any]) -> Iterator[str]:
    house = file["municipality"]
    yield from (house[key] for key in ("name", "centre", "phone", "website", "website_for_young", "cvr"))
    for address in (house["address"], house["complaints"], *(unit.get("address", {}) for unit in file["units"])):
        yield from _of_address(address)
    for part in NAMED:
        yield from (text for one in file.get(part, []) for text in one["name"].values())
    yield from file["routing"].get("under_age_to", {}).values()
    for text in _texts(file):
        yield from REACHED.findall(text)


def _of_address(address: dict[str, str]) -> Iterator[str]:
    if address:
        yield from (address["name"], address["street"], address["city"])
        yield re.sub(r" \d.*", "", address["street"])  # the street without its number


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
