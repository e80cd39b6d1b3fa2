"""Django's handle on this app."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """Drafts: what is typed and not yet sent, kept on the server."""

    name = "brobygger.records.drafts"
    label = "drafts"
