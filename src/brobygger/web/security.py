"""What a browser is told about our pages: nothing from other hosts, nothing inline, no framing.

Sources: https://www.w3.org/TR/CSP3/ and https://django-csp.readthedocs.io/
"""

from collections.abc import Callable
from typing import Any

from csp.constants import NONE, SELF
from django.http import Http404, HttpRequest, HttpResponseBase

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

PERMISSIONS = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=()"
)


class PermissionsPolicy:
    """Says on every answer that the page wants nothing of the device."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on and mark the answer."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class HostCookies:
    """Where the address is https, every cookie of ours is bound to this host and to TLS (`__Host-`, RFC 6265bis).

    A neighbour under the same domain can then plant none: one without the prefix is not listened to there. Inside, the
    cookies have their plain names; an installation without TLS (a demo on one's own machine) has only those.
    """

    PREFIX = "__Host-"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on with the cookies that are ours, and let those of the answer go out bound."""
        if not request.is_secure():
            return self.get_response(request)
        sent = [(name, value) for name, value in request.COOKIES.items() if name.startswith(self.PREFIX)]
        request.COOKIES.clear()
        request.COOKIES.update({name.removeprefix(self.PREFIX): value for name, value in sent})
        response = self.get_response(request)
        for name in list(response.cookies):
            self._bind(response, name)
        return response

    def _bind(self, response: HttpResponseBase, name: str) -> None:
        morsel = response.cookies.pop(name)
        kept = {key: value for key, value in morsel.items() if value != "" and key not in ("domain", "path", "secure")}
        response.cookies[self.PREFIX + name] = morsel.value
        response.cookies[self.PREFIX + name].update({**kept, "path": "/", "secure": True})


class ReadableAddress:
    """Knows no page at an address with a NUL in it: PostgreSQL stores none, so nothing of ours can be meant."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on. Raises Http404."""
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        return self.get_response(request)
