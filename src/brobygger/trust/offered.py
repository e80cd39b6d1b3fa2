"""Whom a page is for, from the page's own declaration: so that no menu offers what would be refused."""

from collections.abc import Hashable
from functools import cache
from typing import Any

from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from brobygger.ground.addresses import present_urlconf
from brobygger.trust import roles


def roles_of(name: str) -> frozenset[str]:
    """The roles that may open a page; none when it is not there."""
    return _roles_of(name, present_urlconf())


def offers(name: str, account: Any) -> bool:
    """Whether an account's roles may open a page that needs no argument."""
    return not roles_of(name).isdisjoint(getattr(account, "roles", None) or ())


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
