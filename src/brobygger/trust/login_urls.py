"""The pages of signing in, from allauth: only those that are used here. Nobody signs up by themselves."""

from allauth.account import views
from django.urls import include, path, re_path

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("lukket/", views.account_inactive, name="account_inactive"),
    path("opret/", views.signup, name="account_signup"),
    path("bekraeft/", views.reauthenticate, name="account_reauthenticate"),
    path("adgangskode/", views.password_change, name="account_change_password"),
    path("adgangskode/ny/", views.password_set, name="account_set_password"),
    path("adgangskode/glemt/", views.password_reset, name="account_reset_password"),
    path("adgangskode/glemt/sendt/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^adgangskode/vaelg/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "adgangskode/valgt/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("sikkerhed/", include("allauth.mfa.urls")),
]
