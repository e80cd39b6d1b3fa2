"""The kinds of event, and the facts, that the reckoning itself knows: what a letter, an appeal and an end are in law.

The rooms stand above and declare them; here each has its name once, and a test holds them against the vocabulary.
"""

from brobygger.standard.facts import Fact, FactType

LETTER_SENT = "letter.sent"
LETTER_FAILED = "letter.failed"
LETTER_DELIVERED = "letter.delivered"
APPEAL_RECEIVED = "appeal.received"
COMES_OF_AN_APPEAL = ("appeal.withdrawn", "appeal.reassessed", "appeal.forwarded", "appeal.ruled")
TREATMENT_ENDED = "treatment.ended"
AFTER_FOLLOW_UP_HELD = "after-follow-up.held"

MEANS = Fact("means", FactType.ID)
ABOUT = Fact("about", FactType.ID)
REASON = Fact("reason", FactType.TEXT)
LINE = Fact("line", FactType.ID)

# Which facts are asked of which events.
FACTS_ASKED = {
    LETTER_SENT: (MEANS,),
    LETTER_DELIVERED: (MEANS,),
    APPEAL_RECEIVED: (ABOUT,),
}
KINDS = (
    LETTER_SENT,
    LETTER_FAILED,
    LETTER_DELIVERED,
    APPEAL_RECEIVED,
    *COMES_OF_AN_APPEAL,
    TREATMENT_ENDED,
    AFTER_FOLLOW_UP_HELD,
)
