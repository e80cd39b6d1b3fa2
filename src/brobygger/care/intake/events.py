"""What the intake records: from the first word to the enrolment, and the duty to notify. Pure data."""

from brobygger.ground.events import EventKind, Fact, FactType, Text
from brobygger.records.episodes.facts import AGE, ANONYMOUS, CONCERN_ID, HOW, LETTER_ID, LINE, UNIT
from brobygger.records.episodes.milestones import (
    DOCUMENTATION_COMPLETE,
    ENROLMENT_NOTICE_SENT,
    INQUIRY_WITHDRAWN,
    TO,
)

ABOUT = Fact("about", FactType.CHOICE, choices=("child", "expectant-parent"))

WHAT = Fact("what", FactType.ID, required=True)
AT = Fact("at", FactType.MOMENT, required=True)

APPOINTMENT_AGREED = EventKind(
    "appointment.agreed",
    Text("Aftalt tid", "Appointment agreed"),
    (
        WHAT,
        AT,
    ),
    icon="calendar-month",
)
FIRST_TALK_NOT_REACHED = EventKind(
    "first-talk.not-reached",
    Text("Første samtale forsøgt", "First talk tried"),
    (HOW.needed(),),
    icon="smartphone",
)
ENROLMENT_COMPLETED = EventKind(
    "enrolment.completed",
    Text("Indskrevet", "Enrolled"),
    (
        LINE,
        UNIT,
        AGE,
        Fact("children_at_home", FactType.CHOICE, choices=("yes", "no", "not-asked")),
        Fact("children", FactType.NUMBER),
        Fact("family_oriented", FactType.TRUTH),
        ANONYMOUS,
    ),
    step=True,
)
CHILD_CONCERN_NOTED = EventKind(
    "child-concern.noted",
    Text("Bekymring for et barn", "Concern for a child"),
    (
        ABOUT.needed(),
        CONCERN_ID.needed(),
    ),
    began=Text("Bemærket", "Noted"),
    after_closing=True,
    before_case=True,
)
NOTIFICATION_DISPATCHED = EventKind(
    "notification.dispatched",
    Text("Underretning afsendt", "Notification dispatched"),
    (
        LETTER_ID.needed(),
        ABOUT,
        CONCERN_ID,
        TO,
    ),
    after_closing=True,
    icon="send",
    follows_letter="notification",
)

KINDS = (
    INQUIRY_WITHDRAWN,
    APPOINTMENT_AGREED,
    FIRST_TALK_NOT_REACHED,
    ENROLMENT_COMPLETED,
    DOCUMENTATION_COMPLETE,
    ENROLMENT_NOTICE_SENT,
    CHILD_CONCERN_NOTED,
    NOTIFICATION_DISPATCHED,
)
