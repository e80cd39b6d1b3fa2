"""Django's handle on this app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """What a working day begins with: My day, the case, the lists, the search, the hand-over."""

    name = "brobygger.desk"
    label = "desk"
