"""Django's handle on this app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Intake: the inquiry, its routing and the enrolment."""

    name = "brobygger.care.intake"
    label = "intake"
