"""How long a clock allows, for a sentence in a Danish letter: "14 dage", "fire uger"."""

from datetime import date

from brobygger.standard.loading import load
from brobygger.standard.words import amount_words

_SPELT = ("", "", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti")


def allowed(clock_id: str, on: date) -> str:
    """What the version of the clock allows that holds on the day of the act; a few of something are spelt out."""
    version = load().clock(clock_id, on)
    if version.within_words.da:
        return version.within_words.da
    number, _space, unit = amount_words(version.within.amount, version.within.unit).da.partition(" ")
    spelt = _SPELT[int(number)] if number.isdigit() and int(number) < len(_SPELT) else ""
    return f"{spelt or number} {unit}"
