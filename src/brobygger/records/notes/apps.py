"""Django's handle on this app."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    """Notes: drafts kept on the server, signed, corrected by new versions."""

    name = "brobygger.records.notes"
    label = "notes"
