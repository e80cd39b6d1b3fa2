"""The way of a letter. Pure data."""

from brobygger.ground.events import EventKind, Fact, FactType, Text
from brobygger.records.episodes.facts import (
    APPEAL_ID,
    CHOICE_ID,
    COMPLAINT_ID,
    CONCERN_ID,
    DECISION_ID,
    LETTER_ID,
    LINE,
    PROVIDER,
)

LETTER = Fact(
    "letter",
    FactType.CHOICE,
    required=True,
    choices=(
        "decision",
        "enrolment-notice",
        "closing-status",
        "discharge-letter",
        "hearing",
        "notification",
        "appointment",
        "reassessment",
        "forwarding",
        "referral",
        "plan",
        "consent-declaration",
        "case-papers",
        "complaint-answer",
        "other",
    ),
)
MEANS = Fact(
    "means",
    FactType.CHOICE,
    required=True,
    choices=("digital-post", "physical", "physical-quick", "in-person", "secure-mail"),
)
# What a letter is about goes with it all the way, so that what meets a deadline is known by it.
CARRIED = (
    LETTER,
    LETTER_ID.needed(),
    MEANS,
    LINE,
    DECISION_ID,
    APPEAL_ID,
    COMPLAINT_ID,
    CONCERN_ID,
    CHOICE_ID,
    PROVIDER,
    Fact("about", FactType.ID),
    Fact("to", FactType.ID),
    Fact("at", FactType.MOMENT),
)

LETTER_QUEUED = EventKind(
    "letter.queued",
    Text("Brev lagt til afsendelse", "Letter queued"),
    CARRIED,
    after_closing=True,
    icon="email",
    group="letters",
)
LETTER_SENT = EventKind(
    "letter.sent",
    Text("Brev sendt", "Letter sent"),
    CARRIED,
    after_closing=True,
    icon="send",
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
