"""Django's handle on this app."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Assessment: the six areas, instruments, referrals, the conference."""

    name = "brobygger.care.assessment"
    label = "assessment"
