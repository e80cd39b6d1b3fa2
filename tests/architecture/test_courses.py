"""Nothing but its declaration knows the phases of a kind of course: all else asks the case, or its kind."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from brobygger.standard.courses import COURSES
from tests.architecture.source import SOURCE, modules, text, tree

DECLARATIONS = SOURCE / "standard" / "courses"
PHASES = {phase.id for kind in COURSES for phase in kind.phases}
KINDS = {kind.id for kind in COURSES}
ASKED = re.compile(r"(.*__)?(phase|kind_of_course)(__in)?")

# Who may name the treatment: what a course is unless somebody says otherwise, and the rooms that are there for it.
NAMES_TREATMENT = {
    "standard/loading_clocks.py",
    "records/episodes/models.py",
    "records/episodes/services.py",
    "care/intake/room.py",
    "care/intake/selectors.py",
    "care/assessment/room.py",
    "care/visitation/room.py",
    "care/plans/room.py",
}


def _code() -> Iterator[Path]:
    return (path for path in modules() if path.is_relative_to(SOURCE) and not path.is_relative_to(DECLARATIONS))


def _said(node: ast.expr) -> Iterator[str]:
    """The texts of a value: one, or several in a tuple, list or set."""
    for part in node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else [node]:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _asked(node: ast.AST) -> Iterator[str]:
    """The texts that a phase, or a kind of course, is compared with, filtered by or set to."""
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        if any(ASKED.fullmatch(getattr(side, "attr", getattr(side, "id", ""))) for side in sides):
            yield from (said for side in sides for said in _said(side))
    if isinstance(node, ast.keyword) and node.arg and ASKED.fullmatch(node.arg):
        yield from _said(node.value)
    if isinstance(node, ast.Assign) and any(ASKED.fullmatch(getattr(one, "attr", "")) for one in node.targets):
        yield from _said(node.value)


def test_no_phase_and_no_kind_of_course_is_asked_for_by_a_text() -> None:
    found = Counter(
        f"{path.relative_to(SOURCE)}: {said}"
        for path in _code()
        for node in ast.walk(tree(path))
        for said in _asked(node)
        if said in PHASES | KINDS
    )
    quoted = re.compile(r"\b(?:phase|kind_of_course) *(?:==|!=|in) *\(?[\"']")
    found.update(str(path) for path in SOURCE.rglob("templates/**/*.html") if quoted.search(text(path)))
    assert not found


def test_the_guard_sees_what_it_looks_for() -> None:
    for wrong in (
        'episode.phase != "inquiry"', 'rows.filter(episode__phase="inquiry")', 'phase in ("inquiry", "assessment")',
        'rows.filter(phase__in=["treatment"])', 'episode.kind_of_course == "relative"', 'episode.phase = "closed"',
    ):  # fmt: skip
        assert [said for node in ast.walk(ast.parse(wrong)) for said in _asked(node) if said in PHASES | KINDS], wrong


def test_the_treatment_is_named_by_its_own_rooms_alone() -> None:
    named = {
        path.relative_to(SOURCE).as_posix()
        for path in _code()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("brobygger.standard.courses")
        and {alias.name for alias in node.names} & {"TREATMENT", "RELATIVE"}
    }
    assert named <= NAMES_TREATMENT


def test_no_list_of_phases_stands_beside_the_declarations() -> None:
    several = Counter(
        path.relative_to(SOURCE).as_posix()
        for path in _code()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Tuple | ast.List | ast.Set) and len(PHASES & set(_said(node))) > 2
        if path.name != "rooms.py"  # rooms are called as the steps that they are for
    )
    assert not several
