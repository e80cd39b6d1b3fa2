"""Django's handle on what the records share: the frame of every page of a case."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """What every page of a case has in common."""

    name = "brobygger.records"
    label = "records"
