"""How allauth behaves here: accounts are made by the administrator, never by signing up."""

import logging
import time
from smtplib import SMTPException
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.internal import ratelimit
from django.http import HttpRequest

from brobygger.ground import devices
from brobygger.ground.addresses import address_or_empty
from brobygger.trust import audit, offered, second_factors
from brobygger.trust.models import Account

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes signing up, and sends everybody to the page of their own work after signing in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody makes an account for themselves."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Give the first page of the account's roles."""
        return first_page(request.user)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Give the ways to prove that it is oneself: who has a second factor proves it by that, never by password."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [way for way in ways if way["id"] != "reauthenticate"] or ways

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again before a change of the way in.

        Only who has no second factor yet is spared it just after signing in, to set the first one up. Otherwise
        whoever sits down at an open browser could exchange the factor for one of their own.
        """
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        if second_factors.of(self.request.user):
            return True
        records = get_authentication_records(self.request, self.request.user)
        last = max((float(record.get("at", 0)) for record in records), default=0.0)
        return bool(time.time() - last > app_settings.REAUTHENTICATION_TIMEOUT)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try before it is made. Raises ValidationError, with a row in the trail, when there were too many.

        What is counted: this source with this account; and for a browser that is not known to the account, the source
        alone and the account alone as well. So a stranger stops strangers, never the account's owner.
        """
        email = str(credentials.get("email") or credentials.get("username") or "").lower()
        counted: list[tuple[str, str | None]] = [
            ("login_failed", self._get_login_attempts_cache_key(request, **credentials))
        ]
        if not devices.known_as(request, email):
            counted += [("login_failed_source", None), ("login_failed_account", email)]
        self._counted = [
            ratelimit.consume(request, app="allauth.account", action=action, key=key) for action, key in counted
        ]
        if not all(usage is not None for usage in self._counted):
            account = Account.objects.filter(email=email).first()
            audit.noted(audit.Kind.SIGN_IN, account, "trust.sign-in", outcome="refused", known=account is not None)
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        """What was counted of a try that succeeded counts no more."""
        for usage in getattr(self, "_counted", ()):
            if usage is not None:
                usage.rollback()

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Say where a try comes from and for whom: the browser that the account knows, else the address."""
        email = str(credentials.get("email") or credentials.get("username") or "").lower()
        return f"{devices.known_as(request, email) or ratelimit.get_ip(request)}:{email}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail; when the mail server does not take it the page answers as always, and the log says so.

        Otherwise the answer would tell which addresses have an account.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            logger.error("The mail server took no mail: %s", type(error).__name__)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing about signing in and out: the page itself shows it."""
        template = kwargs.get("message_template") or (args[2] if len(args) > 2 else "")
        if template not in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            super().add_message(*args, **kwargs)


def first_page(account: Any) -> str:
    """Give the address that an account begins its day on."""
    return address_or_empty(offered.first_page(account)) or "/"
