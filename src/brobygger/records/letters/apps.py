"""Django's handle on this app."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Letters: written, checked, queued, handed over and received."""

    name = "brobygger.records.letters"
    label = "letters"
