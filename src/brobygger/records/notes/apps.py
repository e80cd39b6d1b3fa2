"""Django's handle on this app."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    """Notes: kept while they are written, signed, corrected by new versions."""

    name = "brobygger.records.notes"
    label = "notes"

    def ready(self) -> None:
        """Let the notes be among the papers of a case."""
        from brobygger.records.notes import papers
        from brobygger.records.notes.access import TEXT
        from brobygger.records.papers import parts

        parts.contribute("notes", "Notater", 60, TEXT, papers.of_case)
