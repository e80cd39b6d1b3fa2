"""The units that an account works in, their names, and the one that is being looked at."""

from functools import cache
from typing import Any

from django.http import HttpRequest

from brobygger.ground.languages import present_language
from brobygger.standard import load

IN_SESSION = "unit"


@cache
def names(language: str) -> dict[str, str]:
    """The names of the centre's units by id, as the standard file has them."""
    return {unit.id: unit.name.in_(language) for unit in load().units}


def of(account: Any) -> list[tuple[str, str]]:
    """The units an account belongs to, as (id, name)."""
    known = names(present_language())
    return [(unit, known.get(unit, unit)) for unit in getattr(account, "units", []) or []]


def chosen(request: HttpRequest) -> str:
    """The id of the unit being looked at, or "" for all of one's own."""
    unit = request.session.get(IN_SESSION, "") if hasattr(request, "session") else ""
    return unit if unit in (getattr(request.user, "units", None) or []) else ""


def choose(request: HttpRequest, unit: str) -> None:
    """Look at one of one's units; at all of them with "", and with one that is not one's own."""
    if unit and unit in (getattr(request.user, "units", None) or []):
        request.session[IN_SESSION] = unit
    else:
        request.session.pop(IN_SESSION, None)
