"""What rooms know of the deadlines of a clock that the standard file does not (their room.py)."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import Q

from brobygger.desk.acts import act_for, rule_of
from brobygger.ground import room
from brobygger.ground.room import Act


@cache
def row_expressions(*, in_lists: bool) -> tuple[tuple[str, Any], ...]:
    """What every row of a deadline is read with: names and expressions."""
    return tuple(
        (name, of_room.at(reference)())
        for of_room, known in room.every("clocks")
        for name, reference in (*known.told, *(known.told_in_lists if in_lists else ()))
    )


def can_be_acted_on(duty: str) -> Q:
    """What somebody with a duty can do anything about: all of it, but for clocks of which a room says when."""
    found = Q()
    for of_room, known in room.every("clocks"):
        if known.duty == duty:
            found &= ~Q(clock=known.clock) | of_room.at(known.on_duty)()
    return found


def ones_act(version: str, number: str, actor: Any, known_of_it: Mapping[str, Any]) -> Act:
    """What this person can do about a clock in the case with that number, on My day and on the case alike."""
    act = act_for(version, number)
    for of_room, known in room.every("clocks"):
        if known.clock == rule_of(version).id:
            return of_room.at(known.act)(act, known_of_it, actor, number)  # type: ignore[no-any-return]
    return act


def where_it_stands(version: str, number: str, actor: Any, known_of_it: Mapping[str, Any]) -> str:
    """How far the case is on its way to what a clock asks for; "" when nobody knows, or the act says so itself."""
    for of_room, known in room.every("clocks"):
        if known.clock == rule_of(version).id:
            own = ones_act(version, number, actor, known_of_it) == act_for(version, number)
            return str(of_room.at(known.stands)(known_of_it, own))
    return ""
