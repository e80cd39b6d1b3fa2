"""What holds for notes. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from brobygger.trust import roles

KINDS = ("talk", "phone", "visit", "meeting", "contact", "observation")
LONGEST = 50_000
LONGEST_HEADING = 120
# Written so long after it happened that both times are shown.
WRITTEN_LATER = timedelta(minutes=15)


def compartment_of(author_roles: Iterable[str], episode_compartment: str) -> str:
    """Where a note belongs: what the clinic writes is the health record (sundhedsloven), the rest is the case's own.

    Only those who read nothing but the health record write in it; a manager with two hats writes in the social one.
    """
    own = roles.compartments(author_roles)
    return "health" if own == frozenset({"health"}) else episode_compartment


def is_written_later(occurred_at: datetime, signed_at: datetime) -> bool:
    """Whether a note was written so long after what it tells of that both times must be shown."""
    return signed_at - occurred_at > WRITTEN_LATER


def may_correct(author_id: int | None, actor_id: int | None, actor_roles: Iterable[str]) -> bool:
    """One corrects what one wrote; the manager corrects for those who have left."""
    return (author_id is not None and author_id == actor_id) or roles.MANAGER in set(actor_roles)
