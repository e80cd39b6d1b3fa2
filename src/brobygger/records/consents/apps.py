"""Django's handle on this app."""

from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    """Consents: who we may talk with, about what."""

    name = "brobygger.records.consents"
    label = "consents"

    def ready(self) -> None:
        """Tell the frame of a case how consents are said in a word or two."""
        from brobygger.records import pages
        from brobygger.records.consents import selectors

        pages.tell_consents_by(selectors.in_short)
