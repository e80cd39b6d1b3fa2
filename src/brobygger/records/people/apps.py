"""Django's handle on this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People: numbers, protection, contact wishes and children at home."""

    name = "brobygger.records.people"
    label = "people"
