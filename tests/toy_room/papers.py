"""The room's part of the whole case as one PDF."""

from brobygger.records.episodes.models import Episode, Event
from brobygger.records.papers.parts import Paper, Part, Reader, when_and_by
from tests.toy_room import selectors
from tests.toy_room.events import STEPS


def of_case(_reader: Reader, episode: Episode) -> Part:
    """Every walk, oldest first."""
    held = selectors.of_case(episode)
    return Part(tuple(_walk(event) for event in held))


def _walk(event: Event) -> Paper:
    return Paper("Gåtur", when_and_by(event.occurred_at), (f"{STEPS.read(event.facts)} skridt",))
