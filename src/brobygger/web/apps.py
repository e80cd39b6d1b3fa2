"""Django's handle on this app."""

from django.apps import AppConfig, apps


class WebConfig(AppConfig):
    """What people meet: settings, urls, staff shell, public site."""

    name = "brobygger.web"
    label = "web"

    def ready(self) -> None:
        """Put in place what the rooms declare."""
        from django.conf import settings
        from django.db.models.signals import post_migrate

        from brobygger import rooms
        from brobygger.web import upgrading

        rooms.declare(settings.ROOMS)
        # Django says it once for each app, each time with the whole plan: once is enough.
        post_migrate.connect(upgrading.doubt_what_is_kept, sender=apps.get_app_config("trust"))
