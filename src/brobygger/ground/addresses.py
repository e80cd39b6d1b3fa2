"""Addresses of pages by name, as Django's `reverse` gives them, without asking its resolver for every row of a list."""

import re
from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language

# What needs no quoting, and what every converter for texts that we use lets through.
_SIMPLE = re.compile(r"[A-Za-z0-9_-]+")
_NUMBER, _TEXT = 7100000000, "text-{}-0"


def address_of(name: str, *args: object, **named: object) -> str:
    """The address of a page in the present language. Raises NoReverseMatch as `reverse` does."""
    if named:
        return reverse(name, args=args, kwargs=named)
    kinds = "".join(map(_kind, args))
    if "?" in kinds:
        return reverse(name, args=args)
    pattern = _pattern(name, kinds, get_language(), get_script_prefix(), present_urlconf())
    return pattern % args if pattern else reverse(name, args=args)


def address_or_empty(name: str, *args: object, **named: object) -> str:
    """The address of a page, or nothing where the page is not there: so that only what is there is offered."""
    try:
        return address_of(name, *args, **named)
    except NoReverseMatch:
        return ""


def see_other(name: str, *args: object, anchor: str = "") -> HttpResponseRedirect:
    """Send the reader on after something was done (303, so that going back asks nothing)."""
    return HttpResponseRedirect(address_of(name, *args) + (f"#{anchor}" if anchor else ""), status=303)


def present_urlconf() -> Any:
    """The table of addresses that is in use: what is remembered about a page holds for one table alone."""
    return get_urlconf() or settings.ROOT_URLCONF


def _kind(value: object) -> str:
    if type(value) is str and _SIMPLE.fullmatch(value):
        return "t"
    return "n" if type(value) is int and value >= 0 else "?"


@lru_cache(maxsize=2048)
def _pattern(name: str, kinds: str, _language: str | None, _prefix: str, _urlconf: Hashable) -> str:
    """The address with %s for every argument; "" for a page whose arguments must have a form of their own."""
    stand_ins = [str(_NUMBER + place) if kind == "n" else _TEXT.format(place) for place, kind in enumerate(kinds)]
    try:
        found = reverse(name, args=[int(text) if text.isdigit() else text for text in stand_ins])
    except NoReverseMatch:
        return ""
    found = found.replace("%", "%%")
    for stand_in in stand_ins:
        if found.count(stand_in) != 1:
            return ""
        found = found.replace(stand_in, "%s")
    return found
