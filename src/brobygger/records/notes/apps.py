"""Django's handle on this app."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    """Notes: drafts kept on the server, signed, corrected by new versions."""

    name = "brobygger.records.notes"
    label = "notes"

    def ready(self) -> None:
        """Make the nightly tidying of drafts known to the worker."""
        from brobygger.records.notes import drafts  # noqa: F401
