"""The room's part of the whole case as one PDF."""

from brobygger.records.episodes.models import Episode
from brobygger.records.papers.parts import Paper, Part, Reader, told
from tests.toy_room import selectors
from tests.toy_room.events import STEPS


def of_case(_reader: Reader, episode: Episode) -> Part:
    """Every walk, oldest first."""
    held = selectors.of_case(episode)
    return Part(tuple(Paper("Gåtur", told(one.occurred_at), (f"{STEPS.read(one.facts)} skridt",)) for one in held))
