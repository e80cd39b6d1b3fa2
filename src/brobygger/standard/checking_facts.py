"""What a standard file asks of facts, held against their declared types: what can never be is a fault."""

from collections.abc import Iterator

from brobygger.standard.clocks import ClockVersion, Condition
from brobygger.standard.facts import Fact, FactType
from brobygger.standard.model import Standard, Turn
from brobygger.standard.text import Text
from brobygger.standard.vocabulary import vocabulary

_TYPES = {
    FactType.TEXT: Text("en tekst", "a text"),
    FactType.ID: Text("et id", "an id"),
    FactType.CHOICE: Text("et valg", "a choice"),
    FactType.NUMBER: Text("et helt tal", "a whole number"),
    FactType.WEEKS: Text("et antal uger", "a number of weeks"),
    FactType.DAY: Text("en dato", "a date"),
    FactType.MOMENT: Text("et tidspunkt", "a time"),
    FactType.TRUTH: Text("sandt eller falsk (true, false)", "true or false"),
    FactType.IDS: Text("en liste", "a list"),
    FactType.ROW: Text("nummeret på en af vores egne rækker", "the number of one of our own rows"),
}
_COUNTED = (FactType.NUMBER, FactType.WEEKS)
_ASKED_BY = {"fraction-of-weeks": _COUNTED, "date": (FactType.DAY,)}


def _declared(kind: str, name: str) -> Fact | None:
    event = vocabulary().get(kind)
    return event.facts.get(name) if event is not None else None


def _values(condition: Condition) -> frozenset[object]:
    return (condition.among or frozenset()) | condition.not_among


def _misfits(fact: Fact, values: frozenset[object]) -> set[object]:
    """The values that are of another type than the fact; what lies outside a closed choice is another matter."""
    return set() if fact.type is FactType.CHOICE else {value for value in values if not fact.fits(value)}


def outside_values(standard: Standard, kind: str, condition: Condition) -> set[object]:
    """The values of a condition that the fact never has: outside its closed choice, or in no list of the file."""
    fact = _declared(kind, condition.fact)
    if fact is None:
        return set()
    values = _values(condition)
    if fact.type is FactType.CHOICE:
        return {value for value in values if not fact.fits(value)}
    listed = getattr(standard, fact.of, ()) if fact.type is FactType.ID and fact.of else ()
    known = {item.id for item in listed}
    return {value for value in values - known if fact.fits(value)} if listed else set()


def impossible_values(standard: Standard, kind: str, condition: Condition) -> set[object]:
    """The same with those that are of another type."""
    fact = _declared(kind, condition.fact)
    return outside_values(standard, kind, condition) | (_misfits(fact, _values(condition)) if fact else set())


def wrong_types(kind: str, condition: Condition) -> Iterator[Text]:
    """What a condition asks of a fact that is of another type."""
    fact = _declared(kind, condition.fact)
    if fact is None:
        return
    for value in sorted(_misfits(fact, _values(condition)), key=str):
        yield _is_no(fact, value)
    if (condition.over is not None or condition.without) and fact.type not in _COUNTED:
        yield _not_counted(fact)


def wrong_lengths(version: ClockVersion) -> Iterator[tuple[str, str, Text]]:
    """The facts by which a clock is measured and that measure nothing: where, which, and the fault."""
    for key, within in (("within", version.within), ("or_within", version.or_within)):
        if within is None or not within.fact:
            continue
        for trigger in version.starts:
            fact = _declared(trigger.event, within.fact)
            if fact is None or fact.type in _ASKED_BY.get(within.unit, tuple(FactType)):
                continue
            yield key, fact.name, _no_day(fact) if within.unit == "date" else _not_counted(fact)


def wrong_turns(turn: Turn) -> Iterator[Text]:
    """The numbers that a turn gives to a fact that never has them."""
    fact = _declared(turn.event, turn.fact)
    for value in turn.values if fact is not None else ():
        if fact is not None and not fact.fits(value):
            yield _is_no(fact, value)


def _is_no(fact: Fact, value: object) -> Text:
    if fact.type is FactType.CHOICE:
        return Text(
            f"Oplysningen '{fact.name}' kan ikke være '{value}'.", f"The fact '{fact.name}' cannot be '{value}'."
        )
    kind = _TYPES[fact.type]
    return Text(
        f"Oplysningen '{fact.name}' er {kind.da}, og det er {value!r} ikke.",
        f"The fact '{fact.name}' is {kind.en}, which {value!r} is not.",
    )


def _not_counted(fact: Fact) -> Text:
    kind = _TYPES[fact.type]
    return Text(
        f"Oplysningen '{fact.name}' er {kind.da} og kan ikke regnes med som et tal.",
        f"The fact '{fact.name}' is {kind.en} and cannot be counted as a number.",
    )


def _no_day(fact: Fact) -> Text:
    kind = _TYPES[fact.type]
    return Text(
        f"Oplysningen '{fact.name}' er {kind.da} og ingen dato at regne fra.",
        f"The fact '{fact.name}' is {kind.en} and no date to count from.",
    )
