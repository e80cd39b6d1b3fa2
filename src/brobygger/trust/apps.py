"""Django's handle on this app."""

from django.apps import AppConfig


class TrustConfig(AppConfig):
    """Who may, who did, kept safe: accounts, access, audit, encryption and jobs."""

    name = "brobygger.trust"
    label = "trust"

    def ready(self) -> None:
        """Listen to sign-ins, and make known the jobs of this floor."""
        from brobygger.trust import periodic, second_factors, signals  # noqa: F401

        second_factors.watch()
