"""Whom a page is for, from the page's own declaration: so that no menu offers what would be refused."""

from collections.abc import Hashable
from functools import cache
from typing import Any

from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from brobygger.ground import room
from brobygger.ground.addresses import present_urlconf
from brobygger.ground.room import Place
from brobygger.trust import roles


def roles_of(name: str) -> frozenset[str]:
    """The roles that may open a page; none when it is not there."""
    return _roles_of(name, present_urlconf())


def offers(name: str, account: Any) -> bool:
    """Whether an account's roles may open a page that needs no argument."""
    return not roles_of(name).isdisjoint(getattr(account, "roles", None) or ())


def places(account: Any) -> list[Place]:
    """The places of the menu that are there and for an account's roles, in the order of the working day."""
    every = room.every("places")
    return [one for of, one in every if offers(one.page, account) and (not one.when or of.at(one.when)())]


def first_page(account: Any) -> str:
    """The page that an account begins its day on: the one for just its roles, else the first of the menu."""
    offered, held = places(account), set(getattr(account, "roles", None) or ())
    own = (one for one in offered if held <= set(one.first_for))
    found = next(own, offered[0] if offered else None)
    return found.page if found else ""


@cache
def _roles_of(name: str, _urlconf: Hashable) -> frozenset[str]:
    try:
        view = resolve(reverse(name)).func
    except (NoReverseMatch, Resolver404):
        return frozenset()
    action = getattr(view, "action", None)
    if action is None:
        return frozenset()
    return action.roles or (roles.ALL if action.scope == "signed-in" else frozenset())
