"""What the plans record: treatment, plan, talks, the end and the time after. Pure data."""

from brobygger.ground.events import EventKind, Fact, FactType, Text
from brobygger.records.episodes.facts import (
    EVERY_WEEKS,
    HOW,
    LETTER_ID,
    MONTH,
    NEXT_FOLLOW_UP,
)
from brobygger.records.episodes.milestones import (
    PLAN_AGREED,
    RELAPSE_PREVENTION_STARTED,
    RESULT,
    TREATMENT_ENDED,
    TREATMENT_STARTED,
    VERSION,
)

ANSWER = Fact("answer", FactType.CHOICE, required=True, choices=("has-one", "accepted", "declined"))
CHANGE = Fact("kind", FactType.ID, required=True, of="important_changes")

MEETING_ABOUT = Fact("about", FactType.CHOICE, choices=("employment", "kip", "serving-sentence", "other"))
PARTNERS = Fact("partners", FactType.IDS)
LED_TO = Fact("led_to", FactType.CHOICE, choices=("nothing", "advice", "relapse-prevention"))

PLAN_REVIEWED = EventKind(
    "plan.reviewed",
    Text("Behandlingsplan revideret", "Treatment plan revised"),
    (
        VERSION,
        EVERY_WEEKS,
        NEXT_FOLLOW_UP,
    ),
    began=Text("Plan revideret", "Plan revised"),
    step=True,
)
FOLLOW_UP_HELD = EventKind(
    "follow-up.held",
    Text("Opfølgning holdt", "Follow-up held"),
    (
        Fact("plan_version", FactType.NUMBER),
        Fact("goals", FactType.NUMBER),
        Fact("reached", FactType.NUMBER),
        EVERY_WEEKS,
        NEXT_FOLLOW_UP,
    ),
    began=Text("Fulgt op", "Followed up"),
    step=True,
)
FOLLOW_UP_NOT_REACHED = EventKind(
    "follow-up.not-reached",
    Text("Opfølgning forsøgt", "Follow-up attempted"),
    (HOW.needed(),),
    icon="smartphone",
)
CHANGE_RECORDED = EventKind(
    "change.recorded",
    Text("Væsentlig ændring", "Important change"),
    (CHANGE,),
    began=Text("Ændring noteret", "Change recorded"),
    icon="flag",
)
ACTION_PLAN_OFFERED = EventKind(
    "action-plan.offered",
    Text("Hjælp til handleplan tilbudt", "Help with an action plan offered"),
    (
        ANSWER,
        Fact("accepted", FactType.TRUTH),
        Fact("coordinated", FactType.TRUTH),
    ),
)
NETWORK_MEETING_HELD = EventKind(
    "network-meeting.held",
    Text("Netværksmøde holdt", "Network meeting held"),
    (
        MEETING_ABOUT,
        PARTNERS,
        Fact("citizen_took_part", FactType.TRUTH),
    ),
    icon="groups",
)
CLOSING_STATUS_SENT = EventKind(
    "closing-status.sent",
    Text("Afsluttende status sendt", "Closing status sent"),
    (
        LETTER_ID,
        Fact("to", FactType.ID),
    ),
    after_closing=True,
    follows_letter="closing-status",
)
DISCHARGE_LETTER_SENT = EventKind(
    "discharge-letter.sent",
    Text("Udskrivningsbrev sendt til egen læge", "Discharge letter sent to own doctor"),
    (LETTER_ID,),
    after_closing=True,
    follows_letter="discharge-letter",
)
AFTER_FOLLOW_UP_HELD = EventKind(
    "after-follow-up.held",
    Text("Opfølgning efter behandling holdt", "Follow-up after treatment held"),
    (
        MONTH,
        LED_TO,
        RESULT,
    ),
    step=True,
)
AFTER_FOLLOW_UP_NOT_REACHED = EventKind(
    "after-follow-up.not-reached",
    Text("Opfølgning efter behandling forsøgt", "Follow-up after treatment attempted"),
    (
        MONTH,
        HOW.needed(),
    ),
    icon="smartphone",
)

KINDS = (
    TREATMENT_STARTED,
    PLAN_AGREED,
    PLAN_REVIEWED,
    FOLLOW_UP_HELD,
    FOLLOW_UP_NOT_REACHED,
    CHANGE_RECORDED,
    ACTION_PLAN_OFFERED,
    NETWORK_MEETING_HELD,
    TREATMENT_ENDED,
    CLOSING_STATUS_SENT,
    DISCHARGE_LETTER_SENT,
    AFTER_FOLLOW_UP_HELD,
    AFTER_FOLLOW_UP_NOT_REACHED,
    RELAPSE_PREVENTION_STARTED,
)
