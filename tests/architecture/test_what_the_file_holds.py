"""What a standard file holds is used: each part that is loaded is read by somebody, or stands here with its reason."""

import ast
import dataclasses
import re
from functools import cache
from types import ModuleType

from brobygger.standard import clocks, letters, model, offers, purposes, receipt, working_days
from tests.architecture.source import SOURCE, modules, text, tree

# What loads a file and holds its parts against each other; the settings and the export write it down again.
READS_THE_FILE = re.compile(r"standard/(loading|checking|exporting|settings)")
HELD: tuple[ModuleType, ...] = (clocks, letters, model, offers, purposes, receipt, working_days)
UNREAD = {
    "GiftCards.sizes": "what the amounts of the purposes are held against when the file is checked",
    "EndingReason.register_status": "what the national register is told, which nothing reports to yet",
    "Line.may_limit_choice": "the pages still ask for the line itself where a choice may be limited",
}


def _reads(path: str) -> bool:
    return not READS_THE_FILE.match(path)


@cache
def _read() -> frozenset[str]:
    """The names of what is read of anything, in code and in templates."""
    found: set[str] = set()
    for path in modules():
        if _reads(path.relative_to(SOURCE).as_posix()):
            found.update(node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute))
    for path in SOURCE.rglob("templates/**/*.html"):
        found.update(re.findall(r"\.([a-z_]+)", text(path)))
    return frozenset(found)


def _fields() -> dict[str, set[str]]:
    """The fields of what a file is read into, by class."""
    return {
        name: {field.name for field in dataclasses.fields(kind)}
        for module in HELD
        for name, kind in vars(module).items()
        if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__
    }


def test_what_the_file_holds_is_read_by_somebody() -> None:
    unread = {f"{name}.{field}" for name, fields in _fields().items() for field in fields if field not in _read()}
    assert unread == set(UNREAD)
