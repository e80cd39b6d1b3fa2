"""Django's handle on this app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Intake: the inquiry, its routing and the enrolment."""

    name = "brobygger.care.intake"
    label = "intake"

    def ready(self) -> None:
        """Let an inquiry be read by those who have its case."""
        from brobygger.care.intake.models import Inquiry
        from brobygger.records.episodes import following

        following.carries_keys(Inquiry)
        from brobygger.care.intake import papers
        from brobygger.care.intake.access import CITIZEN
        from brobygger.records.papers import parts

        parts.contribute("intake", "Henvendelse og bekymringer", 20, CITIZEN, papers.of_case)
