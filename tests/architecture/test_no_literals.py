"""What is declared once is never said again as a text: kinds of event, facts, and what the standard file names.

Each list of exceptions is counted by file, and only ever shrinks.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from brobygger import rooms
from brobygger.standard import known, load, vocabulary
from brobygger.standard.loading import PACKAGED
from tests.architecture.source import SOURCE, modules, text, tree

KINDS = {kind.id for kinds in rooms.events().values() for kind in kinds}
FACTS = {fact.name for kinds in rooms.events().values() for kind in kinds for fact in kind.facts} | {
    known.RETRACTED.name
}
DECLARATIONS = {"events.py", "milestones.py", "facts.py", "room.py"}


def _grown(found: Counter[str], left: dict[str, int]) -> list[str]:
    """The files that say more than they are still allowed to."""
    return [f"{name}: {number} of {left.get(name, 0)}" for name, number in found.items() if number > left.get(name, 0)]


STANDARD = load()
# Ids that are words of the language too: a field for a day, a contact of the local team and the role that makes it.
PLAIN = {"day", "outreach"}
IDS = {
    *(kind.id for kind in STANDARD.kinds_of_treatment),
    *({unit.id for unit in STANDARD.units} - {line.id for line in STANDARD.lines}),
} - PLAIN
# Places that only the texts of the packaged file name.
PLACES = ("Korsør", "Skælskør", "Perron")
HOME = STANDARD.municipality
PROPER = {
    *PLACES, HOME.name.split()[0], HOME.name, HOME.centre, HOME.phone, HOME.cvr, HOME.website_for_young,
    *(part for house in (HOME, *STANDARD.units) for part in (house.address.street, house.address.city, house.phone)),
    *(words for unit in STANDARD.units for words in (unit.name.da, unit.name.en)),
} - {""}  # fmt: skip
KIND_NAMES = {words for kind in STANDARD.kinds_of_treatment for words in (kind.name.da, kind.name.en)}

IDS_LEFT = {
    "care/visitation/demo.py": 2,
    "demo/setting.py": 3,
    "demo/showcase/acts.py": 2,
    "demo/showcase/appeals.py": 1,
    "demo/showcase/beginnings.py": 2,
    "demo/showcase/meeting.py": 2,
    "demo/showcase/seldom.py": 1,
    "demo/telling.py": 1,
}
NAMES_LEFT = {
    "demo/names.py": 7,
    "demo/showcase/meeting.py": 1,
}


def _name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def _code() -> Iterator[Path]:
    """The Python files that declare nothing."""
    for path in modules():
        in_standard = path.is_relative_to(SOURCE / "standard")
        declares = path.name == "known.py" if in_standard else path.name in DECLARATIONS
        if not declares:
            yield path


def _templates() -> Iterator[Path]:
    yield from sorted(SOURCE.rglob("templates/**/*.html"))


def _texts(path: Path) -> Iterator[str]:
    """The texts in a Python file, without its docstrings."""
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def test_a_kind_of_event_is_named_by_its_declaration() -> None:
    found = Counter(_name(path) for path in _code() for said in _texts(path) if said in KINDS)
    quoted = re.compile("|".join(f"[\"']{re.escape(kind)}[\"']" for kind in KINDS))
    found.update({_name(path): len(quoted.findall(text(path))) for path in _templates() if quoted.search(text(path))})
    assert not found


def test_what_the_reckoning_knows_is_what_the_rooms_declare() -> None:
    assert set(known.KINDS) <= KINDS
    for kind, facts in known.FACTS_ASKED.items():
        assert {fact.name for fact in facts} <= set(vocabulary()[kind].facts), kind


def _facts_read(path: Path) -> Iterator[str]:
    """The facts of an event that are read by their name: `facts["age"]` and `event.facts.get("age")`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            of, key = node.func.value, node.args[0] if node.args else None
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            of, key = node.value, node.slice
        else:
            continue
        named = getattr(of, "attr", getattr(of, "id", ""))
        of_a_refusal = getattr(getattr(of, "value", None), "attr", "") == "refusal"  # what its words need, of no event
        if named == "facts" and not of_a_refusal and isinstance(key, ast.Constant) and key.value in FACTS:
            yield str(key.value)


def test_a_fact_is_read_by_its_declaration() -> None:
    found = Counter(_name(path) for path in _code() for _fact in _facts_read(path))
    assert not found


def _whole_words(words: set[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def test_the_places_are_those_of_the_packaged_file() -> None:
    whole = PACKAGED.read_text(encoding="utf-8")
    assert all(place in whole for place in PLACES)


def test_an_id_of_the_standard_file_is_no_text() -> None:
    found = Counter(_name(path) for path in _code() for said in _texts(path) if said in IDS)
    quoted = re.compile("|".join(f"[\"']{re.escape(one)}[\"']" for one in IDS))
    found.update({_name(path): len(quoted.findall(text(path))) for path in _templates() if quoted.search(text(path))})
    assert not _grown(found, IDS_LEFT)


def test_what_one_municipality_is_called_is_no_text() -> None:
    names = _whole_words(PROPER | KIND_NAMES)
    found = Counter(_name(path) for path in _code() for said in _texts(path) for _each in names.findall(said))
    found.update(_name(path) for path in _templates() for _each in names.findall(text(path)))
    proper = _whole_words(PROPER - {unit.name.en for unit in STANDARD.units})
    found.update(_name(path) for path in sorted(SOURCE.rglob("*.po")) for _each in proper.findall(text(path)))
    assert not _grown(found, NAMES_LEFT)
