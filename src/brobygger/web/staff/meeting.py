"""The next treatment meeting, for those who have a case on it or lead it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.care.visitation.models import AgendaItem, Meeting
from brobygger.records.pages import address
from brobygger.trust import clock
from brobygger.trust.roles import AUTHORITY, COUNSELLOR
from brobygger.web import dates


@dataclass(frozen=True)
class NextMeeting:
    """The next meeting in a line: when, and what one has on it."""

    title: str
    words: str
    href: str


def next_meeting_of(actor: Any) -> NextMeeting | None:
    """The next meeting: the authority's next one, a counsellor's next one with a case of theirs (two queries)."""
    roles = set(actor.roles)
    meeting = None
    if AUTHORITY in roles:
        meeting = Meeting.objects.filter(ends_at__gt=clock.now()).order_by("starts_at").first()
        items = AgendaItem.objects.filter(meeting=meeting, state="waiting") if meeting else AgendaItem.objects.none()
    elif COUNSELLOR in roles:
        items = AgendaItem.objects.filter(state="waiting", episode__responsible=actor, meeting__ends_at__gt=clock.now())
        first = items.select_related("meeting").order_by("meeting__starts_at").first()
        meeting = first.meeting if first else None
        items = items.filter(meeting=meeting) if meeting else items.none()
    if meeting is None:
        return None
    count = len(items[:100])
    words = ngettext("%(n)s case waits for a decision", "%(n)s cases wait for a decision", count)
    if COUNSELLOR in roles:
        words = ngettext("%(n)s of your cases is on it", "%(n)s of your cases are on it", count)
    title = _("Treatment meeting %(moment)s") % {"moment": dates.moment(meeting.starts_at)}
    return NextMeeting(title, words % {"n": count}, address("visitation:meeting", meeting.pk))
