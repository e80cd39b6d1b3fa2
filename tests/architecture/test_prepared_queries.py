"""Few modules make their SQL once: those of the pages that need it to hold the bar (docs/prepared-queries.md)."""

import ast
from collections.abc import Iterator

from tests.architecture.source import SOURCE

NAME = "prepared_queries"
MY_DAY = {
    "care/intake/notices.py", "care/intake/selectors.py", "care/intake/unsent.py", "care/visitation/day.py",
    "desk/my_day_glass.py", "desk/my_day_selectors.py", "desk/since_last.py", "desk/undated.py",
    "records/letters/selectors.py", "records/notes/selectors.py",
}  # fmt: skip
THE_LISTS = {"desk/cases_selectors.py"}
KEEPING_A_NOTE = {"records/notes/services.py", "records/pages.py"}
THE_CASE = {
    "desk/case.py", "records/consents/selectors.py", "records/episodes/journal.py", "records/notes/selectors.py",
    "records/pages.py",
}  # fmt: skip


def _imported(tree: ast.Module) -> Iterator[str]:
    """The names under which a file imports the module, or something of it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            whole = [f"{node.module}.{one.name}" for one in node.names]
        elif isinstance(node, ast.Import):
            whole = [one.name for one in node.names]
        else:
            continue
        yield from (name for name in whole if NAME in name.split("."))


def _users() -> dict[str, set[str]]:
    found = {
        path.relative_to(SOURCE).as_posix(): set(_imported(ast.parse(path.read_text(encoding="utf-8"))))
        for path in SOURCE.rglob("*.py")
    }
    return {name: imported for name, imported in found.items() if imported}


def test_only_what_people_wait_for_all_day_makes_its_sql_once() -> None:
    assert set(_users()) == MY_DAY | THE_LISTS | THE_CASE | KEEPING_A_NOTE


def test_they_use_its_readings_and_constants_alone() -> None:
    whole, constant = f"brobygger.ground.{NAME}", f"brobygger.ground.{NAME}.Constant"
    assert set().union(*_users().values()) == {whole, constant}
    asked = {
        node.attr
        for name in _users()
        for node in ast.walk(ast.parse((SOURCE / name).read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == NAME
    }
    assert asked == {"rows"}
