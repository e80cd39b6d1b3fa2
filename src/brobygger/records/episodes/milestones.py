"""The milestones of a case: what one room records and others read, declared below them all. Pure data.

Rooms never import each other. The room that records a milestone lists it among its own kinds (its ``events.py``), so
that the vocabulary still says who records what.
"""

from brobygger.ground.events import EventKind, Fact, FactType, Text
from brobygger.records.episodes.facts import (
    APPEAL_ID,
    CARRIED,
    CHOICE_ID,
    DECISION_ID,
    EVERY_WEEKS,
    KIND_OF_TREATMENT,
    LETTER_ID,
    LINE,
    NEXT_FOLLOW_UP,
    PROVIDER,
    REASON,
)

# Which assessment of the case; what the doctor is needed for.
NUMBER = Fact("number", FactType.NUMBER)
NEED = Fact("kind", FactType.ID, required=True)

# What a decision says. `also` is granted beside the main treatment; a decision `beside` another takes nothing away.
OUTCOME = Fact("outcome", FactType.CHOICE, required=True, choices=("granted", "partly", "refused"))
ALSO = Fact("also", FactType.IDS, of="kinds_of_treatment")
REPLACES = Fact("replaces", FactType.ROW, of="decision")
BESIDE = Fact("beside", FactType.TRUTH)
RECORDED_LATER = Fact("recorded_later", FactType.TRUTH)
WEEKS = Fact("weeks", FactType.NUMBER)
# When and where what is granted begins, as the letter says it.
STARTS_ON = Fact("starts_on", FactType.DAY)
PLACE = Fact("place", FactType.TEXT)
# To whom a notice goes.
TO = Fact("to", FactType.ID)
# Where a treatment began that is not given by us.
PROVIDER_NAME = Fact("provider_name", FactType.TEXT)

# What a treatment, its plan and its end say.
SUBSTITUTION = Fact("substitution", FactType.TRUTH)
VERSION = Fact("version", FactType.NUMBER, required=True)
ENDED_FOR = Fact("reason", FactType.ID, required=True, of="ending_reasons")
RESULT = Fact("result", FactType.ID, of="closing_statuses")
FOLLOW_UP_CONSENT = Fact("follow_up_consent", FactType.TRUTH)

INQUIRY_WITHDRAWN = EventKind(
    "inquiry.withdrawn",
    Text("Henvendelse trukket tilbage", "Inquiry withdrawn"),
    (REASON.needed(),),
    ends_case=True,
    step=True,
    icon="close",
)
ENROLMENT_NOTICE_SENT = EventKind(
    "enrolment-notice.sent",
    Text(
        "Orientering sendt til kommunens børne- og familieafdeling",
        "Notice sent to the children and families department",
    ),
    (
        LETTER_ID.needed(),
        TO,
    ),
    after_closing=True,
    icon="send",
    follows_letter="enrolment-notice",
)
DOCUMENTATION_COMPLETE = EventKind(
    "documentation.complete",
    Text("Sagen er fuldt oplyst", "Fully documented"),
    (),
    step=True,
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
MEDICAL_OFFER_STARTED = EventKind(
    "medical-offer.started",
    Text("Tilbud hos lægen begyndt", "Medical offer started"),
    (NEED,),
)
DECISION_MADE = EventKind(
    "decision.made",
    Text("Afgørelse truffet", "Decision made"),
    (
        OUTCOME,
        KIND_OF_TREATMENT,
        ALSO,
        WEEKS,
        STARTS_ON,
        PLACE,
        Fact("favourable", FactType.TRUTH),
        DECISION_ID,
        REPLACES,
        BESIDE,
        APPEAL_ID,
        RECORDED_LATER,
        LINE,
    ),
    began=Text("Afgjort", "Decided"),
    step=True,
    icon="how-to-reg",
)
PROVIDER_CHOICE_LIMITED = EventKind(
    "provider-choice.limited",
    Text("Valg af behandlingssted begrænset", "Choice of provider limited"),
    (
        Fact("reason", FactType.TEXT),
        DECISION_ID,
    ),
)
PROVIDER_DECLINED = EventKind(
    "provider.declined",
    Text("Det valgte behandlingssted har sagt nej", "The chosen provider has declined"),
    (
        PROVIDER.needed(),
        CHOICE_ID,
        Fact("reason", FactType.TEXT),
    ),
    began=Text("Stedet sagde nej", "The provider declined"),
    step=True,
)
PROVIDER_GIVEN_UP = EventKind(
    "provider.given-up",
    Text("Borgeren vil ikke længere til det valgte behandlingssted", "The citizen no longer wants the chosen provider"),
    (
        PROVIDER.needed(),
        CHOICE_ID,
    ),
    began=Text("Borgeren ombestemte sig", "The citizen's other mind"),
    step=True,
)
LETTER_SENT = EventKind(
    "letter.sent",
    Text("Brev sendt", "Letter sent"),
    CARRIED,
    after_closing=True,
    icon="send",
    group="letters",
)
TREATMENT_STARTED = EventKind(
    "treatment.started",
    Text("Behandling begyndt", "Treatment started"),
    (
        KIND_OF_TREATMENT.needed(),
        PROVIDER,
        PROVIDER_NAME,
        SUBSTITUTION,
        LINE,
    ),
    began=Text("Begyndt", "Started"),
    step=True,
)
PLAN_AGREED = EventKind(
    "plan.agreed",
    Text("Behandlingsplan aftalt", "Treatment plan agreed"),
    (
        VERSION,
        LINE,
        EVERY_WEEKS,
        NEXT_FOLLOW_UP,
    ),
    began=Text("Plan aftalt", "Plan agreed"),
    step=True,
)
TREATMENT_ENDED = EventKind(
    "treatment.ended",
    Text("Behandling sluttet", "Treatment ended"),
    (
        ENDED_FOR,
        RESULT,
        Fact("medical", FactType.TRUTH),
        FOLLOW_UP_CONSENT,
    ),
    step=True,
)
RELAPSE_PREVENTION_STARTED = EventKind(
    "relapse-prevention.started",
    Text("Tilbagefaldsforebyggende behandling begyndt", "Relapse-prevention treatment started"),
    (
        KIND_OF_TREATMENT.needed(),
        Fact("from", FactType.ID),
    ),
    step=True,
)
