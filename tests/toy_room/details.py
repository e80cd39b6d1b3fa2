"""What the journal adds to each event."""

from collections.abc import Mapping

from brobygger.ground.events import EventKind
from brobygger.records.episodes.words import Facts, Words
from tests.toy_room.events import STEPS, WALK_HELD


def _walk(facts: Facts) -> str:
    return f"{STEPS.read(facts)} skridt"


DETAILS: Mapping[EventKind, Words] = {WALK_HELD: _walk}
