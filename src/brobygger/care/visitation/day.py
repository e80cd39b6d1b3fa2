"""What of the visitation waits for a person on My day: the next meeting, for who has a case on it or leads it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.care.visitation import rules, selectors
from brobygger.care.visitation.models import AgendaItem, Meeting
from brobygger.ground import clock, dates, prepared_queries
from brobygger.ground.addresses import address_or_empty
from brobygger.ground.room import DayPart
from brobygger.trust.roles import AUTHORITY, COUNSELLOR


@dataclass(frozen=True)
class NextMeeting:
    """The next meeting in a line: when, and what one has on it."""

    title: str
    words: str
    href: str


def meeting(actor: Any, _today: date) -> DayPart | None:
    """The next meeting in a line."""
    found = next_meeting_of(actor)
    return DayPart(found) if found is not None else None


def decides(actor: Any, _today: date) -> DayPart | None:
    """What who decides is told of the list: a decision is not there before it is recommended."""
    if AUTHORITY not in actor.roles:
        return None
    if rules.holds_meetings():
        return DayPart(True)
    return DayPart(True, count=selectors.counted_waiting(selectors.without_meeting(actor)))


def next_meeting_of(actor: Any) -> NextMeeting | None:
    """The next meeting: the authority's next one, a counsellor's next one with a case of theirs (one query)."""
    now = clock.now()
    if AUTHORITY in actor.roles:
        found = prepared_queries.rows(_next_of_all, now)
    else:
        found = prepared_queries.rows(_next_of_one, now, actor.pk) if COUNSELLOR in actor.roles else []
    if not found:
        return None
    number, starts_at, count = found[0]
    words = ngettext("%(n)s case waits for a decision", "%(n)s cases wait for a decision", count)
    if COUNSELLOR in actor.roles:
        words = ngettext("%(n)s of your cases is on it", "%(n)s of your cases are on it", count)
    title = _("Treatment meeting %(moment)s") % {"moment": dates.moment(starts_at)}
    return NextMeeting(title, words % {"n": count}, address_or_empty("visitation:meeting", number))


def _next_of_all(now: datetime) -> QuerySet[Any, Any]:
    meetings = Meeting.objects.filter(ends_at__gt=now, cancelled_at__isnull=True).order_by("starts_at")
    return meetings.annotate(count=_waiting()).values_list("pk", "starts_at", "count")[:1]


def _next_of_one(now: datetime, account: int) -> QuerySet[Any, Any]:
    items = AgendaItem.objects.filter(state="waiting", episode__responsible=account, meeting__ends_at__gt=now)
    counted = items.order_by("meeting__starts_at").annotate(count=Window(Count("pk"), partition_by="meeting"))
    return counted.values_list("meeting_id", "meeting__starts_at", "count")[:1]


def _waiting() -> Any:
    items = AgendaItem.objects.filter(meeting=OuterRef("pk"), state="waiting").order_by()
    return Coalesce(Subquery(items.values("meeting").annotate(count=Count("pk")).values("count")), 0)
