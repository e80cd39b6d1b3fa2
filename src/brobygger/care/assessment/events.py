"""What the assessment records. Pure data."""

from brobygger.ground.events import EventKind, Fact, FactType, Text
from brobygger.records.episodes.facts import AGE, LINE

NUMBER = Fact("number", FactType.NUMBER)
NEED = Fact("kind", FactType.ID, required=True)

ASSESSMENT_STARTED = EventKind(
    "assessment.started",
    Text("Afdækning begyndt", "Assessment started"),
    (
        LINE,
        NUMBER,
    ),
)
ASSESSMENT_COMPLETED = EventKind(
    "assessment.completed",
    Text("Afdækning færdig", "Assessment completed"),
    (
        Fact("areas", FactType.IDS, of="assessment_areas"),
        Fact("sides", FactType.IDS),
        Fact("not_relevant", FactType.IDS),
        NUMBER,
    ),
    step=True,
)
INSTRUMENT_ANSWERED = EventKind(
    "instrument.answered",
    Text("Skema besvaret", "Questionnaire answered"),
    (
        Fact("instrument", FactType.ID, required=True),
        Fact("version", FactType.TEXT),
        Fact("score", FactType.NUMBER),
        Fact("band", FactType.ID),
        Fact("mode", FactType.ID),
    ),
)
REFERRAL_MADE = EventKind(
    "referral.made",
    Text("Henvist", "Referred"),
    (
        Fact("to", FactType.ID, required=True),
        Fact("need", FactType.ID),
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
MEDICAL_OFFER_STARTED = EventKind(
    "medical-offer.started",
    Text("Tilbud hos lægen begyndt", "Medical offer started"),
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
