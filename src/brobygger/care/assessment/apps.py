"""Django's handle on this app."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Assessment: the six areas, instruments, referrals, the conference."""

    name = "brobygger.care.assessment"
    label = "assessment"

    def ready(self) -> None:
        """Let what the room wrote be among the papers of a case, and a start for what is written after it."""
        from brobygger.care.assessment import papers
        from brobygger.care.assessment.access import CONTENT
        from brobygger.care.assessment.selectors import told, why_unfinished
        from brobygger.records.episodes import carrying
        from brobygger.records.papers import parts

        parts.contribute("assessment", "Afdækning", 30, CONTENT, papers.of_case)
        carrying.tells("assessment", told)
        carrying.says_why_unfinished(why_unfinished)
