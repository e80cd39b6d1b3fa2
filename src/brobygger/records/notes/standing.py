"""What the digest of a signed note covers: its words, and what they belong to."""

from typing import Any

from django.db.models import Q

from brobygger.records.episodes.words_that_stand import Words, declare
from brobygger.records.notes.events import NOTE_CORRECTED, NOTE_SIGNED
from brobygger.records.notes.models import Note


def parts(note: Any) -> list[Any]:
    """Whatever somebody would change to make a note say something else, or be somebody else's."""
    return [
        note.pk, note.episode_id, note.author_id, note.compartment, note.kind, note.occurred_at.timestamp(),
        note.heading, note.text, note.corrects_id, note.reason,
    ]  # fmt: skip


WORDS = declare(
    Words("note", Note, (NOTE_SIGNED.id, NOTE_CORRECTED.id), "note", Q(signed_at__isnull=False), parts),
)
