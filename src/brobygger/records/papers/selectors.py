"""Reads of papers, each with a fixed number of queries."""

from typing import Any

from brobygger.records.episodes.models import Episode
from brobygger.records.papers.models import Papers

SHOWN = 20
LIGHT = ("gathered", "pdf", "reason")


def of_actor(actor: Any, episode: Episode) -> list[Papers]:
    """The papers that somebody has gathered of a case, newest first (one query).

    Nobody is shown a colleague's: these hold what the colleague may read.
    """
    rows = Papers.objects.filter(episode=episode, asked_by_id=actor.pk).defer(*LIGHT)
    return list(rows.order_by("-id")[:SHOWN])
