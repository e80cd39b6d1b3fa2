"""Django's handle on this app."""

from django.apps import AppConfig, apps


class TrustConfig(AppConfig):
    """Who may, who did, kept safe: accounts, access, audit, the key ring in use and jobs."""

    name = "brobygger.trust"
    label = "trust"

    def ready(self) -> None:
        """Listen to sign-ins, and make known the jobs of this floor."""
        from brobygger.trust import periodic  # noqa: F401

        # The plain pages of the bench sign people in by Django's own means.
        if apps.is_installed("allauth.account"):
            from brobygger.trust import second_factors, signals  # noqa: F401

            second_factors.watch()
