"""The one list of ids that code asks for: each is asked for, and none is asked for that does not stand there."""

import ast
from functools import cache
from pathlib import Path

import pytest

import brobygger
from brobygger.standard import load
from brobygger.standard.asked_for import ASKED_FOR, WHAT

SOURCE = Path(brobygger.__file__).parent
DECLARED = {(asked.list, name) for asked in ASKED_FOR for name in asked.ids}
# Words that are ids of the file and mean something else where code says them.
OTHERWISE = {
    "follow-up": "a purpose of a consent, a phase, an entry of a plan",
}


@cache
def literals() -> frozenset[str]:
    """The strings in code outside the standard and the demo, which knows the packaged municipality."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        if {"demo", "bench", "migrations"} & set(path.parts) or "standard" in path.relative_to(SOURCE).parts[:1]:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return frozenset(found)


def test_the_packaged_file_has_every_one() -> None:
    for name in WHAT:
        assert {found.id for found in getattr(load(), name)} >= {one for of, one in DECLARED if of == name}


@pytest.mark.parametrize(("of", "name"), sorted(DECLARED), ids="-".join)
def test_what_is_asked_for_is_named_in_code(of: str, name: str) -> None:
    assert name in literals(), f"no code names '{name}' any more: take it out of asked_for.py"


def test_what_code_names_is_declared() -> None:
    """By names that can be nothing else: those with a hyphen. The rest ("day", "other") are words of many meanings."""
    named = {
        (of, one.id)
        for of in WHAT
        for one in getattr(load(), of)
        if "-" in one.id and one.id in literals() - set(OTHERWISE)
    }
    assert named - DECLARED == set()
