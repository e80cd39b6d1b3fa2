"""What the visitation records: decisions, other places, appeals and complaints. Pure data."""

from brobygger.ground.events import EventKind, Fact, FactType, Text
from brobygger.records.episodes.facts import (
    APPEAL_ID,
    CHOICE_ID,
    COMPLAINT_ID,
    DECISION_ID,
    KIND_OF_TREATMENT,
    LETTER_ID,
    LINE,
    PROVIDER,
)
from brobygger.records.episodes.milestones import (
    DECISION_MADE,
    PROVIDER_CHOICE_LIMITED,
    PROVIDER_DECLINED,
    PROVIDER_GIVEN_UP,
)

MEANS = Fact("means", FactType.CHOICE, required=True, choices=("oral", "written"))

APPEAL_ABOUT = Fact("about", FactType.CHOICE, required=True, choices=("refusal", "change", "guarantee", "other"))
COMPLAINT_ABOUT = Fact(
    "about", FactType.CHOICE, required=True, choices=("service-level", "offers", "places", "conduct", "other")
)
REASSESSED_AS = Fact(
    "outcome", FactType.CHOICE, required=True, choices=("upheld", "changed", "partly-changed", "too-late")
)
RULED_AS = Fact("outcome", FactType.CHOICE, required=True, choices=("upheld", "changed", "sent-back"))

RECOMMENDATION_SUBMITTED = EventKind(
    "recommendation.submitted",
    Text("Indstilling afleveret", "Recommendation submitted"),
    (KIND_OF_TREATMENT.needed(),),
    step=True,
)
HEARING_OPENED = EventKind(
    "hearing.opened",
    Text("Partshøring begyndt", "Hearing opened"),
    (Fact("due", FactType.DAY, required=True),),
)
HEARING_ANSWERED = EventKind(
    "hearing.answered",
    Text("Partshøring besvaret", "Hearing answered"),
    (),
)
DECISION_POSTPONED = EventKind(
    "decision.postponed",
    Text("Afgørelse udsat", "Decision postponed"),
    (
        Fact("to", FactType.DAY),
        Fact("reason", FactType.TEXT),
    ),
)
PROVIDER_REFERRED = EventKind(
    "provider.referred",
    Text("Henvist til det valgte behandlingssted", "Referred to the chosen provider"),
    (
        PROVIDER,
        CHOICE_ID,
        LETTER_ID,
    ),
    began=Text("Henvist", "Referred"),
    after_closing=True,
    step=True,
    follows_letter="referral",
)
PROVIDER_ACCEPTED = EventKind(
    "provider.accepted",
    Text("Det valgte behandlingssted har sagt ja", "The chosen provider has accepted"),
    (
        PROVIDER.needed(),
        CHOICE_ID,
        Fact("starts_on", FactType.DAY),
        Fact("offers_doctor", FactType.CHOICE, choices=(True, False, "unknown")),
    ),
    began=Text("Stedet sagde ja", "The provider accepted"),
    step=True,
)
APPEAL_RECEIVED = EventKind(
    "appeal.received",
    Text("Klage modtaget", "Appeal received"),
    (
        APPEAL_ABOUT,
        MEANS,
        DECISION_ID,
        LETTER_ID,
        APPEAL_ID.needed(),
        LINE,
    ),
    after_closing=True,
    step=True,
)
APPEAL_WITHDRAWN = EventKind(
    "appeal.withdrawn",
    Text("Klage trukket tilbage", "Appeal withdrawn"),
    (
        APPEAL_ID.needed(),
        DECISION_ID,
    ),
    after_closing=True,
)
APPEAL_REASSESSED = EventKind(
    "appeal.reassessed",
    Text("Afgørelse genvurderet", "Decision reassessed"),
    (
        REASSESSED_AS,
        APPEAL_ID.needed(),
        DECISION_ID,
    ),
    after_closing=True,
    step=True,
)
APPEAL_FORWARDED = EventKind(
    "appeal.forwarded",
    Text("Klage sendt til Ankestyrelsen", "Appeal forwarded to the appeals board"),
    (
        APPEAL_ID,
        DECISION_ID,
        LETTER_ID,
    ),
    began=Text("Sendt videre", "Forwarded"),
    after_closing=True,
    step=True,
    follows_letter="forwarding",
)
APPEAL_RULED = EventKind(
    "appeal.ruled",
    Text("Ankestyrelsen har afgjort klagen", "The appeals board has ruled"),
    (
        RULED_AS,
        Fact("ruled_on", FactType.DAY),
        APPEAL_ID.needed(),
        DECISION_ID,
    ),
    began=Text("Ankestyrelsen afgjorde", "The appeals board ruled"),
    after_closing=True,
    step=True,
)
COMPLAINT_RECEIVED = EventKind(
    "complaint.received",
    Text("Klage over service modtaget", "Complaint about service received"),
    (
        COMPLAINT_ABOUT,
        MEANS,
        COMPLAINT_ID.needed(),
    ),
    after_closing=True,
)
COMPLAINT_ANSWERED = EventKind(
    "complaint.answered",
    Text("Klage over service besvaret", "Complaint about service answered"),
    (COMPLAINT_ID.needed(),),
    after_closing=True,
)

KINDS = (
    RECOMMENDATION_SUBMITTED,
    HEARING_OPENED,
    HEARING_ANSWERED,
    DECISION_MADE,
    DECISION_POSTPONED,
    PROVIDER_CHOICE_LIMITED,
    PROVIDER_REFERRED,
    PROVIDER_ACCEPTED,
    PROVIDER_DECLINED,
    PROVIDER_GIVEN_UP,
    APPEAL_RECEIVED,
    APPEAL_WITHDRAWN,
    APPEAL_REASSESSED,
    APPEAL_FORWARDED,
    APPEAL_RULED,
    COMPLAINT_RECEIVED,
    COMPLAINT_ANSWERED,
)
