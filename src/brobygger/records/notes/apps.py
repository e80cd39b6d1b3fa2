"""Django's handle on this app."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    """Notes: kept while they are written, signed, corrected by new versions."""

    name = "brobygger.records.notes"
    label = "notes"
