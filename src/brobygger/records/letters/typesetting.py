"""Sets a letter as a tagged PDF (PDF/UA-1) with Typst: https://typst.app/docs/reference/pdf/."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from brobygger import standard
from brobygger.records import setting
from brobygger.records.letters.rules import LetterRefused, LetterText, Recipient

HERE = Path(__file__).resolve().parent
MEANS_IN_WORDS = {
    "digital-post": "Sendes i Digital Post",
    "physical": "Sendes med post",
    "secure-mail": "Sendes med sikker post",
    "in-person": "Udleveres personligt",
}


@dataclass(frozen=True)
class Paper:
    """What stands around the words: whom it goes to, when, and the neutral number of the case."""

    recipient: Recipient
    written_on: date
    reference: str
    neutral_title: str


@cache
def source() -> bytes:
    """The template, read once."""
    return (HERE / "typst" / "letter.typ").read_bytes()


def data_of(text: LetterText, paper: Paper) -> dict[str, Any]:
    """Everything the template prints, without the marks that nobody sees."""
    return {
        **text.as_data(),
        "neutral_title": paper.neutral_title,
        "recipient_name": paper.recipient.name,
        "recipient_address": list(paper.recipient.address),
        "means": MEANS_IN_WORDS[paper.recipient.means],
        "date": standard.short_day_words(paper.written_on, year=True).da,
        "reference": reference_words(paper.reference),
        **_letterhead(),
    }


def reference_words(number: str) -> str:
    """The number that an answer is to name."""
    return f"Forløb {number}"


def _letterhead() -> Mapping[str, Any]:
    """Whose letter it is: municipality, centre, address and number, from the standard file."""
    house = standard.load().municipality
    centre = house.address.lines()
    return {
        "municipality": house.name,
        "centre": [house.centre, *centre[1:], f"Telefon {house.phone}"],
        "footer": ", ".join((house.name, *centre)),
    }


def pdf(text: LetterText, paper: Paper) -> bytes:
    """Set the letter; returns the PDF. About 15 ms once the template and fonts are warm.

    Raises LetterRefused("signs") for words with a sign that no font of ours has.
    """
    try:
        return setting.pdf(source(), {"letter": data_of(text, paper)})
    except setting.Unshowable as unshowable:
        raise LetterRefused("signs", unshowable.sign) from unshowable
