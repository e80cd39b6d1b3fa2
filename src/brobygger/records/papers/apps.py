"""Django's handle on this app."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """The papers of a case, gathered from every noun and room that has some."""

    name = "brobygger.records.papers"
    label = "papers"

    def ready(self) -> None:
        """Make the gathering known to the worker; let who has the case have its papers too."""
        from brobygger.records.episodes import following
        from brobygger.records.papers import (
            citizen,
            jobs,  # noqa: F401  the worker finds its handlers by their import
            parts,
            timeline,
        )
        from brobygger.records.papers.access import READ
        from brobygger.records.papers.models import Papers

        parts.contribute("citizen", "Borgeren", 15, READ, citizen.of_case)
        parts.contribute("timeline", "Forløbets gang", 10, READ, timeline.of_case)
        following.carries_keys(Papers)
