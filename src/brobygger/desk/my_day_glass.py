"""What the manager is told on My day: cases that somebody from another unit has opened, and that wait for a review."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from brobygger.ground import prepared_queries
from brobygger.ground.addresses import address_or_empty
from brobygger.ground.querysets import first_of
from brobygger.ground.room import DayPart
from brobygger.trust import access
from brobygger.trust.access import Reach
from brobygger.trust.models import BreakGlass
from brobygger.trust.rights import READ_GLASS

SHOWN = 5  # the rest stand on the page of all of them


class Opened(NamedTuple):
    """One opening that waits: which case, by whom and when."""

    id: int
    episode_id: int
    number: str
    by: str
    at: datetime

    @property
    def href(self) -> str:
        """Where it is reviewed."""
        return address_or_empty("trust:review", self.id)


def shown(actor: Any, _today: date) -> DayPart | None:
    """What My day tells the manager of them."""
    found = waiting(actor)
    if not found:
        return None
    content = {"rows": found[:SHOWN], "more": len(found) > SHOWN}
    return DayPart(content, frozenset(one.episode_id for one in found))


def waiting(actor: Any) -> list[Opened]:
    """The latest openings of cases in the manager's units (one query, none for others); one more than is shown."""
    reach = access.reach(actor, READ_GLASS)
    return [] if reach.nothing else [Opened(*row) for row in prepared_queries.rows(_waiting, reach)]


def _waiting(reach: Reach) -> QuerySet[Any, Any]:
    """A stretch of glass_waiting for each unit."""
    parts = access.parts(BreakGlass.objects.filter(review=BreakGlass.Review.WAITING.value), reach)
    columns = ("id", "episode_id", "number", "account__name", "opened_at")
    found: QuerySet[Any, Any] = first_of(parts, ("-opened_at", "-id"), columns, SHOWN + 1)
    return found
