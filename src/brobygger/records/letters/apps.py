"""Django's handle on this app."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Letters: written, checked, queued, handed over and received."""

    name = "brobygger.records.letters"
    label = "letters"

    def ready(self) -> None:
        """Make the outbox known to the worker; let a failed letter be seen on its case and keep it open (trap 5)."""
        from django.db.models import Exists, OuterRef

        from brobygger.records import pages
        from brobygger.records.episodes import following
        from brobygger.records.letters import (
            jobs,  # noqa: F401  the worker finds its handlers by their import
            papers,
            showing,
            stopping,
        )
        from brobygger.records.letters.access import READ
        from brobygger.records.letters.models import Letter
        from brobygger.records.letters.selectors import has_failed
        from brobygger.records.papers import parts
        from brobygger.records.people import covering

        failed = Letter.objects.filter(episode=OuterRef("pk"), state=Letter.State.FAILED)
        pages.fetch_along("letter_failed", Exists(failed))
        on_its_way = [Letter.State.QUEUED, Letter.State.RETRYING, Letter.State.TO_PRINT]
        notices = Letter.objects.filter(episode=OuterRef("pk"), kind="enrolment-notice")
        pages.fetch_along("notice_waits", Exists(notices.filter(state__in=on_its_way)))
        pages.fetch_along("notice_made", Exists(notices))
        parts.sent_by[:] = ["letters:send_papers"]
        parts.contribute("letters", "Breve", 80, READ, papers.of_case)
        covering.learn_from(showing.as_addressed)
        following.carries_keys(Letter)
        following.heeds_the_citizen(stopping.when_the_citizen_changed)
        following.keeps_open("letter-failed", has_failed)
