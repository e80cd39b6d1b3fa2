"""Addresses of this app."""

from django.urls import path

from brobygger.trust.views import accounts, audit, demo, glass, own_sessions, proposals

app_name = "trust"

urlpatterns = [
    path("noedaabning/", glass.break_glass, name="break_glass"),
    path("tillid/", audit.overview, name="audit"),
    path("tillid/opslag/", audit.entries, name="entries"),
    path("tillid/noedaabninger/", glass.glass_list, name="glass"),
    path("tillid/noedaabninger/<int:pk>/", glass.review, name="review"),
    path("konti/", accounts.accounts, name="accounts"),
    path("konti/ny/", accounts.new_account, name="account_new"),
    path("konti/<int:pk>/", accounts.account, name="account_edit"),
    path("konti/<int:pk>/luk/", accounts.close_account, name="account_close"),
    path("konti/<int:pk>/aabn/", accounts.open_account, name="account_open"),
    path("konti/<int:pk>/adgangskode/", accounts.password_link, name="account_link"),
    path("konti/<int:pk>/sikkerhed/", accounts.remove_second_factor, name="account_factor"),
    path("konti/venter/", proposals.waiting, name="proposals"),
    path("konti/venter/<int:pk>/", proposals.proposal, name="proposal"),
    path("min-konto/logins/", own_sessions.own_sessions, name="own_sessions"),
    path("min-konto/beskeder/", proposals.told, name="notices"),
    path("min-konto/beskeder/set/", proposals.seen, name="notices_seen"),
    path("min-konto/", accounts.own_account, name="account"),
    path("vaelg-rolle/", demo.choose_role, name="choose_role"),
]
