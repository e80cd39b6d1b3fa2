"""Django's handle on this app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Intake: the inquiry, its routing and the enrolment."""

    name = "brobygger.care.intake"
    label = "intake"

    def ready(self) -> None:
        """Let an inquiry be read by those who have its case."""
        from django.db.models import OuterRef, Subquery

        from brobygger.care.intake import children_told, papers, words
        from brobygger.care.intake.access import CITIZEN
        from brobygger.care.intake.models import Inquiry
        from brobygger.records import pages
        from brobygger.records.episodes import following
        from brobygger.records.papers import parts, unknown
        from brobygger.records.people import covering

        covering.learn_from(children_told.of)
        following.carries_keys(Inquiry)
        parts.contribute("intake", "Henvendelse og bekymringer", 20, CITIZEN, papers.of_case)
        unknown.not_told(papers.not_told)
        # The frame of a case tells what it is about, and the first talk while it lies ahead.
        inquiry = Inquiry.objects.filter(episode=OuterRef("pk"))
        for name in ("substance", "first_talk_at"):
            pages.fetch_along(name, Subquery(inquiry.values(name)[:1]))
        pages.fetch_along("told_age", Subquery(inquiry.values("age")[:1]))
        pages.tell_substance_by(words.substance_of)
