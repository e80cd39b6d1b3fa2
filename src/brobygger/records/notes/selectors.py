"""Readings of notes; each asks the database a fixed number of times."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from brobygger.ground import dates, prepared_queries
from brobygger.ground.addresses import address_of
from brobygger.ground.prepared_queries import Constant
from brobygger.records.episodes.journal import Chosen, TimelineEntry
from brobygger.records.episodes.models import Episode
from brobygger.records.notes import rules
from brobygger.records.notes.access import TEXT
from brobygger.records.notes.events import KINDS
from brobygger.records.notes.models import Note
from brobygger.records.notes.words import author_words, written_words
from brobygger.trust import access
from brobygger.trust.access import Actor

ICONS = {
    "talk": "edit", "phone": "smartphone", "visit": "home", "meeting": "persons", "contact": "send",
    "observation": "visibility",
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A note as the journal shows it. `event_id` is its event on the timeline."""

    event_id: int | None
    note_id: int
    drawn: TimelineEntry


def readable(actor: Actor, queryset: QuerySet[Note]) -> QuerySet[Note]:
    """Narrow notes to the compartments that the actor reads. The case itself is asked before, by its own row."""
    reach = access.reach(actor, TEXT)
    if reach.everything:
        return queryset
    if reach.nothing or reach.compartments is None:
        return queryset.none()
    return queryset.filter(compartment__in=sorted(reach.compartments))


def signed(actor: Actor, episode: Episode) -> list[Note]:
    """The signed notes of a case that the actor may read, newest first (one query)."""
    rows = readable(actor, Note.objects.filter(episode=episode, signed_at__isnull=False))
    return list(rows.select_related("author", "corrects__author").order_by("-occurred_at", "-id"))


def behind(actor: Actor, episode: Episode, event_ids: list[int]) -> list[Note]:
    """The notes that some events of a case tell of, as far as the actor may read them (at most one query)."""
    reach = access.reach(actor, TEXT)
    if reach.nothing or not event_ids:
        return []
    compartments = None if reach.everything else reach.compartments or frozenset()
    found: list[Note] = prepared_queries.rows(_behind, episode.pk, tuple(event_ids), compartments)
    return found


def drawn(actor: Actor, episode: Episode, chosen: Chosen) -> dict[int, TimelineEntry]:
    """The notes that the journal shows in place of their events, by the event (at most one query)."""
    ids = chosen.numbers_of([kind.id for kind in KINDS])
    found = journal(actor, episode, behind(actor, episode, ids))
    return {note.event_id: note.drawn for note in found if note.event_id is not None}


def _behind(episode: int, event_ids: tuple[int, ...], compartments: frozenset[str] | None) -> QuerySet[Note]:
    rows = Note.objects.filter(episode_id=episode, event_id__in=event_ids).select_related("author", "corrects__author")
    return rows if compartments is None else rows.filter(compartment__in=sorted(compartments))


def journal(actor: Actor, episode: Episode, notes: list[Note] | None = None) -> list[Entry]:
    """The notes of a case as entries of its journal, newest first (one query, none when `notes` are given).

    A corrected note stays in its place, struck; its correction says why and leads back to it.
    """
    rows = signed(actor, episode) if notes is None else notes
    corrected_by = {note.corrects_id: note for note in rows if note.corrects_id}
    return [_entry(episode, note, corrected_by.get(note.pk)) for note in rows]


def _entry(episode: Episode, note: Note, correction: Note | None) -> Entry:
    link = None
    if note.corrects_id:
        link = (_("See the original"), address_of("notes:note", episode.number, note.corrects_id))
    elif correction:
        link = (_("See the correction"), address_of("notes:note", episode.number, correction.pk))
    text = note.text
    if note.corrects_id:
        text = _("Reason: %(reason)s") % {"reason": note.reason} + "\n" + text
    drawn = TimelineEntry(
        icon="subdirectory-arrow-right" if note.corrects_id else ICONS.get(note.kind, "edit"),
        title=title_of(note),
        meta=meta_of(note),
        text=text,
        struck=correction is not None,
        link=link,
        id=f"note-{note.pk}",
        href=address_of("notes:note", episode.number, note.pk),
    )
    return Entry(note.event_id, note.pk, drawn)


def title_of(note: Note) -> str:
    """The heading, else what kind of note it is; a correction says so."""
    title = note.heading or _("Note: %(kind)s") % {"kind": str(note.get_kind_display()).lower()}
    return _("Correction: %(title)s") % {"title": title} if note.corrects_id else title


def meta_of(note: Note) -> str:
    """When it happened, by whom, and when it was written if that was later."""
    parts = [dates.moment(note.occurred_at), author_words(note)]
    if note.signed_at and rules.is_written_later(note.occurred_at, note.signed_at):
        parts.append(written_words(note.occurred_at, note.signed_at))
    return " · ".join(parts)


def unsigned(account: Any, limit: int = 20) -> list[Note]:
    """The account's own unsigned notes with their cases, oldest first (one query); for My day."""
    found: list[Note] = prepared_queries.rows(_unsigned, account.pk, Constant(limit))
    return found


def _unsigned(account: int, limit: str) -> QuerySet[Note]:
    rows = Note.objects.filter(author_id=account, signed_at__isnull=True).select_related("episode")
    shown = rows.only("key", "kind", "begun_at", "episode__number", "episode__person_name", "episode__name_protected")
    return shown.order_by("begun_at", "id")[: int(limit)]


def unsigned_in(account: Any, episode: Episode) -> list[Note]:
    """The account's own unsigned notes in one case, oldest first (one query)."""
    rows = Note.objects.filter(author_id=account.pk, episode=episode, signed_at__isnull=True)
    return list(rows.order_by("begun_at", "id"))


def versions(actor: Actor, note: Note) -> list[Note]:
    """A note with everything it corrects and that corrects it, oldest first (one query).

    A chain lies within one case and one compartment, so the case's signed notes hold all of it.
    """
    rows = {row.pk: row for row in signed(actor, note.episode)}
    by_corrected = {row.corrects_id: row for row in rows.values() if row.corrects_id}
    first = note
    while first.corrects_id and first.corrects_id in rows:
        first = rows[first.corrects_id]
    chain = [first]
    while (later := by_corrected.get(chain[-1].pk)) is not None:
        chain.append(later)
    return chain
