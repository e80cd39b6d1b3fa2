"""What the timeline itself records, and what more than one room records. Pure data."""

from brobygger.ground.events import EventKind, Fact, FactType, Text
from brobygger.records.episodes.facts import AGE, ANONYMOUS, CHOICE_ID, LINE, PROVIDER, REASON, UNIT

# Nobody has asked for a name yet, which is not the wish to give none.
UNNAMED = Fact("unnamed", FactType.TRUTH)
# Whether another place is approved by Socialtilsynet, and whether the citizen goes there without a decision of ours.
APPROVED = Fact("approved", FactType.TRUTH)
DIRECT = Fact("direct", FactType.TRUTH)

CHANNEL = Fact(
    "channel",
    FactType.CHOICE,
    choices=("phone", "in-person", "open-counselling", "letter", "web", "authority", "outreach"),
)
SUBSTANCE = Fact("substance", FactType.ID)
TO_NAME = Fact("to_name", FactType.TEXT)
FIRST = Fact("first", FactType.TRUTH)
WHY = Fact("reason", FactType.TEXT)

INQUIRY_RECEIVED = EventKind(
    "inquiry.received",
    Text("Henvendelse modtaget", "Inquiry received"),
    (
        LINE.needed(),
        UNIT.needed(),
        AGE,
        CHANNEL,
        Fact("by", FactType.CHOICE, choices=("citizen", "relative", "professional", "authority")),
        Fact("wants", FactType.CHOICE, choices=("treatment", "advice")),
        SUBSTANCE,
        ANONYMOUS,
        UNNAMED,
        Fact("kind", FactType.ID),
        Fact("moved_from", FactType.ID, of="units"),
    ),
    began=Text("Modtaget", "Received"),
    step=True,
    icon="support-agent",
)
CASE_HANDED_OVER = EventKind(
    "case.handed-over",
    Text("Forløb overdraget", "Case handed over"),
    (
        Fact("to", FactType.ROW, required=True, of="account"),
        Fact("from", FactType.ROW, of="account"),
        TO_NAME,
        FIRST,
        UNIT,
    ),
    icon="forward",
)
EPISODE_CLOSED = EventKind(
    "episode.closed",
    Text("Forløb afsluttet", "Case closed"),
    (
        REASON.needed(),
        Fact("left_open", FactType.IDS),
    ),
    ends_case=True,
    step=True,
    icon="lock",
)
PROVIDER_CHOSEN = EventKind(
    "provider.chosen",
    Text("Andet behandlingssted valgt", "Another provider chosen"),
    (
        PROVIDER.needed(),
        APPROVED.needed(),
        DIRECT,
        Fact("offers_doctor", FactType.CHOICE, choices=(True, False, "unknown")),
        Fact("starts_on", FactType.DAY),
        WHY,
        CHOICE_ID,
    ),
    began=Text("Valgt", "Chosen"),
    step=True,
)
# A course at another provider, which the centre follows while it lasts (KS 6.5.7).
ELSEWHERE_KIND = Fact("kind", FactType.ID, of="kinds_of_treatment")
ELSEWHERE_WEEKS = Fact("weeks", FactType.WEEKS)
EXTERNAL_ENROLLED = EventKind(
    "external.enrolled",
    Text("Indskrevet på et eksternt behandlingssted", "Enrolled with an external provider"),
    (
        ELSEWHERE_KIND,
        ELSEWHERE_WEEKS,
        PROVIDER,
    ),
    began=Text("Indskrevet", "Enrolled"),
)
EXTERNAL_STATUS_RECEIVED = EventKind(
    "external-status.received",
    Text("Status fra et eksternt behandlingssted", "Status from external provider"),
    (PROVIDER,),
)
SUPERVISION_HELD = EventKind(
    "supervision.held",
    Text("Tilsynsbesøg holdt", "Supervision visit held"),
    (PROVIDER,),
)
# A relative's own course (KS 6.6.8): it opens with an event of its own, and so no promise of treatment runs in it.
RELATIVE_INQUIRY_RECEIVED = EventKind(
    "relative-inquiry.received",
    Text("Henvendelse fra pårørende modtaget", "Relative’s inquiry received"),
    (
        LINE.needed(),
        UNIT.needed(),
        CHANNEL,
        ANONYMOUS,
    ),
    began=Text("Modtaget", "Received"),
    step=True,
    icon="support-agent",
)
RELATIVE_TALK_HELD = EventKind(
    "relative-talk.held",
    Text("Samtale med pårørende holdt", "Talk with the relative held"),
    (),
    step=True,
)
RELATIVE_SUPPORT_ENDED = EventKind(
    "relative-support.ended",
    Text("Rådgivning af pårørende sluttet", "Support of the relative ended"),
    (),
    step=True,
)

KINDS = (
    INQUIRY_RECEIVED,
    CASE_HANDED_OVER,
    EPISODE_CLOSED,
    PROVIDER_CHOSEN,
    EXTERNAL_ENROLLED,
    EXTERNAL_STATUS_RECEIVED,
    SUPERVISION_HELD,
    RELATIVE_INQUIRY_RECEIVED,
    RELATIVE_TALK_HELD,
    RELATIVE_SUPPORT_ENDED,
)
