"""Where the address is https, a cookie belongs to this host and to TLS, and no neighbour can plant one."""

from collections.abc import Callable

import pytest
from django.test import Client

from brobygger.trust.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(client_as: Callable[..., Client]) -> tuple[Account, str]:
    """Somebody signed in, and the value of the session's cookie."""
    client = client_as("counsellor")
    return client.account, client.cookies["sessionid"].value  # type: ignore[attr-defined]


def get(name: str, value: str, *, secure: bool) -> int:
    client = Client()
    client.cookies[name] = value
    return client.get("/min-dag/", secure=secure).status_code


def test_over_tls_only_the_bound_cookie_is_listened_to(session: tuple[Account, str]) -> None:
    _account, value = session
    assert get("__Host-sessionid", value, secure=True) == 200
    assert get("sessionid", value, secure=True) == 302  # planted by a neighbour: to the login
    assert get("sessionid", value, secure=False) == 200  # a demo on one's own machine


@pytest.mark.parametrize("secure", [True, False])
def test_every_cookie_that_leaves_over_tls_is_bound(secure: bool) -> None:
    cookies = Client().get("/konto/login/", secure=secure).cookies
    assert set(cookies) == ({"__Host-csrftoken"} if secure else {"csrftoken"})
    for cookie in cookies.values():
        assert cookie["path"] == "/" and not cookie["domain"] and cookie["samesite"] == "Lax" and cookie["httponly"]
        assert bool(cookie["secure"]) == secure


def test_signing_out_over_tls_takes_the_bound_cookie_away(session: tuple[Account, str]) -> None:
    client = Client()
    client.cookies["__Host-sessionid"] = session[1]
    left = client.post("/konto/logout/", secure=True)
    gone = left.cookies["__Host-sessionid"]
    assert gone.value == "" and gone["max-age"] == 0 and gone["secure"] and gone["path"] == "/"
