"""Drafts on the server: nothing typed is lost, and two devices never overwrite each other unasked."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from brobygger.care.plans.models import Draft
from brobygger.ground import clock
from brobygger.records.episodes.models import Episode
from brobygger.trust import access, audit
from brobygger.trust.access import Action, Actor

EDITOR = 40  # signs that the mark of an opened form may have


class DraftConflict(Exception):
    """Somebody else (or another device) saved a draft meanwhile; `draft` is theirs. Nothing was overwritten."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("conflict")
        self.draft = draft


@transaction.atomic
def save_draft(
    actor: Actor,
    action: Action,
    episode: Episode,
    kind: str,
    data: Mapping[str, Any],
    *,
    read_version: int,
    editor: str,
    overwrite: bool = False,
) -> Draft:
    """Keep what is typed, as typed. `editor` names the opened form: its own saves never collide.

    Raises DraftConflict when another form saved after this one was read, unless `overwrite`.
    """
    access.require(actor, action, episode)
    # The case is held first: a draft that is agreed in this moment is gone when we get it, and not in our hands.
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    Draft.objects.get_or_create(episode=episode, kind=kind, defaults={"written_at": clock.now()})
    draft = Draft.objects.select_for_update(of=("self",)).get(episode=episode, kind=kind)
    if draft.version > read_version and draft.editor != editor and not overwrite:
        raise DraftConflict(draft)
    draft.data, draft.editor = _storable(dict(data)), editor.replace("\x00", "")[:EDITOR]
    draft.version += 1
    draft.written_by_id, draft.written_at = actor.pk, clock.now()
    draft.save()
    audit.changed(actor, action, episode, draft=kind)
    return draft


def _storable(value: Any) -> Any:
    """What is typed without the one sign that the database cannot keep (NUL), however deep it lies."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, Mapping):
        return {_storable(key): _storable(inner) for key, inner in value.items()}
    return [_storable(inner) for inner in value] if isinstance(value, list | tuple) else value


@transaction.atomic
def discard_draft(actor: Actor, action: Action, episode: Episode, kind: str) -> bool:
    """Throw a draft away; returns whether there was one."""
    access.require(actor, action, episode)
    gone, _rows = Draft.objects.filter(episode=episode, kind=kind).delete()
    if gone:
        audit.changed(actor, action, episode, draft=kind, discarded=True)
    return bool(gone)


def used_up(episode: Episode, kind: str) -> None:
    """Remove a draft whose words now stand in the record; part of the act that used it."""
    Draft.objects.filter(episode=episode, kind=kind).delete()
