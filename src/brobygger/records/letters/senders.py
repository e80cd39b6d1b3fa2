"""Who signs a letter: a named person with a number that leads to that person."""

from dataclasses import dataclass, replace
from typing import Any

from brobygger import standard
from brobygger.records.letters.rules import LetterText


@dataclass(frozen=True)
class Signature:
    """The named contact of a letter. `phone` says itself whether it is direct; name and title may be empty."""

    name: str
    title: str
    phone: str

    def under(self, text: LetterText) -> LetterText:
        """The letter with this signature under it."""
        return replace(text, sender=self.name, sender_title=self.title, sender_phone=self.phone)


def signature(account: Any, unit: str) -> Signature:
    """How an account signs; without a direct number of its own it is reached through the unit's.

    The system, and a case that nobody has, sign with the unit's number alone.
    """
    name, title, direct = (str(getattr(account, part, "") or "") for part in ("name", "title", "phone"))
    if account is None or getattr(account, "pk", None) is None:
        return Signature("", "", f"Telefon {unit_phone(unit)}")
    return Signature(name, title, f"Direkte telefon {direct}" if direct else f"Telefon {unit_phone(unit)}")


def unit_phone(unit_id: str) -> str:
    """The number of a unit in words, with the choice that one presses: "58 57 48 90, tast 3"."""
    house = standard.load()
    unit = next((unit for unit in house.units if unit.id == unit_id), None)
    if unit is None:
        return house.municipality.phone
    number = unit.phone or house.municipality.phone
    return number if unit.menu_choice is None else f"{number}, tast {unit.menu_choice}"


def place_words(place: str) -> str:
    """A place as it stands in a sentence: "i Stofbehandlingen", "på Torvet 1", "hos Blå Kors".

    A unit of the house is "i", an address with its number is "på"; what says itself how it is put stays so.
    """
    place = place.strip()
    if place.lower().startswith(("på ", "i ", "hos ", "ved ")):
        return place
    if any(place.split(",")[0] == unit.name.da for unit in standard.load().units):
        return f"i {place}"
    return f"på {place}" if any(sign.isdigit() for sign in place) else f"hos {place}"


def full_stop(sentence: str) -> str:
    """The sentence with its full stop: a place such as "Torvet 1, st." brings it along."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def unit_name(unit_id: str) -> str:
    """The name of a unit in Danish; the centre's own for a unit that the file does not know."""
    house = standard.load()
    return next((unit.name.da for unit in house.units if unit.id == unit_id), house.municipality.centre)


def findable(place: str) -> str:
    """A place that one can find: a unit of the house is told with its street, "Stofbehandlingen, Torvet 1"."""
    unit = next((unit for unit in standard.load().units if unit.name.da == place.strip()), None)
    return place.strip() if unit is None else f"{place.strip()}, {unit.address.street}"
