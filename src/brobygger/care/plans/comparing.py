"""Two versions of a plan side by side: what is new, changed or gone. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SAME, NEW, CHANGED, GONE = "same", "new", "changed", "gone"


@dataclass(frozen=True)
class Line:
    """One part of a plan in both versions; `what` is its name in words, `change` one of the four above."""

    key: str
    what: str
    before: str
    after: str

    @property
    def change(self) -> str:
        """What happened to it between the two."""
        if self.before == self.after:
            return SAME
        if not self.before:
            return NEW
        return CHANGED if self.after else GONE


@dataclass(frozen=True)
class GoalChange:
    """One goal in both versions, found by the key it keeps through all versions."""

    key: str
    is_sub: bool
    lines: tuple[Line, ...]
    before: bool
    after: bool

    @property
    def change(self) -> str:
        """What happened to the goal between the two."""
        if not self.before:
            return NEW
        if not self.after:
            return GONE
        return SAME if all(line.change == SAME for line in self.lines) else CHANGED


@dataclass(frozen=True)
class GoalWords:
    """A goal in words: its key, whether it is a sub-goal, and its five parts by name."""

    key: str
    is_sub: bool
    parts: Mapping[str, str]


def compare_parts(names: Mapping[str, str], before: Mapping[str, str], after: Mapping[str, str]) -> list[Line]:
    """The parts of two versions, in the order of `names` (key to words)."""
    return [Line(key, words, before.get(key, ""), after.get(key, "")) for key, words in names.items()]


def compare_goals(
    names: Mapping[str, str], before: Sequence[GoalWords], after: Sequence[GoalWords]
) -> list[GoalChange]:
    """The goals of two versions: those of the later one in its order, then those that are gone."""
    old = {goal.key: goal for goal in before}
    new = {goal.key: goal for goal in after}
    order = [*new, *(key for key in old if key not in new)]
    found = []
    for key in order:
        one, two = old.get(key), new.get(key)
        lines = compare_parts(names, one.parts if one else {}, two.parts if two else {})
        shown = two or one
        found.append(GoalChange(key, bool(shown and shown.is_sub), tuple(lines), one is not None, two is not None))
    return found
