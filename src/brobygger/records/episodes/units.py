"""Verbs that change where an episode belongs: its unit, and the first colleague who has it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from brobygger.records.episodes import following, services
from brobygger.records.episodes.events import CASE_HANDED_OVER, INQUIRY_RECEIVED
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.episodes.services import NewEvent
from brobygger.trust import access
from brobygger.trust.access import Action, Actor


@transaction.atomic
def give_to(
    actor: Actor, action: Action, episode: Episode, receiver: Any, *, occurred_at: datetime | None = None
) -> None:
    """Make a colleague responsible for an episode that nobody had; stands on the timeline."""
    access.require(actor, action, episode)
    Episode.objects.filter(pk=episode.pk).update(responsible_id=receiver.pk)
    following.keys_moved(episode.pk, responsible_id=receiver.pk)
    facts = {
        "from": episode.responsible_id,
        "to": receiver.pk,
        "to_name": getattr(receiver, "name", ""),
        "first": True,
    }
    services.record(actor, action, episode, CASE_HANDED_OVER.id, occurred_at=occurred_at, facts=facts)
    episode.responsible_id = receiver.pk


@transaction.atomic
def move(actor: Actor, action: Action, episode: Episode, unit: str) -> None:
    """Send an episode to another unit: its inquiry is corrected to say so, and nothing of it is lost.

    The caller keeps the reason, which is free text and so no fact.
    """
    access.require(actor, action, episode)
    first = Event.objects.filter(episode=episode, kind=INQUIRY_RECEIVED.id, corrected_by__isnull=True).first()
    Episode.objects.filter(pk=episode.pk).update(unit=unit)
    following.keys_moved(episode.pk, unit=unit)
    if first is not None:
        facts = {**INQUIRY_RECEIVED.kept(first.facts), "unit": unit, "moved_from": episode.unit}
        event = NewEvent(INQUIRY_RECEIVED.id, first.occurred_at, facts, first.text, corrects=first)
        services.record_all(actor, action, episode, [event])
    episode.unit = unit
