"""Django's handle on this app."""

from django.apps import AppConfig


class VisitationConfig(AppConfig):
    """Visitation: recommendation, meeting, decision, appeal."""

    name = "brobygger.care.visitation"
    label = "visitation"

    def ready(self) -> None:
        """Let what the room wrote be among the papers of a case, and a start for what is written after it."""
        from brobygger.care.visitation import papers
        from brobygger.care.visitation.access import READ
        from brobygger.care.visitation.selectors import told
        from brobygger.records.episodes import carrying
        from brobygger.records.papers import parts

        parts.contribute("visitation", "Indstilling, afgørelse og klage", 40, READ, papers.of_case)
        carrying.tells("visitation", told)
