"""The course of a citizen in treatment: from the first contact to the last follow-up (KS 3-5)."""

from brobygger.standard import known
from brobygger.standard.clocks import Condition, Trigger
from brobygger.standard.courses.kinds import CLOSED, CourseKind, Phase
from brobygger.standard.text import Text

# A refusal leaves the course with the visitation: there is nothing to treat yet.
_GRANTED = Trigger(known.DECISION_MADE, (Condition(known.OUTCOME.name, not_among=frozenset({"refused"})),))

TREATMENT = CourseKind(
    "treatment",
    Text("Behandling", "Treatment"),
    opened_by=known.INQUIRY_RECEIVED,
    compartment="social",
    phases=(
        Phase(
            "inquiry",
            Text("Henvendelse", "Inquiry"),
            (Trigger(known.INQUIRY_RECEIVED),),
            told_by=known.INQUIRY_RECEIVED,
            waiting=True,
        ),
        Phase(
            "assessment",
            Text("Afdækning", "Assessment"),
            (Trigger(known.ASSESSMENT_STARTED),),
            told_by=known.ASSESSMENT_COMPLETED,
            waiting=True,
        ),
        Phase(
            "visitation",
            Text("Visitation", "Visitation"),
            (
                Trigger(known.ASSESSMENT_COMPLETED),
                Trigger(known.RECOMMENDATION_SUBMITTED),
                Trigger(known.HEARING_OPENED),
                Trigger(known.DECISION_MADE),
            ),
            told_by=known.DECISION_MADE,
            waiting=True,
            owes=known.DECISION_MADE,  # nobody can start a treatment that has not been decided
        ),
        Phase(
            "treatment",
            Text("Behandling", "Treatment"),
            (
                _GRANTED,
                Trigger(known.PLAN_AGREED),
                Trigger(known.TREATMENT_STARTED),
                Trigger(known.RELAPSE_PREVENTION_STARTED),
            ),
            told_by=known.TREATMENT_STARTED,
        ),
        Phase(
            "follow-up",
            Text("Opfølgning", "Follow-up"),
            (Trigger(known.TREATMENT_ENDED),),
            told_by=known.TREATMENT_ENDED,
            over=True,
        ),
        CLOSED,
    ),
    # A new contact, a new start, or relapse prevention after the end (KS 5.5).
    back_by=frozenset({known.INQUIRY_RECEIVED, known.TREATMENT_STARTED, known.RELAPSE_PREVENTION_STARTED}),
    # Four promises run from the first contact and end on the same day (KS 3.5).
    way=(
        known.ASSESSMENT_COMPLETED,
        known.DECISION_MADE,
        known.LETTER_SENT,
        known.TREATMENT_STARTED,
        known.PLAN_AGREED,
    ),
)
