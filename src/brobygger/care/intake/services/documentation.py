"""That a case is fully documented: where a municipality counts from it, its deadlines begin there."""

from datetime import datetime

from brobygger import standard
from brobygger.care.intake.access import DOCUMENT
from brobygger.care.intake.events import DOCUMENTATION_COMPLETE
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode, Event
from brobygger.trust.access import Actor


def counts() -> bool:
    """Whether the standard in use has a clock that full documentation starts; where it has none, nobody is asked."""
    return DOCUMENTATION_COMPLETE.id in standard.load().clocks_by_start


def noted_at(episode: Episode) -> datetime | None:
    """When the case was last fully documented (one query, and none where nothing is counted from it)."""
    if not counts():
        return None
    rows = Event.objects.filter(episode=episode, kind=DOCUMENTATION_COMPLETE.id, retracted=False)
    return rows.order_by("-occurred_at").values_list("occurred_at", flat=True).first()


def note(actor: Actor, episode: Episode, *, occurred_at: datetime | None = None) -> Event:
    """Note it: the deadlines that count from it run. Raises access.Refused, EventRefused."""
    return episodes.record(actor, DOCUMENT, episode, DOCUMENTATION_COMPLETE.id, occurred_at=occurred_at)
