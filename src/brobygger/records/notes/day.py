"""What of the notes waits for a person on My day: those that one has not signed."""

from datetime import date
from typing import Any

from brobygger.ground.addresses import address_or_empty
from brobygger.ground.room import DayPart
from brobygger.records.notes import selectors
from brobygger.records.notes.models import Note
from brobygger.records.pages import shown_name


def unsigned(actor: Any, _today: date) -> DayPart | None:
    """The notes that wait for their author's signature."""
    found = [_drawn(note) for note in selectors.unsigned(actor)]
    return DayPart(found) if found else None


def _drawn(note: Note) -> dict[str, Any]:
    return {
        "title": f"{shown_name(note.episode)}, {str(note.get_kind_display()).lower()}",
        "href": address_or_empty("notes:edit", note.episode.number, note.key),
        "written_at": note.begun_at,
    }
