"""What stands between every request and its page: who is here, and with a second factor or not."""

import time
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import SimpleLazyObject

from brobygger.trust.models import Account

# Where somebody without a second factor may go: to set one up, or away.
_WITHOUT_SECOND_FACTOR: Final = frozenset(
    {
        "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn", "account_reauthenticate", "account_login", "account_logout",
        "account_change_password", "account_set_password",
    }
)  # fmt: skip


def _ways_proved(request: HttpRequest) -> list[dict[str, Any]]:
    """How and when the account was proved in this session."""
    from allauth.account.authentication import get_authentication_records

    found: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return found


def factor_is_stale(request: HttpRequest) -> bool:
    """Say whether somebody whose second factor is asked for at all has not proved it within the last minutes."""
    real: bool = settings.DEMO and not request.user.is_demo  # type: ignore[union-attr]
    if not settings.SECOND_FACTOR_REQUIRED and not real:
        return False
    records = _ways_proved(request)
    last = max((float(record.get("at", 0)) for record in records if record.get("method") == "mfa"), default=0.0)
    return time.time() - last > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def ask_for_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor once more. What was sent is kept meanwhile, and done when it is proved."""
    from allauth.account.adapter import get_adapter
    from allauth.account.internal.flows.reauthentication import suspend_request

    ways = get_adapter().get_reauthentication_methods(request.user)
    way = next((one["url"] for one in ways if one["id"] != "reauthenticate"), reverse("mfa_index"))
    return suspend_request(request, way)  # type: ignore[no-any-return]


class AccountMiddleware(MiddlewareMixin):
    """Gives the request its account, which the session has already brought along."""

    def process_request(self, request: HttpRequest) -> None:
        """Say who is here, once somebody asks."""
        request.user = SimpleLazyObject(lambda: present_account(request))  # type: ignore[assignment]


def present_account(request: HttpRequest) -> Account | AnonymousUser:
    """Give the session's account; a visitor when the session ended or the password was changed elsewhere."""
    session: Any = request.session
    named = session.get(SESSION_KEY)
    account: Account | None = session.account
    if named is None or account is None or str(account.pk) != named:
        return AnonymousUser()
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash()):
        session.flush()
        return AnonymousUser()
    return account


class NothingKept:
    """Lets no browser keep a page with a person or a secret on it: after log-out, Back shows nothing.

    Only what is declared public may be kept. Signing out also empties what the browser holds from before, pages kept
    whole for Back among it. Source: https://www.w3.org/TR/clear-site-data/
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and mark the answer."""
        response = self.get_response(request)
        match = request.resolver_match
        action = getattr(match.func, "action", None) if match is not None else None
        if action is None or action.scope != "public":
            response.headers["Cache-Control"] = "no-store"
        if match is not None and match.view_name == "account_logout" and request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache"'
        return response


class SecondFactorMiddleware:
    """Staff who sign in here, and not through the organisation's own login, need a second factor.

    Until one is set up, only the pages that set it up can be reached.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Send the visitor to the set-up pages if a second factor is missing."""
        action = getattr(view, "action", None)
        if action is not None and action.scope == "public":
            return None
        if not second_factor_missing(request):
            return None
        match = request.resolver_match
        if match is not None and match.view_name in _WITHOUT_SECOND_FACTOR:
            return None
        return redirect("mfa_index")


def second_factor_missing(request: HttpRequest) -> bool:
    """Say whether the visitor is signed in with a local account that has no second factor."""
    if not request.user.is_authenticated:
        return False
    # The demonstration asks nobody for one; but should it ever meet a real account, that one is asked all the same.
    real: bool = settings.DEMO and not request.user.is_demo
    if not settings.SECOND_FACTOR_REQUIRED and not real:
        return False
    session: Any = request.session
    if session.second_factor:
        return False
    # Signed in through the organisation, which asks for a second factor itself.
    return not any(record.get("method") == "socialaccount" for record in _ways_proved(request))
