"""Django's handle on this app."""

from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    """Consents: who we may talk with, about what."""

    name = "brobygger.records.consents"
    label = "consents"

    def ready(self) -> None:
        """Tell the frame of a case how consents are said in a word or two."""
        from brobygger.records import pages
        from brobygger.records.consents import papers, selectors
        from brobygger.records.consents.access import READ
        from brobygger.records.papers import parts

        parts.contribute("consents", "Samtykker", 70, READ, papers.of_case)
        pages.tell_consents_by(selectors.in_short)
