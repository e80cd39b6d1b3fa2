"""Declared events: what they may carry, and what is refused."""

from typing import Any

import pytest

from brobygger.ground import events
from brobygger.ground.events import EventKind, Fact, FactType, Text

WORDS = Text("Hold begyndt", "Group began")
KIND = EventKind(
    "group.began",
    WORDS,
    (
        Fact("group", FactType.ROW, required=True, of="group"),
        Fact("seats", FactType.NUMBER),
        Fact("weeks", FactType.WEEKS),
        Fact("on", FactType.DAY),
        Fact("at", FactType.MOMENT),
        Fact("open", FactType.TRUTH),
        Fact("unit", FactType.ID, of="units"),
        Fact("topics", FactType.IDS),
        Fact("name", FactType.TEXT),
        Fact("day", FactType.CHOICE, choices=(1, True, "monday")),
    ),
)
FITS: list[tuple[str, Any]] = [
    ("seats", 12), ("seats", 0), ("seats", None), ("weeks", 4.5), ("weeks", 4), ("on", "2026-03-05"),
    ("at", "2026-03-05T10:15:00+01:00"), ("open", False), ("unit", "drug"), ("unit", ""), ("topics", []),
    ("topics", ["plan", "work"]), ("name", "Hold 3, tirsdag"), ("day", 1), ("day", True), ("day", "monday"),
]  # fmt: skip
MISFITS: list[tuple[str, Any]] = [
    ("group", 0), ("group", "3"), ("group", True), ("seats", "12"), ("seats", True), ("seats", 1.5), ("weeks", "4"),
    ("on", "5. marts"), ("on", 5), ("at", "2026-03-05T10:15:00"), ("at", "snart"), ("open", 1), ("open", "yes"),
    ("unit", "det ene hus"), ("unit", 1), ("topics", "plan"), ("topics", [1]), ("topics", ["a b"]), ("name", 3),
    ("day", 2), ("day", False), ("day", "friday"), ("day", ["monday"]),
]  # fmt: skip


def told(kind: EventKind, facts: dict[str, Any], *, correcting: bool = False) -> list[tuple[str, str]]:
    return [(problem.fact, problem.what) for problem in kind.problems(facts, correcting=correcting)]


@pytest.mark.parametrize(("name", "value"), FITS)
def test_what_is_of_the_type_stands(name: str, value: Any) -> None:
    assert told(KIND, {"group": 3, name: value}) == []


@pytest.mark.parametrize(("name", "value"), MISFITS)
def test_what_is_of_another_type_is_named(name: str, value: Any) -> None:
    assert told(KIND, {"group": 3, name: value}) == [(name, "type")]


def test_an_unknown_fact_and_a_missing_one_are_named_and_no_value_is() -> None:
    problems = KIND.problems({"grup": "Jens Jensen", "seats": "Jens Jensen"})
    assert [(problem.fact, problem.what) for problem in problems] == [
        ("grup", "unknown"),
        ("seats", "type"),
        ("group", "missing"),
    ]
    assert "Jens" not in "".join(map(str, problems))
    assert told(KIND, {"group": None}) == [("group", "missing")]


def test_a_correction_keeps_what_it_leaves_out_and_may_take_back() -> None:
    assert told(KIND, {"retracted": True}, correcting=True) == []
    assert told(KIND, {"seats": 3}, correcting=True) == []
    assert told(KIND, {"retracted": True, "seat": 3}, correcting=True) == [("seat", "unknown")]
    assert told(KIND, {"group": 3, "retracted": True}) == [("retracted", "unknown")]


def test_rows_of_earlier_versions_are_read_as_they_stand_and_written_anew_as_declared() -> None:
    row = {"group": 3, "seats": "mange", "chairs": 4, "open": True}
    assert KIND.kept(row) == {"group": 3, "open": True}
    seats = next(fact for fact in KIND.facts if fact.name == "seats")
    assert seats.read(row) == "mange"
    assert seats.read({}) is None and seats.read({"seats": ""}) is None


def test_a_declaration_that_says_too_little_is_refused() -> None:
    with pytest.raises(TypeError):
        EventKind("group.ended", WORDS)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="words"):
        EventKind("group.ended", Text("Hold slut", ""), ())
    with pytest.raises(ValueError, match="words"):
        EventKind("group.ended", WORDS, (), began=Text("", "Ended"))
    with pytest.raises(ValueError, match="twice"):
        EventKind("group.ended", WORDS, (Fact("seats", FactType.NUMBER), Fact("seats", FactType.TEXT)))
    with pytest.raises(ValueError, match="choice"):
        Fact("day", FactType.CHOICE)


def test_two_rooms_do_not_declare_the_same_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_declared", {})
    events.declare([KIND])
    events.declare([KIND])
    assert events.declared("group.began") is KIND and events.declared("group.ended") is None
    with pytest.raises(ValueError, match="twice"):
        events.declare([EventKind("group.began", WORDS, ())])
