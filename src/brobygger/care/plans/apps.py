"""Django's handle on this app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans: goals, follow-ups, endings and the way back."""

    name = "brobygger.care.plans"
    label = "plans"

    def ready(self) -> None:
        """Let what the room wrote be among the papers of a case."""
        from brobygger.care.plans import papers
        from brobygger.care.plans.access import READ
        from brobygger.records.papers import parts

        parts.contribute("plans", "Plan, opfølgning og afslutning", 50, READ, papers.of_case)
