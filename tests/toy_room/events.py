"""What the room records. Pure data."""

from brobygger.ground.events import EventKind, Fact, FactType, Text
from brobygger.records.episodes.facts import LETTER_ID

STEPS = Fact("steps", FactType.NUMBER, required=True)
WALK_HELD = EventKind("walk.held", Text("Gåtur holdt", "Walk held"), (STEPS,), step=True, icon="location")
# What follows when the letter has been handed over.
WALK_OFFERED = EventKind(
    "walk.offered", Text("Gåtur tilbudt", "Walk offered"), (LETTER_ID.needed(),), follows_letter="walk-invitation"
)

KINDS = (WALK_HELD, WALK_OFFERED)
