"""What the nouns above the episode tell it: rows that carry its keys of access, and reasons that keep it open.

They say so in their `room.py`, so that the episode knows none of them.
"""

from typing import Any

from brobygger.ground import room
from brobygger.records.episodes.models import Episode
from brobygger.records.people.models import Person


def keys_moved(episode_id: int, **keys: Any) -> None:
    """Copy the keys that have changed (`unit`, `responsible_id`) to every row that carries them."""
    for of_room, model in room.every("carries_keys"):
        of_room.at(model)._default_manager.filter(episode_id=episode_id).update(**keys)


def citizen_changed(before: Person, now: Person) -> None:
    """Tell whoever heeds it that a case's citizen is another, or has other facts; in the same transaction."""
    for changed in room.answers("heeds_the_citizen"):
        changed(before, now)


def why_open(episode: Episode) -> str:
    """The code of what keeps the case open, empty when nothing does (one query for each reason; trap 5)."""
    return next((one.code for of_room, one in room.every("keeps_open") if of_room.at(one.holds)(episode)), "")
