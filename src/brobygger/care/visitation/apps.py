"""Django's handle on this app."""

from django.apps import AppConfig


class VisitationConfig(AppConfig):
    """Visitation: recommendation, meeting, decision, appeal."""

    name = "brobygger.care.visitation"
    label = "visitation"
