"""What a case lacks of this room's."""

from brobygger.ground.addresses import address_or_empty
from brobygger.ground.room import CaseNow, Todo
from tests.toy_room.events import WALK_HELD


def walk(case: CaseNow) -> Todo | None:
    """Nobody has walked with the citizen."""
    if WALK_HELD.id in case.days:
        return None
    href = address_or_empty("walks:walks", case.episode.number)
    return Todo("Gå en tur", "Ingen har gået med borgeren.", "Skriv gåturen", href)
