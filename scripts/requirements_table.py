"""Write docs/requirements.md: each requirement with the tests that prove it. `--check` fails when it is old.

The tests are read, not run: a test carries its ids as `@pytest.mark.req("KS-3.5-1")` on itself, its class,
its module (`pytestmark`) or one of its parameters.
"""

import argparse
import ast
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REGISTER = ROOT / "docs" / "requirements.toml"
TABLE = ROOT / "docs" / "requirements.md"
HEAD = """# Requirements and their proof

Made by `make requirements` from docs/requirements.toml and the marks on the tests; `make lint` fails when
it is old. KS is the quality standard, the number its section. Every test named here drives a page or a
command.

{proved} of {all} requirements are proved by a test.{open}

| requirement | kind | what | proved by |
|---|---|---|---|
"""


def ids_in(node: ast.AST) -> Iterator[str]:
    """The ids of every `….mark.req(…)` inside a piece of source."""
    for found in ast.walk(node):
        if isinstance(found, ast.Call) and isinstance(found.func, ast.Attribute) and found.func.attr == "req":
            for argument in found.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def _marks(nodes: list[ast.expr]) -> set[str]:
    return {name for node in nodes for name in ids_in(node)}


def tests_of(path: Path) -> Iterator[tuple[str, set[str]]]:
    """Each test of a file with the ids it carries."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    of_all = set()
    for node in module.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.Assign) and any(getattr(name, "id", "") == "pytestmark" for name in targets):
            of_all |= set(ids_in(node.value))
    yield from _tests_in(module.body, of_all)


def _tests_in(body: list[ast.stmt], inherited: set[str]) -> Iterator[tuple[str, set[str]]]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _tests_in(node.body, inherited | _marks(node.decorator_list))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield node.name, inherited | _marks(node.decorator_list)


def proofs() -> dict[str, list[str]]:
    """Requirement id → the tests that carry it, as `file::test`."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        where = path.relative_to(ROOT / "tests").as_posix()
        for name, ids in tests_of(path):
            for requirement in ids:
                found[requirement].add(f"{where}::{name}")
    return {requirement: sorted(tests) for requirement, tests in found.items()}


def table() -> str:
    """The whole page."""
    rows = tomllib.loads(REGISTER.read_text(encoding="utf-8"))["requirement"]
    proved = proofs()
    unknown = sorted(set(proved) - {row["id"] for row in rows})
    if unknown:
        raise SystemExit(f"Tests carry ids that docs/requirements.toml does not have: {', '.join(unknown)}")
    missing = [row["id"] for row in rows if row["id"] not in proved]
    opening = f"\n\nNot yet proved: {', '.join(missing)}." if missing else ""
    lines = []
    for row in rows:
        tests = "<br>".join(f"`{name}`" for name in proved.get(row["id"], [])) or "**not yet**"
        what = row["title"].replace("|", "\\|")
        lines.append(f"| {row['id']} | {row['kind']} | {what} | {tests} |\n")
    return HEAD.format(proved=len(rows) - len(missing), all=len(rows), open=opening) + "".join(lines)


def main() -> int:
    """Write the table, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the page is old")
    new = table()
    old = TABLE.read_text(encoding="utf-8") if TABLE.exists() else ""
    if not parser.parse_args().check:
        TABLE.write_text(new, encoding="utf-8")
        return 0
    if new != old:
        sys.stderr.write("docs/requirements.md is not up to date: make requirements\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
