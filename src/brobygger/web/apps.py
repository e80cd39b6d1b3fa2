"""Django's handle on this app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """What people meet: settings, urls, staff shell, public site, demo."""

    name = "brobygger.web"
    label = "web"
