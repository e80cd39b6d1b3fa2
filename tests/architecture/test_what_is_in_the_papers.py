"""The whole case as one PDF is whole: what is written of a citizen is in a part of it, or says why it is not."""

import ast
import inspect
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from brobygger.ground import plain
from brobygger.ground.fields import EncryptedField
from brobygger.records.papers.parts import contributions

OF_A_CASE = ("brobygger.care.", "brobygger.records.")
# Columns that a part reads through a name of their own.
THROUGH = {
    "Assessment.content": "fields",
    "Letter.content": "text_of",
    "Note.heading": "title_of",
}


def modules() -> list[ModuleType]:
    return [sys.modules[one.gather.__module__] for one in contributions()]


def outside() -> dict[str, str]:
    """The columns that stand in no part, and why: `OUTSIDE` beside each part."""
    return {column: why for module in modules() for column, why in getattr(module, "OUTSIDE", {}).items()}


def read() -> dict[str, set[str]]:
    """What the parts read: by app, and by app and model of whatever is annotated as one.

    A room that reads another's rows, such as events, has read them for nobody but itself.
    """
    found: dict[str, set[str]] = {}
    for module in modules():
        tree = ast.parse(inspect.getsource(module))
        app = module.__name__.rpartition(".")[0]
        everything = found.setdefault(app, set())
        everything |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        everything |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            kinds = {arg.arg: arg.annotation.id for arg in function.args.args if isinstance(arg.annotation, ast.Name)}
            for node in ast.walk(function):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in kinds:
                    found.setdefault(f"{app}.{kinds[node.value.id]}", set()).add(node.attr)
    return found


def columns() -> Iterator[tuple[str, str, str]]:
    """Every encrypted column of a case: its app, its model and its name."""
    for model, field in plain.columns():
        if isinstance(field, EncryptedField) and model.__module__.startswith(OF_A_CASE):
            app = model.__module__.partition(".models")[0]
            yield app, model.__name__, field.name


def places(app: str) -> str:
    """Which part tells of an app that has none of its own: people and episodes stand in the papers' own parts."""
    return "brobygger.records.papers" if app in ("brobygger.records.people", "brobygger.records.episodes") else app


def test_what_is_written_is_in_a_part_or_says_why_not() -> None:
    parts, without = read(), outside()
    missing = []
    for app, model, name in columns():
        column, told = f"{model}.{name}", parts.get(places(app), set())
        through = THROUGH.get(column, "")
        is_read = through in told if through else name in (parts.get(f"{places(app)}.{model}") or told)
        if column not in without and not is_read:
            missing.append(f"{app}: {column}")
    assert not missing, "put it in a part (the app's papers.py), or say in its OUTSIDE why not"


def test_no_reason_speaks_of_a_column_that_is_not_there() -> None:
    there = {f"{model}.{name}" for _app, model, name in columns()}
    assert not set(outside()) - there
    assert all(outside().values())


@pytest.mark.parametrize("column", sorted(THROUGH))
def test_what_is_read_by_another_name_is_there(column: str) -> None:
    assert column in {f"{model}.{name}" for _app, model, name in columns()}
