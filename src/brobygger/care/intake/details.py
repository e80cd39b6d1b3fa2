"""What the journal adds to the events of the intake."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from brobygger.care.intake.events import APPOINTMENT_AGREED, AT, FIRST_TALK_NOT_REACHED, WHAT
from brobygger.ground import dates
from brobygger.ground.events import EventKind
from brobygger.records.episodes.attempts import try_words
from brobygger.records.episodes.words import Facts, Words


def _agreed(facts: Facts) -> str:
    """What the appointment is for, and when: "første samtale, onsdag 5. april kl. 10.15"."""
    what = {"first-talk": _("first talk")}.get(str(WHAT.read(facts)), "")
    at = AT.read(facts)
    when = dates.moment(datetime.fromisoformat(str(at))) if at else ""
    return ", ".join(part for part in (what, when) if part)


DETAILS: Mapping[EventKind, Words] = {
    APPOINTMENT_AGREED: _agreed,
    FIRST_TALK_NOT_REACHED: try_words,
}
