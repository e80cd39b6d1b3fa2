"""Times and names as the journal says them."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from brobygger.ground import clock, dates

if TYPE_CHECKING:
    from brobygger.records.notes.models import Note


def author_words(note: "Note") -> str:
    """Who wrote it, with the title where there is one: "Ida Krogh, sygeplejerske"."""
    author = note.author
    return f"{author.name}, {author.title.lower()}" if author.title else author.name


def written_words(occurred_at: datetime, signed_at: datetime) -> str:
    """When something was written, beside when it happened."""
    if clock.local_date(occurred_at) == clock.local_date(signed_at):
        return _("written the same day at %(time)s") % {"time": dates.clock_time(signed_at)}
    return _("written %(moment)s") % {"moment": dates.moment(signed_at)}
