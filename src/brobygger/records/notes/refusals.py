"""How a note that cannot be written so is told."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.ground.attempts import Attempts, simply
from brobygger.records.episodes import refusals as of_events
from brobygger.records.episodes.services import EventRefused
from brobygger.records.notes.services import NoteRefused


def _why(refused: NoteRefused) -> str:
    return {
        "signed": _("The note is signed already. Correct it instead."),
        "empty": _("Write the note before you sign it."),
        "too-long": _("This is too long to keep. Divide it into two notes."),
        "future": _("This lies ahead. A note tells of what has happened."),
        "not-yours": _("Only the one who wrote the note, or the manager, can correct it."),
        "no-reason": _("Write why the note is corrected."),
        "being-corrected": _("The note is corrected already, or a colleague has begun to correct it."),
        "not-signed": _("The note is not signed yet."),
    }.get(refused.code, _("The note could not be stored."))


attempt = Attempts(
    {
        NoteRefused: simply(_why),
        EventRefused: of_events.teller(
            {"future": gettext_lazy("This lies ahead. A note tells of what has happened.")},
            gettext_lazy("The note could not be stored."),
        ),
    }
)
