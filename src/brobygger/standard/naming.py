"""Which decision an event is about: what comes of an appeal is about the decision that was appealed.

An appeal that treatment came too late (the guarantee) is about no decision: it meets no decision's time to appeal, and
to say that the citizen is right overturns no refusal.
"""

from collections.abc import Mapping
from typing import Any

from brobygger.standard.events import Happening
from brobygger.standard.known import ABOUT, APPEAL_RECEIVED, COMES_OF_AN_APPEAL

DECISION, APPEAL = "decision_id", "appeal_id"
# The name of "no decision at all", which is the same as no other; a name that nobody told may be any.
NO_DECISION = ""
GUARANTEE = "guarantee"


def name_decisions(by_kind: dict[str, list[Happening]]) -> None:
    """Let what comes of an appeal name the decision that the appeal names, where it does not say so itself."""
    appeals = by_kind.get(APPEAL_RECEIVED)
    if not appeals:
        return
    by_kind[APPEAL_RECEIVED] = appeals = [_named(appeal, _appealed(appeal.facts)) for appeal in appeals]
    known = {
        name: appeal.facts.get(DECISION)
        for appeal in appeals
        if isinstance(name := appeal.facts.get(APPEAL), int | str)
    }
    for kind in COMES_OF_AN_APPEAL:
        if kind in by_kind:
            by_kind[kind] = [_named(one, _through_its_appeal(one.facts, known)) for one in by_kind[kind]]


def named_in(facts: Mapping[str, Any]) -> dict[str, int | str]:
    """The names that an event carries: the decision, the letter, the appeal that it is about."""
    return {
        fact: name
        for fact, name in facts.items()
        if fact.endswith("_id") and name != NO_DECISION and isinstance(name, int | str) and not isinstance(name, bool)
    }


def same(facts: tuple[str, ...], one: Happening, two: Happening) -> bool:
    """Whether two events carry the same in these facts, as far as both carry them."""
    for fact in facts:
        first, second = one.facts.get(fact), two.facts.get(fact)
        if first != second and (None not in (first, second) or NO_DECISION in (first, second)):
            return False
    return True


def _appealed(facts: Mapping[str, Any]) -> Any:
    return NO_DECISION if ABOUT.read(facts) == GUARANTEE else facts.get(DECISION)


def _through_its_appeal(facts: Mapping[str, Any], known: Mapping[int | str, Any]) -> Any:
    """The decision of an appeal on the timeline; of another one, what the event says itself."""
    appeal = facts.get(APPEAL)
    told = known.get(appeal) if isinstance(appeal, int | str) else None
    return facts.get(DECISION) if told is None else told


def _named(happening: Happening, decision: Any) -> Happening:
    if decision is None or happening.facts.get(DECISION) == decision:
        return happening
    return happening.saying({**happening.facts, DECISION: decision})
