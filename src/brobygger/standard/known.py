"""The kinds of event, and the facts, that the reckoning itself knows: what a letter, an appeal and an end are in law.

The rooms stand above and declare them; here each has its name once, and a test holds them against the vocabulary.
"""

from brobygger.standard.facts import Fact, FactType

# The steps of a case, by which its phase is known.
INQUIRY_RECEIVED = "inquiry.received"
ASSESSMENT_STARTED = "assessment.started"
ASSESSMENT_COMPLETED = "assessment.completed"
RECOMMENDATION_SUBMITTED = "recommendation.submitted"
HEARING_OPENED = "hearing.opened"
DECISION_MADE = "decision.made"
PLAN_AGREED = "plan.agreed"
TREATMENT_STARTED = "treatment.started"
RELAPSE_PREVENTION_STARTED = "relapse-prevention.started"
TREATMENT_ENDED = "treatment.ended"
EPISODE_CLOSED = "episode.closed"
AFTER_FOLLOW_UP_HELD = "after-follow-up.held"

# The steps of a relative's course.
RELATIVE_INQUIRY_RECEIVED = "relative-inquiry.received"
RELATIVE_TALK_HELD = "relative-talk.held"
RELATIVE_SUPPORT_ENDED = "relative-support.ended"

LETTER_SENT = "letter.sent"
LETTER_FAILED = "letter.failed"
LETTER_DELIVERED = "letter.delivered"
APPEAL_RECEIVED = "appeal.received"
COMES_OF_AN_APPEAL = ("appeal.withdrawn", "appeal.reassessed", "appeal.forwarded", "appeal.ruled")

MEANS = Fact("means", FactType.ID)
ABOUT = Fact("about", FactType.ID)
REASON = Fact("reason", FactType.TEXT)
LINE = Fact("line", FactType.ID)
OUTCOME = Fact("outcome", FactType.ID)
MONTH = Fact("month", FactType.ID)  # after the end, of which the follow-up is

# What any correction may say: that what it corrects did not happen.
RETRACTED = Fact("retracted", FactType.TRUTH)

# Which facts are asked of which events.
FACTS_ASKED = {
    LETTER_SENT: (MEANS,),
    LETTER_DELIVERED: (MEANS,),
    APPEAL_RECEIVED: (ABOUT,),
    DECISION_MADE: (OUTCOME,),
    INQUIRY_RECEIVED: (LINE,),
    AFTER_FOLLOW_UP_HELD: (MONTH,),
}
KINDS = (
    INQUIRY_RECEIVED,
    ASSESSMENT_STARTED,
    ASSESSMENT_COMPLETED,
    RECOMMENDATION_SUBMITTED,
    HEARING_OPENED,
    DECISION_MADE,
    PLAN_AGREED,
    TREATMENT_STARTED,
    RELAPSE_PREVENTION_STARTED,
    TREATMENT_ENDED,
    EPISODE_CLOSED,
    AFTER_FOLLOW_UP_HELD,
    RELATIVE_INQUIRY_RECEIVED,
    RELATIVE_TALK_HELD,
    RELATIVE_SUPPORT_ENDED,
    LETTER_SENT,
    LETTER_FAILED,
    LETTER_DELIVERED,
    APPEAL_RECEIVED,
    *COMES_OF_AN_APPEAL,
)
