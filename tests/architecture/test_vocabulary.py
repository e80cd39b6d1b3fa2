"""The rooms declare what they record, and what is generated from that is current."""

import ast
from collections.abc import Iterator

from brobygger import rooms
from brobygger.ground.events import FactType, declared
from brobygger.records.episodes.facts import LETTER
from brobygger.standard import load, vocabulary
from scripts import vocabulary as script
from tests.architecture.source import SOURCE, modules, named, run_python, tree

KINDS = [kind for kinds in rooms.events().values() for kind in kinds]
LISTS = {
    "lines", "units", "kinds_of_treatment", "assessment_areas", "partners", "important_changes", "ending_reasons",
    "closing_statuses", "conferences",
}  # fmt: skip
RECORDS = {"record", "_record", "NewEvent"}


def test_what_is_generated_is_current() -> None:
    assert script.main(["--check"]) == 0


def test_the_standard_knows_every_kind_as_its_room_declares_it() -> None:
    assert list(vocabulary()) == [kind.id for kind in KINDS] == list(dict.fromkeys(kind.id for kind in KINDS))
    for kind in KINDS:
        known = vocabulary()[kind.id]
        assert (known.label, known.began, tuple(known.facts.values())) == (kind.words, kind.began, kind.facts)
        assert declared(kind.id) is kind


def test_an_id_of_the_file_is_of_a_list_that_the_file_has() -> None:
    for kind in KINDS:
        for fact in kind.facts:
            if fact.type in (FactType.ID, FactType.IDS) and fact.of:
                assert fact.of in LISTS and hasattr(load(), fact.of), (kind.id, fact.name)
            if fact.type is FactType.ROW:
                assert fact.of, (kind.id, fact.name)


def test_what_follows_from_a_letter_follows_from_one_that_there_is() -> None:
    follow = [kind.follows_letter for kind in KINDS if kind.follows_letter]
    assert len(follow) == len(set(follow)) and set(follow) <= set(LETTER.choices)


def _written() -> Iterator[tuple[str, str]]:
    """What is said as a text where an event is recorded."""
    for path in modules():
        if not path.is_relative_to(SOURCE):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in RECORDS:
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and "." in argument.value:
                        yield f"{named(path)}:{node.lineno}", argument.value


def test_every_kind_that_is_written_is_declared() -> None:
    unknown = [(where, kind) for where, kind in _written() if kind not in vocabulary()]
    assert not unknown, unknown


def test_declarations_are_pure_data() -> None:
    probe = (
        "import sys; from brobygger import rooms; assert rooms.events(); "
        "sys.exit(any(name.split('.')[0] in {'django', 'psycopg'} for name in sys.modules))"
    )
    assert run_python(probe).returncode == 0, "a declaration of events imports Django or psycopg"
