"""How a room declares the events that it records: pure data, checked whenever one is recorded.

An event is a kind with facts. The room that records it says in its ``events.py`` which facts it may carry, of which
type. What is written goes through that: a misspelt fact is refused where it is written, and not found missing in a
deadline months later.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from brobygger.standard.facts import NOT_TOLD, Fact, FactType
from brobygger.standard.known import RETRACTED
from brobygger.standard.text import Text

__all__ = [
    "RETRACTED",
    "EventKind",
    "Fact",
    "FactProblem",
    "FactType",
    "Text",
    "declare",
    "declared",
    "every_kind",
    "problems_of",
]


@dataclass(frozen=True, slots=True)
class FactProblem:
    """Why a fact cannot stand. `what`: "unknown" (the kind has none of that name), "missing", "type" (or no choice)."""

    kind: str
    fact: str
    what: str

    def __str__(self) -> str:
        """For whoever mends it. The value is not told: it is about a person."""
        return {
            "unknown": f"'{self.kind}' declares no fact '{self.fact}'",
            "missing": f"'{self.kind}' needs the fact '{self.fact}'",
        }.get(self.what, f"the fact '{self.fact}' of '{self.kind}' is of another type than declared")


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event.

    Args:
        id: what stands on the timeline, such as ``treatment.started``.
        words: what the journal calls it; a standard file may word it otherwise.
        facts: all that it may carry; none is said too.
        began: how a reckoning that starts with it begins ("Modtaget"); unsaid, as ``words``.
        after_closing: it may still happen when the case is closed.
        before_case: it may have happened before the case was opened.
        ends_case: it ends the case, and so waits for what keeps the case open.
        step: the journal draws it as a step of the case, and not as work between two.
        icon: what the journal draws beside it; unsaid, that of a step or of work.
        follows_letter: it happens when a letter of this kind has been handed over.
        group: which of the journal's choices shows it, beside "all" and "steps": "notes", "letters", "consents".
    """

    id: str
    words: Text
    facts: tuple[Fact, ...]
    began: Text | None = None
    after_closing: bool = False
    before_case: bool = False
    ends_case: bool = False
    step: bool = False
    icon: str = ""
    group: str = ""
    follows_letter: str = ""
    _by_name: dict[str, Fact] = field(init=False, repr=False, compare=False)
    _required: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        texts = (self.words, self.began) if self.began else (self.words,)
        if not all(text.da and text.en for text in texts):
            raise ValueError(f"'{self.id}' lacks words in a language")
        by_name = {fact.name: fact for fact in self.facts}
        if len(by_name) != len(self.facts):
            raise ValueError(f"'{self.id}' declares a fact twice")
        object.__setattr__(self, "_by_name", by_name)
        object.__setattr__(self, "_required", tuple(fact.name for fact in self.facts if fact.required))

    def problems(self, told: Mapping[str, Any], *, correcting: bool = False) -> list[FactProblem]:
        """What is wrong with these facts; a correction may leave out what it keeps of what it corrects."""
        found = []
        for name, value in told.items():
            fact = self._by_name.get(name)
            if fact is None and correcting and name == RETRACTED.name:
                fact = RETRACTED
            if fact is None:
                found.append(FactProblem(self.id, name, "unknown"))
            elif not fact.fits(value):
                found.append(FactProblem(self.id, name, "type"))
        if not correcting:
            found += [FactProblem(self.id, name, "missing") for name in self._required if told.get(name) in NOT_TOLD]
        return found

    def kept(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Of facts that stand on an earlier event, those that may be written anew: rows may be older than a fact."""
        return {
            name: value for name, value in told.items() if name in self._by_name and self._by_name[name].fits(value)
        }


_declared: dict[str, EventKind] = {}


def declare(kinds: Iterable[EventKind]) -> None:
    """Let these kinds be recorded. Raises ValueError for a second declaration of a kind."""
    for kind in kinds:
        if _declared.setdefault(kind.id, kind) != kind:
            raise ValueError(f"'{kind.id}' is declared twice")


def declared(kind: str) -> EventKind | None:
    """The declaration of a kind; None when no room declares it."""
    return _declared.get(kind)


def every_kind() -> Iterable[EventKind]:
    """Every kind that may be recorded, room by room."""
    return _declared.values()


def problems_of(kind: str, told: Mapping[str, Any], *, correcting: bool = False) -> list[FactProblem]:
    """What is wrong with the facts of a kind that is declared."""
    return _declared[kind].problems(told, correcting=correcting)
