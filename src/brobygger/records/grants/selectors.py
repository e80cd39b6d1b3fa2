"""Readings of what a citizen holds."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from brobygger.records.episodes.models import Episode
from brobygger.records.grants.models import ChosenProvider, Grant


def held(episode: Episode) -> list[Grant]:
    """What the citizen holds now, in the order in which it was granted (one query)."""
    return list(Grant.objects.filter(episode=episode, state=Grant.State.HELD).order_by("number"))


def of_decision(episode: Episode, decision_id: int, decided_on: date | None) -> list[Grant]:
    """What one decision granted, whether it still holds or not (one query).

    What was recorded before decisions had a number on the timeline is found by its day.
    """
    numbered = Q(decision_id=decision_id) | Q(decision_id=None, decided_on=decided_on)
    return list(Grant.objects.filter(numbered, episode=episode).order_by("number"))


def chosen(episode: Episode) -> ChosenProvider | None:
    """The choice of another place that holds, if one does (one query)."""
    return chosen_of(episode).first()


def chosen_of(episode: Episode) -> QuerySet[ChosenProvider]:
    """The same as a reading, to ask within another."""
    return ChosenProvider.objects.filter(episode=episode)


def is_chosen_elsewhere() -> Exists:
    """Whether the citizen has chosen another place, as something that a case is fetched with."""
    return Exists(ChosenProvider.objects.filter(episode=OuterRef("pk")))
