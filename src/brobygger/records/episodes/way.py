"""The way through a case: which of several promises that run out on one day the others wait for.

The kind of course that a promise is for says in which order they wait. What stands first on the way is what to do next.
"""

from functools import cache

from brobygger import standard
from brobygger.standard.courses import COURSES


@cache
def place_on_way(version: str) -> int | None:
    """How far along the way of its course a clock's version is met; None when it is off the way."""
    met_by = standard.load().clock_version(version).met_by
    way = _way_of(version)
    return next((way.index(trigger.event) for trigger in met_by if trigger.event in way), None)


def order_on_way(version: str) -> int:
    """Where a clock's version stands among those of one day: on the way first, what is off it after."""
    place = place_on_way(version)
    return len(_way_of(version)) if place is None else place


@cache
def _way_of(version: str) -> tuple[str, ...]:
    held = standard.load().clock_version(version).courses
    return next((kind.way for kind in COURSES if kind.id in held), ())
