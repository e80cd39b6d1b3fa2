"""Django's handle on this app."""

from django.apps import AppConfig


class TrustConfig(AppConfig):
    """Who may, who did, kept safe: accounts, access, audit, encryption and jobs."""

    name = "brobygger.trust"
    label = "trust"
