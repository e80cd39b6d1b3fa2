"""What colleagues have done on one's own cases since the last working day, so that nobody finds it out by chance."""

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet

from brobygger import standard
from brobygger.ground import clock, prepared_queries
from brobygger.ground.addresses import address_or_empty
from brobygger.ground.room import DayPart
from brobygger.records.episodes.journal import as_correction, label_of
from brobygger.records.episodes.models import Event
from brobygger.records.pages import shown_name

SHOWN = 8


class Happened(NamedTuple):
    """One thing that a colleague did: what, on whom, by whom and when."""

    episode_id: int
    words: str
    who: str
    href: str
    by: str
    at: datetime


def happened(actor: Any, today: date) -> tuple[list[Happened], bool]:
    """The latest of it, and whether there is more (one query)."""
    rows = [_told(event) for event in prepared_queries.rows(_events, actor.pk, _since(today))]
    return rows[:SHOWN], len(rows) > SHOWN


def shown(actor: Any, today: date) -> DayPart | None:
    """What My day tells of it."""
    rows, more = happened(actor, today)
    content = {"rows": rows, "more": more}
    return DayPart(content, frozenset(one.episode_id for one in rows)) if rows else None


def _since(today: date) -> datetime:
    """The beginning of the last working day before today: a weekend and a holiday are looked back over."""
    calendar, day = standard.load().calendar, today - timedelta(days=1)
    while not calendar.is_open(day):
        day -= timedelta(days=1)
    return datetime.combine(day, time.min, clock.DENMARK)


def _events(account: int, since: datetime) -> QuerySet[Event]:
    rows = Event.objects.filter(
        episode__responsible_id=account, episode__is_open=True, recorded_at__gte=since, recorded_by__isnull=False
    ).exclude(recorded_by_id=account)
    return rows.select_related("episode", "recorded_by").order_by("-recorded_at", "-id")[: SHOWN + 1]


def _told(event: Event) -> Happened:
    # Only what happened: what was written about it is read on the case, by whoever reads that record.
    label = label_of(event.kind, event.facts)
    return Happened(
        event.episode_id,
        as_correction(label, event.facts) if event.corrects_id else label,
        shown_name(event.episode),
        f"{address_or_empty('desk:case', event.episode.number)}#journal",
        event.recorded_by.name if event.recorded_by else "",
        event.recorded_at,
    )
