"""Whether a case is fully documented, where a municipality counts its time to decide from that."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from brobygger import standard
from brobygger.ground import clock
from brobygger.records.episodes.milestones import DOCUMENTATION_COMPLETE
from brobygger.records.episodes.models import Episode, Event
from brobygger.standard import known
from brobygger.standard.courses import COURSES

# The phase in which a decision is waited for; what leads there, and what uses up what was noted before it.
_DECIDING = tuple(phase.id for course in COURSES for phase in course.phases if phase.owes == known.DECISION_MADE)
_ASKED_BY = (known.ASSESSMENT_COMPLETED, known.RECOMMENDATION_SUBMITTED)
_USED_BY = (known.DECISION_MADE, known.TREATMENT_ENDED, known.EPISODE_CLOSED)


def counts() -> bool:
    """Whether the standard in use has a clock that full documentation starts; where it has none, nobody is asked."""
    return DOCUMENTATION_COMPLETE.id in standard.load().clocks_by_start


def noted_at(episode: Episode) -> datetime | None:
    """When the case was last fully documented (one query, and none where nothing is counted from it)."""
    if not counts():
        return None
    found: datetime | None = _last(DOCUMENTATION_COMPLETE.id).filter(episode=episode).first()
    return found


def is_missing(episode: Episode, days: Mapping[str, date]) -> bool:
    """Whether a decision is owed and no time runs for it, since nobody has said that the case is fully documented.

    `days` is the last day of each kind of event.
    """
    if not episode.is_open or episode.phase not in _DECIDING or not counts():
        return False
    return _missing(_latest(days, _ASKED_BY), _latest(days, _USED_BY), days.get(DOCUMENTATION_COMPLETE.id))


def is_missing_now(episode: Episode) -> bool:
    """The same, where the timeline has not been read (one query, and none where nothing is counted from it)."""
    if not episode.is_open or episode.phase not in _DECIDING or not counts():
        return False
    moments = _with_moments(Episode.objects.filter(pk=episode.pk)).values_list("asked", "used", "noted").get()
    return _missing(*map(_day, moments))


def missing_of(account: int) -> list[tuple[int, str, str, bool]]:
    """One's own cases in which it is missing: key, number, name and whether it is protected (one query, or none)."""
    if not counts():
        return []
    rows = Episode.objects.filter(responsible_id=account, is_open=True, phase__in=_DECIDING).order_by("opened_on", "id")
    columns = ("id", "number", "person_name", "name_protected", "asked", "used", "noted")
    found = _with_moments(rows).values_list(*columns)
    return [row[:4] for row in found if _missing(*map(_day, row[4:]))]


def _missing(asked: date | None, used: date | None, noted: date | None) -> bool:
    if asked is None or (used is not None and asked <= used):
        return False
    return noted is None or (used is not None and noted <= used)


def _latest(days: Mapping[str, date], kinds: tuple[str, ...]) -> date | None:
    return max((days[kind] for kind in kinds if kind in days), default=None)


def _day(moment: datetime | None) -> date | None:
    return clock.local_date(moment) if moment is not None else None


def _with_moments(rows: QuerySet[Episode]) -> QuerySet[Any]:
    def last(*kinds: str) -> Subquery:
        return Subquery(_last(*kinds).filter(episode=OuterRef("pk"))[:1])

    return rows.annotate(asked=last(*_ASKED_BY), used=last(*_USED_BY), noted=last(DOCUMENTATION_COMPLETE.id))


def _last(*kinds: str) -> QuerySet[Event, datetime]:
    rows = Event.objects.filter(kind__in=kinds, corrected_by__isnull=True, retracted=False)
    return rows.order_by("-occurred_at").values_list("occurred_at", flat=True)
