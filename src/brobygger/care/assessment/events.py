"""What the assessment records. Pure data."""

from brobygger.ground.events import EventKind, Fact, FactType, Text
from brobygger.records.episodes.facts import AGE, LINE
from brobygger.records.episodes.milestones import ASSESSMENT_COMPLETED, MEDICAL_OFFER_STARTED, NEED, NUMBER

INSTRUMENT = Fact("instrument", FactType.ID, required=True)
SCORE = Fact("score", FactType.NUMBER)
REFERRED_TO = Fact("to", FactType.ID, required=True)
REFERRED_FOR = Fact("need", FactType.ID)

ASSESSMENT_STARTED = EventKind(
    "assessment.started",
    Text("Afdækning begyndt", "Assessment started"),
    (
        LINE,
        NUMBER,
    ),
)
INSTRUMENT_ANSWERED = EventKind(
    "instrument.answered",
    Text("Skema besvaret", "Questionnaire answered"),
    (
        INSTRUMENT,
        Fact("version", FactType.TEXT),
        SCORE,
        Fact("band", FactType.ID),
        Fact("mode", FactType.ID),
    ),
)
REFERRAL_MADE = EventKind(
    "referral.made",
    Text("Henvist", "Referred"),
    (
        REFERRED_TO,
        REFERRED_FOR,
        Fact("for", FactType.ID),
    ),
)
CONFERENCE_HELD = EventKind(
    "conference.held",
    Text("Konference holdt", "Conference held"),
    (
        Fact("conference", FactType.ID, required=True, of="conferences"),
        Fact("item", FactType.ROW, of="agenda item"),
    ),
    icon="groups",
)
MEDICAL_NEED_FOUND = EventKind(
    "medical-need.found",
    Text("Lægeligt behov fundet", "Medical need found"),
    (
        NEED,
        LINE,
        AGE,
    ),
    began=Text("Behov fundet", "Need found"),
)
MEDICAL_NEED_RULED_OUT = EventKind(
    "medical-need.ruled-out",
    Text("Intet lægeligt behov", "No medical need"),
    (NEED,),
)

KINDS = (
    ASSESSMENT_STARTED,
    ASSESSMENT_COMPLETED,
    INSTRUMENT_ANSWERED,
    REFERRAL_MADE,
    CONFERENCE_HELD,
    MEDICAL_NEED_FOUND,
    MEDICAL_NEED_RULED_OUT,
    MEDICAL_OFFER_STARTED,
)
