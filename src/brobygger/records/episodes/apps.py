"""Django's handle on this app."""

from django.apps import AppConfig


class EpisodesConfig(AppConfig):
    """Episodes: the timeline of events and the deadlines that follow from it."""

    name = "brobygger.records.episodes"
    label = "episodes"
