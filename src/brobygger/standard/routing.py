"""Which unit a first contact is offered (KS 6: by age and substance); people may choose another."""

from dataclasses import dataclass

from brobygger.standard.model import Standard
from brobygger.standard.text import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class Route:
    """Where an inquiry goes.

    Attributes:
        unit: the unit's id; None when the person is guided on, or when more must be asked first.
        guided_on: True when the centre is not for the person, who is helped to the right place.
        why: the reason in words.
    """

    unit: str | None
    guided_on: bool
    why: Text


def route(standard: Standard, age: int | None, line: str | None) -> Route:
    """The unit for a person of ``age`` asking about ``line`` ("drug", "alcohol"; None is not known yet).

    An unknown age is taken as an adult's of the oldest group, so that nobody waits for a birth date.
    """
    routing = standard.routing
    if age is not None and age < routing.adult_from:
        return Route(None, True, routing.under_age)
    fitting = [
        rule
        for rule in routing.rules
        if (line is None or rule.line in (None, line))
        and (age is None or (rule.age_from <= age and (rule.age_to is None or age <= rule.age_to)))
    ]
    if age is None:
        oldest = max((rule.age_from for rule in fitting), default=0)
        fitting = [rule for rule in fitting if rule.age_from == oldest]
    units = {rule.unit for rule in fitting}
    if len(units) != 1:
        return Route(None, False, _ASK if units else NO_TEXT)
    unit = standard.unit(units.pop())
    own = {rule.words for rule in fitting if rule.words.da}
    return Route(unit.id, False, own.pop() if len(own) == 1 and age is not None else unit.target_group)


_ASK = Text("Spørg, om det handler om stoffer eller alkohol.", "Ask whether it is about drugs or alcohol.")
