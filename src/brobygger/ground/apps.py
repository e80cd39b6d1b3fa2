"""Django's handle on this app: it brings words, and tables of nobody (see `kept`)."""

from django.apps import AppConfig


class GroundConfig(AppConfig):
    """What every room stands on, and what knows no account and no case."""

    name = "brobygger.ground"
    label = "ground"
