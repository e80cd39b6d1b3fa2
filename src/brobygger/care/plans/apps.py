"""Django's handle on this app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans: goals, follow-ups, endings and the way back."""

    name = "brobygger.care.plans"
    label = "plans"

    def ready(self) -> None:
        """Let what the room wrote be among the papers of a case, and its drafts be the case's own."""
        from brobygger.care.plans import papers
        from brobygger.care.plans.access import READ
        from brobygger.care.plans.drafts import SHARED
        from brobygger.records.drafts.shared import shares
        from brobygger.records.papers import parts

        shares(SHARED)
        parts.contribute("plans", "Plan, opfølgning og afslutning", 50, READ, papers.of_case)
