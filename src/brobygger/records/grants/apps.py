"""Django's handle on this app."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """Grants: what a citizen has been granted and holds now, projected from the timeline."""

    name = "brobygger.records.grants"
    label = "grants"
