"""The one verb of the room: it alone writes, with its event and its audit row in one transaction."""

from typing import Any

from brobygger.records.episodes import services
from brobygger.records.episodes.models import Episode, Event
from tests.toy_room.access import WRITE
from tests.toy_room.events import STEPS, WALK_HELD


def hold(actor: Any, episode: Episode, steps: int) -> Event:
    """Note a walk with the citizen."""
    return services.record(actor, WRITE, episode, WALK_HELD.id, facts={STEPS.name: steps})
