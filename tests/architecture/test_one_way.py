"""What the ground gives every room, the rooms do not write again."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import brobygger
from brobygger import rooms
from brobygger.ground.attempts import Attempts
from brobygger.ground.refusals import Refusal

SOURCE = Path(brobygger.__file__).parent


def _sources() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8")


def _with(pattern: str) -> list[str]:
    return [name for name, text in _sources() for _one in re.findall(pattern, text)]


def test_the_present_language_is_asked_for_in_one_way() -> None:
    assert _with(r"get_language\(\) or [\"']d") == ["ground/languages.py"]


@pytest.fixture(autouse=True)
def pages() -> None:
    """Every page is known, and with it what it may refuse."""
    for room in (*rooms.modules("urls"), "brobygger.trust.urls"):
        import_module(room)


def _kinds(kind: type[Refusal] = Refusal) -> set[type[Refusal]]:
    return {kind}.union(*(_kinds(one) for one in kind.__subclasses__()))


def _of_pages(name: str) -> bool:
    path = Path(name)
    return "views" in path.stem or path.parent.name == "views" or path.parts[0] in ("web", "desk")


def test_pages_turn_refusals_into_words_by_attempts_alone() -> None:
    refusals = {kind.__name__ for kind in _kinds()}
    assert {"EventRefused", "LetterRefused", "PlanRefused", "NotReady", "NotAllowed"} < refusals
    caught = [
        f"{name}:{node.lineno}"
        for name, text in _sources()
        if _of_pages(name)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ExceptHandler) and node.type is not None
        if refusals & set(re.findall(r"\w+", ast.unparse(node.type)))
    ]
    assert not caught, "let the room's `attempt` do it (ground/attempts.py)"


def _modules() -> Iterator[ModuleType]:
    for name, text in _sources():
        if "Attempts(" in text:
            yield import_module("brobygger." + name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))


def test_every_kind_of_refusal_has_words() -> None:
    worded = {
        kind
        for module in _modules()
        for attempts in vars(module).values()
        if isinstance(attempts, Attempts)
        for kind in attempts.tellers
    }
    # Pages that say these have no form: what they offer instead stands on the page itself.
    of_pages = {"PapersRefused", "NotForUs"}
    ours = {kind for kind in _kinds() - {Refusal} if kind.__module__.startswith("brobygger.")}
    silent = {kind.__name__ for kind in ours if not worded & set(kind.__mro__)}
    assert silent == of_pages


def test_a_day_and_an_hour_are_asked_for_in_one_way() -> None:
    assert set(_with(r"forms\.(?:TimeField|TimeInput)\(|def moment_of\(\w+: date")) == {
        "ground/days.py",
        "ground/when.py",
    }


def test_addresses_are_made_in_one_way() -> None:
    assert set(_with(r"def (?:address_of|address|url|url_or_\w+|see_other)\(name")) == {"ground/addresses.py"}


def test_days_and_hours_of_pages_have_one_set_of_words() -> None:
    own = r"date_format\(|day_words\([^()]*(?:\([^()]*\))?[^()]*\)\.in_\(|\(hour\)s"
    # The house's own settings word days that recur each year, without one.
    assert set(_with(own)) - {"records/house/words.py"} == {"ground/dates.py"}


FLOORS = ("trust", "records", "care", "desk", "web", "ops", "demo")


def _texts(text: str) -> Iterator[tuple[int, str]]:
    """Every text in the code that is no docstring."""
    tree = ast.parse(text)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


@pytest.mark.parametrize(("floor", "lowest"), [("ground/", 0), ("trust/", 1)])
def test_a_lower_floor_names_none_above_it_in_texts_either(floor: str, lowest: int) -> None:
    above = re.compile(rf"\b({'|'.join(FLOORS[lowest:])})[_:/.]\w")
    named = [
        f"{name}:{line} {text}"
        for name, source in _sources()
        if name.startswith(floor)
        for line, text in _texts(source)
        if above.search(text)
    ]
    assert not named
