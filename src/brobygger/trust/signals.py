"""Signing in and out is in the audit trail, and so is every change of the way in, and every try that failed."""

from collections.abc import Iterable
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, password_reset, password_set
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver

from brobygger.ground import devices
from brobygger.trust import audit, notices, second_factors
from brobygger.trust.models import Account, AuditEntry


@receiver(user_logged_in)
def signed_in(request: Any, user: Any, **_: Any) -> None:
    """Record a sign-in with the ways it was proved."""
    methods = request.session.get("account_authentication_methods", []) if hasattr(request, "session") else []
    used = sorted({str(method.get("method", "")) for method in methods})
    devices.remember(request, user.email)
    if hasattr(request, "session"):
        request.session["device"] = devices.words(request.META.get("HTTP_USER_AGENT", ""))
    audit.noted(AuditEntry.Kind.SIGN_IN, user, "trust.sign-in", methods=used)


@receiver(user_logged_out)
def signed_out(user: Any, **_: Any) -> None:
    """Record a sign-out."""
    if user is not None and user.is_authenticated:
        audit.noted(AuditEntry.Kind.SIGN_OUT, user, "trust.sign-out")


@receiver(user_login_failed)
def failed(credentials: dict[str, Any], **_: Any) -> None:
    """Record a sign-in that failed: for which account, never what was typed."""
    typed = str(credentials.get("email") or credentials.get("username") or "")
    account = Account.objects.filter(email=typed.lower()).first()
    audit.noted(AuditEntry.Kind.SIGN_IN, account, "trust.sign-in", outcome="failed", known=account is not None)


@receiver([password_set, password_changed, password_reset])
def password_chosen(user: Any, **_: Any) -> None:
    """Record that the account's owner chose a password, by a link or signed in, and tell them."""
    _way_in(user, "trust.password", done="chosen")
    _tell("password-chosen", user, [])


def _way_in(user: Any, action: str, **detail: Any) -> None:
    account = getattr(user, "_wrapped", user)  # the request's account comes as its lazy stand-in
    audit.noted(AuditEntry.Kind.CHANGE, account, action, row=account, **detail)


def _tell(kind: str, user: Any, others: Iterable[Account]) -> None:
    """Tell the owner, from whose browser it was done or seems to be, and others of a change of the way in."""
    account = getattr(user, "_wrapped", user)
    notices.tell(kind, account, account, [account, *others], even_by=True)


@receiver(post_save, sender=Authenticator)
def factor_added(instance: Authenticator, created: bool, **_: Any) -> None:
    """Record a new second factor or new recovery codes. The library tells of them only after they stand.

    Setting up the first one proves it: it is not asked for again at once. Another one is told of as a reset is.
    """
    if not created:
        return
    _way_in(instance.user, "trust.second-factor", done="added", type=instance.type)
    if instance.type == Authenticator.Type.RECOVERY_CODES:
        return
    first = second_factors.of(instance.user) == 1
    _tell("factor-added", instance.user, [] if first else notices.watchers())
    if first and context.request is not None and context.request.user.pk == instance.user_id:
        extra = {"id": instance.pk, "type": instance.type, "reauthenticated": True}
        record_authentication(context.request, instance.user, "mfa", **extra)


@receiver(authenticator_removed)
def factor_removed(user: Any, authenticator: Any, **_: Any) -> None:
    """Record a second factor that its owner removed, and tell of it."""
    _way_in(user, "trust.second-factor", done="removed", type=authenticator.type)
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        _tell("factor-removed", user, notices.watchers())


@receiver(authenticator_reset)
def factor_reset(user: Any, authenticator: Any, **_: Any) -> None:
    """Record recovery codes that were made anew, and tell of them."""
    _way_in(user, "trust.second-factor", done="reset", type=authenticator.type)
    _tell("codes-new", user, notices.watchers())


@receiver(authentication_failed)
def factor_failed(user: Any, authenticator: Any = None, **_: Any) -> None:
    """Record a wrong code or key: somebody has the password and not the second factor, or mistyped."""
    kind = getattr(authenticator, "type", "")
    audit.noted(AuditEntry.Kind.SIGN_IN, user, "trust.second-factor", outcome="failed", type=kind)


@receiver(authenticator_used)
def factor_used_again(user: Any, authenticator: Any, reauthenticated: bool = False, **_: Any) -> None:
    """Record that somebody signed in proved once more that it is they (the first time is the sign-in's own row)."""
    if reauthenticated:
        audit.noted(AuditEntry.Kind.SIGN_IN, user, "trust.confirm-again", type=authenticator.type)
