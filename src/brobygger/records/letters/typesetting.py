"""Sets a letter as a tagged PDF (PDF/UA-1) with Typst: https://typst.app/docs/reference/pdf/."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from brobygger import standard
from brobygger.records.letters.rules import LetterRefused, LetterText, Recipient

HERE = Path(__file__).resolve().parent
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
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


@cache
def font_paths() -> list[str]:
    """Where the house's fonts lie, if the assets are built; Typst brings a fallback of its own."""
    folder = Path(settings.BASE_FONTS)
    return [str(folder)] if folder.is_dir() else []


def data_of(text: LetterText, paper: Paper) -> dict[str, Any]:
    """Everything the template prints, without the marks that nobody sees."""
    printed = {
        **text.as_data(),
        "neutral_title": paper.neutral_title,
        "recipient_name": paper.recipient.name,
        "recipient_address": list(paper.recipient.address),
        "means": MEANS_IN_WORDS[paper.recipient.means],
        "date": standard.short_day_words(paper.written_on, year=True).da,
        "reference": reference_words(paper.reference),
        **_letterhead(),
    }
    return {name: _without_unseen(value) for name, value in printed.items()}


def _without_unseen(value: Any) -> Any:
    """The same with a space for each control mark, such as the line break of another program's text that is pasted."""
    if isinstance(value, str):
        return _UNSEEN.sub(" ", value)
    if isinstance(value, list | tuple):
        return [_without_unseen(one) for one in value]
    return {key: _without_unseen(one) for key, one in value.items()} if isinstance(value, dict) else value


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


def _sign_in(error: str) -> str:
    """The sign that Typst names: the text `"😀"` could not be displayed. One without a look it names by its number."""
    named = re.search(r'the text `"(.+?)"` could', error)
    sign = named.group(1) if named else "?"
    numbered = re.fullmatch(r"\\u\{([0-9a-f]+)\}", sign)
    return chr(int(numbered.group(1), 16)) if numbered else sign


def pdf(text: LetterText, paper: Paper) -> bytes:
    """Set the letter; returns the PDF. About 15 ms once the template and fonts are warm.

    Raises LetterRefused("signs") for words with a sign that no font of ours has: nobody could read it aloud.
    """
    try:
        result = typst.compile(  # type: ignore[call-overload]  # its types ask fonts to be bytes like the source
            source(),
            font_paths=[*font_paths()],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"letter": json.dumps(data_of(text, paper), ensure_ascii=False)},
        )
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        raise LetterRefused("signs", _sign_in(str(error))) from error
    if not isinstance(result, bytes):
        raise TypeError("Typst answered with several files for one letter")
    return result
