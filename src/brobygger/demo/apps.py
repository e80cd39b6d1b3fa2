"""Django's handle on this app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo centre, and the command that builds it."""

    name = "brobygger.demo"
    label = "demo"
