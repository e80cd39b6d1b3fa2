"""Django's handle on this app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """What people meet: settings, urls, staff shell, public site."""

    name = "brobygger.web"
    label = "web"

    def ready(self) -> None:
        """Put in place what the rooms declare."""
        from django.conf import settings

        from brobygger import rooms

        rooms.declare(settings.ROOMS)
