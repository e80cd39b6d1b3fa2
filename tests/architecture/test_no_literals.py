"""What is declared once is never said again as a text: kinds of event, facts, and what the standard file names.

Each list of exceptions is counted by file, and only ever shrinks: a literal less makes its number wrong too.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from brobygger import rooms
from tests.architecture.source import SOURCE, modules, text, tree

KINDS = {kind.id for kinds in rooms.events().values() for kind in kinds}
FACTS = {fact.name for kinds in rooms.events().values() for kind in kinds for fact in kind.facts}
DECLARATIONS = {"events.py", "milestones.py", "facts.py", "room.py"}

# The reckoning stands below the rooms, and knows these as the law does: what an appeal, a letter and a phase are.
IN_THE_STANDARD = {
    "standard/case.py": 6,
    "standard/checking.py": 1,
    "standard/checking_whole.py": 2,
    "standard/naming.py": 5,
    "standard/phases.py": 15,
    "standard/receipt.py": 1,
}
KINDS_LEFT = {
    **IN_THE_STANDARD,
    "records/episodes/way.py": 5,  # the steps of a treatment, until a course declares its own
    "records/pages.py": 1,
    "web/staff/acts.py": 15,
    "web/staff/case.py": 18,
    "web/staff/tried.py": 7,
}
FACTS_LEFT = {
    "standard/checking.py": 1,
    "standard/cli.py": 1,
    "standard/deadlines.py": 2,
    "standard/naming.py": 1,
    "standard/phases.py": 1,
    "standard/receipt.py": 1,
}


def _name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def _code() -> Iterator[Path]:
    """The Python files that declare nothing."""
    for path in modules():
        declares = path.name in DECLARATIONS and not path.is_relative_to(SOURCE / "standard")
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
    assert found == KINDS_LEFT


def _facts_read(path: Path) -> Iterator[str]:
    """The facts that are read by their name: `facts["age"]` and `event.facts.get("age")`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            of, key = node.func.value, node.args[0] if node.args else None
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            of, key = node.value, node.slice
        else:
            continue
        named = getattr(of, "attr", getattr(of, "id", ""))
        if named == "facts" and isinstance(key, ast.Constant) and key.value in FACTS:
            yield str(key.value)


def test_a_fact_is_read_by_its_declaration() -> None:
    found = Counter(_name(path) for path in _code() for _fact in _facts_read(path))
    assert found == FACTS_LEFT
