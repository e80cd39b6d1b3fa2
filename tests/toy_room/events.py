"""What the room records. Pure data."""

from brobygger.ground.events import EventKind, Fact, FactType, Text

STEPS = Fact("steps", FactType.NUMBER, required=True)
WALK_HELD = EventKind("walk.held", Text("Gåtur holdt", "Walk held"), (STEPS,), step=True, icon="location")

KINDS = (WALK_HELD,)
