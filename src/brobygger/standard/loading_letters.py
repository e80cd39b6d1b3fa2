"""The letters and laws of a standard file, above the packaged ones."""

import tomllib
from functools import cache
from pathlib import Path
from types import MappingProxyType

from brobygger.standard.letters import Law, LetterKind
from brobygger.standard.reading import FileReader, Table
from brobygger.standard.source_lines import SourceLines
from brobygger.standard.text import NO_TEXT

LETTERS = Path(__file__).with_name("letters.toml")  # made from the rooms' own by scripts/vocabulary.py
LAWS = Path(__file__).with_name("laws.toml")


def read_letters(root: Table) -> MappingProxyType[str, LetterKind]:
    """Every kind of letter: those that the file words, and the rest as they are packaged."""
    return MappingProxyType({**packaged_letters(), **_letters(root, packaged_letters())})


def read_laws(root: Table) -> tuple[Law, ...]:
    """Every law: what the file says of a use on a line stands in place of all that is packaged of it."""
    own = _laws(root)
    said = {(law.use, law.line) for law in own}
    return (*own, *(law for law in packaged_laws() if (law.use, law.line) not in said))


@cache
def packaged_letters() -> dict[str, LetterKind]:
    """The letters as they are called where nothing else is said."""
    return _letters(_packaged(LETTERS), {})


@cache
def packaged_laws() -> tuple[Law, ...]:
    """The laws that letters rest on where nothing else is said."""
    return _laws(_packaged(LAWS))


def _packaged(path: Path) -> Table:
    text = path.read_text(encoding="utf-8")
    return FileReader(tomllib.loads(text), SourceLines(text)).root


def _letters(root: Table, usual: dict[str, LetterKind]) -> dict[str, LetterKind]:
    """The kinds that a file words; what it does not say of one stays as usual."""
    found: dict[str, LetterKind] = {}
    for item in root.tables("letters", optional=True):
        kind = item.string("kind")
        before = usual.get(kind)
        titles = dict(before.titles) if before else {}
        if "title" in item.data:
            titles[""] = item.string("title")
        cases = item.table("titles", optional=True)
        if cases is not None:
            titles |= {case: cases.string(case) for case in cases.data}
            cases.done()
        found[kind] = LetterKind(
            kind=kind,
            name=item.text("name", before.name if before else None),
            label=item.string("label", before.label if before else None),
            titles=MappingProxyType(titles),
        )
        item.done()
    return found


def _laws(root: Table) -> tuple[Law, ...]:
    found = []
    for item in root.tables("laws", optional=True):
        first, last = item.validity()
        from_age, under = item.integer("from_age", optional=True), item.integer("under", optional=True)
        use, line, law = item.string("use"), item.string("line", ""), item.string("law")
        found.append(Law(use, line, law, first, last, from_age, under, item.text("note", NO_TEXT)))
        item.done()
    return tuple(found)
