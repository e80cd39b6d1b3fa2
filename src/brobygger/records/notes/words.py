"""Times and names as the journal says them."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from brobygger.ground import clock
from brobygger.ground.languages import present_language
from brobygger.standard import day_words

if TYPE_CHECKING:
    from brobygger.records.notes.models import Note


def time_words(moment: datetime) -> str:
    """The hour as it is written in Danish: "9.10"."""
    local = moment.astimezone(clock.DENMARK)
    return _("%(hour)s.%(minute)02d") % {"hour": local.hour, "minute": local.minute}


def moment_words(moment: datetime) -> str:
    """Day and hour: "mandag 3. april kl. 9.10", with the year when it is another than this one."""
    day = clock.local_date(moment)
    words = day_words(day, year=day.year != clock.today().year).in_(present_language())
    return _("%(day)s at %(time)s") % {"day": words, "time": time_words(moment)}


def author_words(note: "Note") -> str:
    """Who wrote it, with the title where there is one: "Ida Krogh, sygeplejerske"."""
    author = note.author
    return f"{author.name}, {author.title.lower()}" if author.title else author.name


def written_words(occurred_at: datetime, signed_at: datetime) -> str:
    """When something was written, beside when it happened."""
    if clock.local_date(occurred_at) == clock.local_date(signed_at):
        return _("written the same day at %(time)s") % {"time": time_words(signed_at)}
    return _("written %(moment)s") % {"moment": moment_words(signed_at)}
