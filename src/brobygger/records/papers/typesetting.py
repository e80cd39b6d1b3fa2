"""Sets the papers of a case as one tagged PDF with its contents, and with what is left out and why."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from brobygger import standard
from brobygger.ground import clock
from brobygger.records import setting
from brobygger.records.papers.models import Papers
from brobygger.records.papers.parts import when_and_by
from brobygger.records.people.rules import masked, written

HERE = Path(__file__).resolve().parent
PURPOSES = {
    Papers.Purpose.ACCESS: "Aktindsigt i eget forløb",
    Papers.Purpose.APPEAL: "Klage til Ankestyrelsen",
    Papers.Purpose.OTHER: "Udskrift af forløbet",
}
MOST_STRANGE_SIGNS = 200


@cache
def source() -> bytes:
    """The template, read once."""
    return (HERE / "typst" / "papers.typ").read_bytes()


def data_of(papers: Papers, parts: Sequence[Any], left_out: Sequence[str]) -> dict[str, Any]:
    """Everything the template prints."""
    house, by = standard.load().municipality, papers.asked_by
    return {
        "municipality": house.name,
        "footer": ", ".join((house.name, *house.address.lines())),
        "purpose": PURPOSES[Papers.Purpose(papers.purpose)],
        "reference": f"Forløb {papers.episode.number}",
        "whom": whom(papers),
        "made": f"Samlet {when_and_by(clock.now(), by.name if by else house.centre)}",
        "parts": [part for part in parts if part["papers"]],
        "left_out": list(left_out),
    }


def whom(papers: Papers) -> str:
    """Who the papers are about. A protected name, and the whole number, stand there only by the act (trap 14)."""
    person = papers.episode.covered_person
    shown = masked(person.cpr) if papers.covered else written(person.cpr)
    number = f"CPR-nummer {shown}" if shown else ""
    name = "Navnet er beskyttet" if papers.covered and person.name_protected else person.name
    return ", ".join(part for part in (name, number) if part)


def pdf(papers: Papers, parts: Sequence[Any], left_out: Sequence[str]) -> bytes:
    """Set the papers. A sign that no font of ours has is told by its name: a note may hold any."""
    data: Any = data_of(papers, parts, left_out)
    for _sign in range(MOST_STRANGE_SIGNS):
        try:
            return setting.pdf(source(), {"papers": data})
        except setting.Unshowable as unshowable:
            data = _named(data, unshowable.sign)
    raise setting.Unshowable("?")


def _named(value: Any, sign: str) -> Any:
    """The same with a sign's name in its place."""
    if isinstance(value, str):
        return value.replace(sign, f"[{unicodedata.name(sign[:1], 'ukendt tegn').lower()}]")
    if isinstance(value, list):
        return [_named(one, sign) for one in value]
    return {key: _named(one, sign) for key, one in value.items()} if isinstance(value, dict) else value


page_count = setting.page_count
