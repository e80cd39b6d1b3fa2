"""What rooms have beside the journal on a case's first page (their room.py)."""

from typing import Any

from brobygger.ground import room
from brobygger.records.episodes.models import Episode


def shown(actor: Any, episode: Episode) -> list[tuple[str, Any]]:
    """The panels that have something to show: the room's fragment, and what it draws."""
    brought = room.every("panels", episode.kind_of_course)
    asked = ((panel.template, of_room.at(panel.shown)(actor, episode)) for of_room, panel in brought)
    return [(template, content) for template, content in asked if content is not None]
