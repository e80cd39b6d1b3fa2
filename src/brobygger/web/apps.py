"""Django's handle on this app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """What people meet: settings, urls, staff shell, public site."""

    name = "brobygger.web"
    label = "web"

    def ready(self) -> None:
        """Let the events of every room be recorded, and told in its words."""
        from brobygger import rooms

        rooms.declare_events()
        rooms.declare_details()
