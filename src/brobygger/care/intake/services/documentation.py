"""That a case is fully documented: where a municipality counts from it, its deadlines begin there."""

from datetime import datetime

from brobygger.care.intake.access import DOCUMENT
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.milestones import DOCUMENTATION_COMPLETE
from brobygger.records.episodes.models import Episode, Event
from brobygger.trust.access import Actor


def note(actor: Actor, episode: Episode, *, occurred_at: datetime | None = None) -> Event:
    """Note it: the deadlines that count from it run. Raises access.Refused, EventRefused."""
    return episodes.record(actor, DOCUMENT, episode, DOCUMENTATION_COMPLETE.id, occurred_at=occurred_at)
