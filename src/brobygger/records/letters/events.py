"""The way of a letter. Pure data."""

from brobygger.ground.events import EventKind, Text
from brobygger.records.episodes.facts import CARRIED
from brobygger.records.episodes.milestones import LETTER_SENT

LETTER_QUEUED = EventKind(
    "letter.queued",
    Text("Brev lagt til afsendelse", "Letter queued"),
    CARRIED,
    after_closing=True,
    icon="email",
    group="letters",
)
LETTER_DELIVERED = EventKind(
    "letter.delivered",
    Text("Brev modtaget", "Letter received"),
    CARRIED,
    began=Text("Brevet modtaget", "Letter received"),
    after_closing=True,
    icon="download-done",
    group="letters",
)
LETTER_FAILED = EventKind(
    "letter.failed",
    Text("Brev kom ikke frem", "Letter failed"),
    CARRIED,
    after_closing=True,
    icon="error",
    group="letters",
)

KINDS = (
    LETTER_QUEUED,
    LETTER_SENT,
    LETTER_DELIVERED,
    LETTER_FAILED,
)
