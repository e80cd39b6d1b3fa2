"""The browsers people sign in from: told apart in words, and known again, so that a stranger's tries lock nobody out.

Wrong passwords are counted by where they come from and for whom. A browser in which the account has signed in before is
counted by itself: whatever strangers try, and from wherever, its owner has a way in.
"""

import uuid
from collections.abc import Callable
from typing import Any, Final

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE: Final = "kendt"
_SALT: Final = "brobygger.known-device"
_KEPT: Final = 180 * 24 * 3600
_MOST_ACCOUNTS: Final = 8  # one computer of the house may have several users
_BROWSERS: Final = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS: Final = (
    ("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


def words(agent: str) -> str:
    """Say what a browser calls itself: "Firefox, Windows"; empty when it says nothing that we know."""
    found = (next((name for mark, name in known if mark in agent), "") for known in (_BROWSERS, _SYSTEMS))
    return ", ".join(name for name in found if name)


def _mark(email: str) -> str:
    return salted_hmac(_SALT, email.lower(), algorithm="sha256").hexdigest()[:24]


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    """The browser's own number and whose sign-ins it has seen; a new number for one that is not known."""
    try:
        number, marks = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_KEPT)
    except (signing.BadSignature, ValueError, TypeError):
        return uuid.uuid4().hex, []
    return str(number), [str(mark) for mark in marks]


def known_as(request: HttpRequest, email: str) -> str:
    """Give the number of a browser in which this account has signed in before; "" for any other."""
    number, marks = _read(request)
    return number if _mark(email) in marks else ""


def remember(request: HttpRequest, email: str) -> None:
    """Let the answer to this request make the browser known to the account that has just signed in."""
    number, marks = _read(request)
    mark = _mark(email)
    kept = [mark, *(other for other in marks if other != mark)][:_MOST_ACCOUNTS]
    request.known_device = signing.dumps([number, kept], salt=_SALT)  # type: ignore[attr-defined]


class KnownDevice:
    """Puts what `remember` has noted into the browser. The cookie opens nothing: it only says "seen before"."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and mark the answer."""
        response = self.get_response(request)
        value: Any = getattr(request, "known_device", None)
        if value is not None:
            response.set_cookie(COOKIE, value, max_age=_KEPT, httponly=True, samesite="Lax", secure=request.is_secure())
        return response
