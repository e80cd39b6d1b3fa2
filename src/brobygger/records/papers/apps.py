"""Django's handle on this app."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """The papers of a case, gathered from every noun and room that has some."""

    name = "brobygger.records.papers"
    label = "papers"
