"""Readings of what a citizen holds."""

from django.db.models import Exists, OuterRef, QuerySet

from brobygger.records.episodes.models import Episode
from brobygger.records.grants.models import ChosenProvider, Grant


def held(episode: Episode) -> list[Grant]:
    """What the citizen holds now, in the order in which it was granted (one query)."""
    return list(Grant.objects.filter(episode=episode, state=Grant.State.HELD).order_by("number"))


def chosen(episode: Episode) -> ChosenProvider | None:
    """The choice of another place that holds, if one does (one query)."""
    return chosen_of(episode).first()


def chosen_of(episode: Episode) -> QuerySet[ChosenProvider]:
    """The same as a reading, to ask within another."""
    return ChosenProvider.objects.filter(episode=episode)


def is_chosen_elsewhere() -> Exists:
    """Whether the citizen has chosen another place, as something that a case is fetched with."""
    return Exists(ChosenProvider.objects.filter(episode=OuterRef("pk")))
