"""Every address, as every role: a page that does not declare who may see it fails here."""

import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter

from brobygger.trust import access, roles

# Pages of libraries, by the module they come from, with the reason why they carry no declaration of ours.
LIBRARIES = {
    "allauth.account": "signing in and out and one's own password; they show nobody's data",
    "allauth.mfa": "one's own second factor; they show nobody's data",
}


def every_page(
    patterns: Any = None, prefix: str = "", in_words: Callable[[Any], str] | None = None
) -> Iterator[tuple[str, Any]]:
    """Give every address with its view, whatever is included where; `in_words` says how a pattern is written."""
    write = in_words or sample
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from every_page(pattern.url_patterns, prefix + write(pattern), in_words)
        elif isinstance(pattern, URLPattern):
            yield prefix + write(pattern), pattern.callback


def sample(pattern: Any) -> str:
    """Give an address that fits the pattern, of something that does not exist."""
    route = getattr(pattern.pattern, "_route", None)
    if route is None:
        # A regular expression (allauth's key) or the language's prefix.
        return "adgangskode/vaelg/x-y/" if "uidb36" in str(pattern.pattern) else str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        value = "999999999" if isinstance(converter, IntConverter) else "x-9"
        value = str(uuid.UUID(int=9)) if isinstance(converter, UUIDConverter) else value
        route = re.sub(rf"<(?:\w+:)?{name}>", value, route)
    return str(route)


def pages() -> list[tuple[str, Any]]:
    """Give the pages as (address, view)."""
    return [("/" + address, view) for address, view in every_page()]


def is_librarys(view: Any) -> bool:
    module = getattr(getattr(view, "view_class", view), "__module__", "")
    return any(module.startswith(name) for name in LIBRARIES)


def test_every_page_declares_who_may_see_it() -> None:
    undeclared = [
        f"{address} ({view.__module__}.{getattr(view, '__name__', view)})"
        for address, view in pages()
        if not is_librarys(view) and not isinstance(getattr(view, "action", None), access.Action)
    ]
    assert not undeclared, "Put @pages.page(ACTION) on: " + ", ".join(undeclared)


def test_every_declared_action_is_known_under_its_name() -> None:
    found = list(pages())  # first: a room's actions are declared when its pages are imported
    known = access.actions()
    for address, view in found:
        if not is_librarys(view):
            assert known.get(view.action.name) is view.action, address


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["", *sorted(roles.ALL)])
def test_nobody_gets_further_than_declared(role: str, client_as: Callable[..., Client]) -> None:
    """Visitor and every role: GET and POST of every address; nothing breaks and nothing undeclared opens."""
    client = client_as(role) if role else Client()
    client.raise_request_exception = False
    faults = []
    for address, view in pages():
        if is_librarys(view) and address.endswith("/logout/"):
            continue
        for method in ("get", "post"):
            answer = getattr(client, method)(address)
            fault = _fault(answer.status_code, answer.headers.get("Location", ""), view, method, role)
            if fault:
                faults.append(f"{method.upper()} {address}: {fault}")
    assert not faults, "\n".join(faults)


def _fault(status: int, location: str, view: Any, method: str, role: str) -> str:
    if status >= 500:
        return f"answered {status}"
    if is_librarys(view):
        return ""
    action: access.Action = view.action
    if action.scope == "public" or method.upper() not in view.methods:
        return ""
    if not role:
        return "" if status == 302 and "/konto/login/" in location else f"a visitor got {status}"
    allowed = not action.roles or role in action.roles
    return "" if allowed or status in (403, 404) else f"{role} got {status}, and is not declared"
