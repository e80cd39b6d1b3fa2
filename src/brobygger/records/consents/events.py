"""The answers of the citizen about whom we may talk with. Pure data."""

from brobygger.ground.events import EventKind, Fact, FactType, Text

PARTNER = Fact("partner", FactType.ID, required=True)
PURPOSE = Fact("purpose", FactType.CHOICE, required=True, choices=("cooperation", "conference", "follow-up"))
TOPICS = Fact("topics", FactType.IDS)

REFUSED = Fact("refused", FactType.TRUTH)

CONSENT_GIVEN = EventKind(
    "consent.given",
    Text("Samtykke givet", "Consent given"),
    (
        PARTNER,
        PURPOSE,
        TOPICS,
    ),
    after_closing=True,
    icon="check",
    group="consents",
)
CONSENT_LIMITED = EventKind(
    "consent.limited",
    Text("Samtykke begrænset", "Consent limited"),
    (
        PARTNER,
        PURPOSE,
        TOPICS,
    ),
    after_closing=True,
    icon="check",
    group="consents",
)
CONSENT_WITHDRAWN = EventKind(
    "consent.withdrawn",
    Text("Samtykke trukket", "Consent withdrawn"),
    (
        PARTNER,
        PURPOSE,
        TOPICS,
        REFUSED,
    ),
    after_closing=True,
    icon="close",
    group="consents",
)

KINDS = (
    CONSENT_GIVEN,
    CONSENT_LIMITED,
    CONSENT_WITHDRAWN,
)
