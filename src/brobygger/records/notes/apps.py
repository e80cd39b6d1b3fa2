"""Django's handle on this app."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    """Notes: drafts kept on the server, signed, corrected by new versions."""

    name = "brobygger.records.notes"
    label = "notes"

    def ready(self) -> None:
        """Make the nightly tidying of drafts known to the worker; let the notes be among the papers of a case."""
        from brobygger.records.notes import drafts, papers  # noqa: F401
        from brobygger.records.notes.access import TEXT
        from brobygger.records.papers import parts

        parts.contribute("notes", "Notater", 60, TEXT, papers.of_case)
