"""Django's handle on this app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans: goals, follow-ups, endings and the way back."""

    name = "brobygger.care.plans"
    label = "plans"
