"""Django's handle on this app."""

from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    """Consents: who we may talk with, about what."""

    name = "brobygger.records.consents"
    label = "consents"
