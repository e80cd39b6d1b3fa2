"""Notes that are signed, and their corrections. Pure data."""

from brobygger.ground.events import EventKind, Fact, FactType, Text

NOTE = Fact("note", FactType.ROW, required=True, of="note")
KIND = Fact("kind", FactType.ID)
COMPARTMENT = Fact("compartment", FactType.ID)

NOTE_SIGNED = EventKind(
    "note.signed",
    Text("Notat underskrevet", "Note signed"),
    (
        NOTE,
        KIND,
        COMPARTMENT,
    ),
    after_closing=True,
    group="notes",
)
NOTE_CORRECTED = EventKind(
    "note.corrected",
    Text("Notat rettet", "Note corrected"),
    (
        NOTE,
        KIND,
        COMPARTMENT,
        Fact("of", FactType.ROW, of="note"),
    ),
    after_closing=True,
    group="notes",
)

KINDS = (
    NOTE_SIGNED,
    NOTE_CORRECTED,
)
