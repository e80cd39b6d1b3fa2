"""The pages of signing in, from allauth: only those that are used here. Nobody signs up by themselves."""

from typing import Any

from allauth.account import views
from allauth.mfa import urls as mfa_urls
from django.db import transaction
from django.urls import URLResolver, include, path, re_path

# A wrong password or code is counted whatever becomes of the page, and so are its audit rows.
_TRIES = frozenset({"mfa_authenticate", "mfa_reauthenticate", "mfa_login_webauthn", "mfa_reauthenticate_webauthn"})


def _with_their_rows(patterns: list[Any]) -> list[Any]:
    """Let a second factor be changed in one transaction with its audit row: without the row, no change."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            _with_their_rows(pattern.url_patterns)
        elif pattern.name not in _TRIES:
            pattern.callback = transaction.atomic(pattern.callback)
    return patterns


urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("lukket/", views.account_inactive, name="account_inactive"),
    path("opret/", views.signup, name="account_signup"),
    path("bekraeft/", views.reauthenticate, name="account_reauthenticate"),
    path("adgangskode/", transaction.atomic(views.password_change), name="account_change_password"),
    path("adgangskode/ny/", transaction.atomic(views.password_set), name="account_set_password"),
    path("adgangskode/glemt/", views.password_reset, name="account_reset_password"),
    path("adgangskode/glemt/sendt/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^adgangskode/vaelg/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        transaction.atomic(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "adgangskode/valgt/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("sikkerhed/", include(_with_their_rows(mfa_urls.urlpatterns))),
]
