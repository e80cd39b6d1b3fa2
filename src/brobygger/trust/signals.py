"""Signing in and out is in the audit trail."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from brobygger.trust import audit
from brobygger.trust.models import Account, AuditEntry


@receiver(user_logged_in)
def signed_in(request: Any, user: Any, **_: Any) -> None:
    """Record a sign-in with the ways it was proved."""
    methods = request.session.get("account_authentication_methods", []) if hasattr(request, "session") else []
    used = sorted({str(method.get("method", "")) for method in methods})
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
