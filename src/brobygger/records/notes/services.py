"""The only writers of notes: keep a draft, sign it, correct it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from brobygger.ground import clock, prepared_queries
from brobygger.ground.refusals import Refusal
from brobygger.ground.transactions import joins_transaction
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.episodes.services import NewEvent
from brobygger.records.episodes.words_that_stand import digest
from brobygger.records.notes import rules, standing
from brobygger.records.notes.access import WRITE
from brobygger.records.notes.events import NOTE_CORRECTED, NOTE_SIGNED
from brobygger.records.notes.models import Note
from brobygger.trust import access, audit
from brobygger.trust.models import Account


class NoteRefused(Refusal):
    """A note that cannot be written so; `code` tells which sentence is shown.

    Codes: "signed" (it is locked), "empty" (nothing to sign), "too-long", "future", "not-yours" (only the author or
    the manager corrects), "no-reason" (a correction says why), "being-corrected" (somebody has begun), "not-signed".
    """


@dataclass(frozen=True)
class NoteText:
    """What people write: `occurred_at` is when it happened, which may be before it is written."""

    text: str
    heading: str = ""
    kind: str = "talk"
    occurred_at: datetime | None = None
    reason: str = ""


@joins_transaction
def keep(actor: Account, episode: Episode, key: uuid.UUID, new: NoteText, *, begun_at: datetime | None = None) -> Note:
    """Keep the author's unsigned note as it stands now; the first keeping makes it. Raises access.Refused, NoteRefused.

    `key` is made with the form: sending the same form again never makes a second note.
    """
    access.require(actor, WRITE, episode)
    if len(new.text.strip()) > rules.LONGEST or len(new.heading.strip()) > rules.LONGEST_HEADING:
        raise NoteRefused("too-long")
    found: list[Note] = prepared_queries.rows(_locked, key)
    if not found:
        try:
            with transaction.atomic():
                return _begin(actor, episode, key, begun_at or clock.now(), new)
        except IntegrityError:
            # The same form was sent twice at once, and the other sending was first: this one goes on with its note.
            found = prepared_queries.rows(_locked, key)
    note = found[0]
    if note.author_id != actor.pk or note.episode_id != episode.pk:
        raise NoteRefused("not-yours")
    if note.is_signed:
        raise NoteRefused("signed")
    _fill(note, new)
    note.save()
    return note


def _locked(key: uuid.UUID) -> QuerySet[Note]:
    return Note.objects.select_for_update().filter(key=key)


def _begin(actor: Account, episode: Episode, key: uuid.UUID, at: datetime, new: NoteText) -> Note:
    note = Note(
        key=key,
        episode=episode,
        author=actor,
        compartment=rules.compartment_of(actor.roles, episode.compartment),
        occurred_at=at,
        begun_at=at,
        saved_at=at,
    )
    _fill(note, new)
    note.save(force_insert=True)
    audit.changed(actor, WRITE, note, begun=True)
    return note


def _fill(note: Note, new: NoteText) -> None:
    note.kind = new.kind if new.kind in rules.KINDS else rules.KINDS[0]
    note.heading = new.heading.strip()
    note.text = new.text.strip()
    note.occurred_at = new.occurred_at or note.occurred_at
    note.reason = new.reason.strip()
    note.saved_at = clock.now()


@transaction.atomic
def sign(actor: Account, note: Note, *, signed_at: datetime | None = None) -> Note:
    """Sign and lock a note: `note.signed` on the timeline, or `note.corrected` where it corrects another."""
    note = Note.objects.select_for_update(of=("self",)).select_related("episode", "corrects").get(pk=note.pk)
    at = signed_at or clock.now()
    _check(actor, note, at)
    event = _record(actor, note)
    note.signed_at = at
    note.event_id = event.pk
    note.save()
    return note


def _check(actor: Account, note: Note, at: datetime) -> None:
    if note.is_signed:
        raise NoteRefused("signed")
    if note.author_id != actor.pk:
        raise NoteRefused("not-yours")
    if not note.text:
        raise NoteRefused("empty")
    if note.occurred_at > at or at > clock.now():
        raise NoteRefused("future")
    if note.corrects_id and not note.reason:
        raise NoteRefused("no-reason")


def _record(actor: Account, note: Note) -> Event:
    """Put the note on the timeline: what it says stays in the note, whose compartment decides who reads it."""
    facts: dict[str, object] = {"note": note.pk, "kind": note.kind, "compartment": note.compartment}
    kind, corrected = NOTE_SIGNED.id, None
    if note.corrects is not None:
        kind = NOTE_CORRECTED.id
        facts["of"] = note.corrects.pk
        corrected = Event.objects.filter(pk=note.corrects.event_id or 0).first()
    new = NewEvent(kind, note.occurred_at, facts, corrects=corrected, digest=digest(standing.WORDS, note))
    return episodes.record_all(actor, WRITE, note.episode, [new])[0]


@transaction.atomic
def write(actor: Account, episode: Episode, new: NoteText, *, signed_at: datetime | None = None) -> Note:
    """Write and sign a note in one act."""
    note = keep(actor, episode, uuid.uuid4(), new, begun_at=new.occurred_at)
    return sign(actor, note, signed_at=signed_at)


@transaction.atomic
def begin_correction(actor: Account, note: Note) -> Note:
    """Begin to correct a signed note: a new unsigned note with the old words, to be changed and given a reason."""
    access.require(actor, WRITE, note.episode)
    if not note.is_signed:
        raise NoteRefused("not-signed")
    if not rules.may_correct(note.author_id, actor.pk, actor.roles):
        raise NoteRefused("not-yours")
    present = Note.objects.filter(corrects=note).first()
    if present is not None:
        if present.author_id == actor.pk and not present.is_signed:
            return present
        raise NoteRefused("being-corrected")
    return _copy(actor, note)


def _copy(actor: Account, note: Note) -> Note:
    now = clock.now()
    copy = Note(
        episode=note.episode, author=actor, compartment=note.compartment, kind=note.kind, heading=note.heading,
        text=note.text, occurred_at=note.occurred_at, begun_at=now, saved_at=now, corrects=note,
    )  # fmt: skip
    try:
        with transaction.atomic():
            copy.save(force_insert=True)
    except IntegrityError as error:
        raise NoteRefused("being-corrected") from error
    audit.changed(actor, WRITE, copy, corrects=note.pk)
    return copy


@transaction.atomic
def correct(actor: Account, note: Note, new: NoteText, *, signed_at: datetime | None = None) -> Note:
    """Correct a signed note in one act: the old one stays, struck and readable; `new.reason` says why."""
    copy = begin_correction(actor, note)
    kept = keep(actor, note.episode, copy.key, new)
    return sign(actor, kept, signed_at=signed_at)


@transaction.atomic
def throw_away(actor: Account, note: Note) -> None:
    """Throw an unsigned note away. Raises NoteRefused for one that is signed or another's."""
    note = Note.objects.select_for_update().get(pk=note.pk)
    if note.is_signed:
        raise NoteRefused("signed")
    if note.author_id != actor.pk:
        raise NoteRefused("not-yours")
    audit.changed(actor, WRITE, note, thrown_away=True)
    note.delete()
