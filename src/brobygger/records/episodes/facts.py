"""Facts that events of more than one room carry, each declared once. Pure data."""

from brobygger.ground.events import Fact, FactType
from brobygger.standard.loading_letters import packaged_letters

LINE = Fact("line", FactType.ID, of="lines")
UNIT = Fact("unit", FactType.ID, of="units")
AGE = Fact("age", FactType.NUMBER)
ANONYMOUS = Fact("anonymous", FactType.TRUTH)
KIND_OF_TREATMENT = Fact("kind_of_treatment", FactType.ID, of="kinds_of_treatment")
PROVIDER = Fact("provider", FactType.TEXT)
REASON = Fact("reason", FactType.ID)

# How a talk that was tried did not come about.
HOW = Fact("how", FactType.CHOICE, choices=("not-reached", "did-not-come"))
# Which of the two talks after the end of the treatment.
MONTH = Fact("month", FactType.CHOICE, required=True, choices=(1, 6))

# What is agreed with the citizen about the next talk.
EVERY_WEEKS = Fact("every_weeks", FactType.NUMBER)
NEXT_FOLLOW_UP = Fact("next_follow_up", FactType.DAY)

# Which of our own rows an event is about: two events that name the same row belong together.
LETTER_ID = Fact("letter_id", FactType.ROW, of="letter")
DECISION_ID = Fact("decision_id", FactType.ROW, of="decision")
APPEAL_ID = Fact("appeal_id", FactType.ROW, of="appeal")
COMPLAINT_ID = Fact("complaint_id", FactType.ROW, of="complaint")
CONCERN_ID = Fact("concern_id", FactType.ROW, of="concern")
CHOICE_ID = Fact("choice_id", FactType.ROW, of="choice of provider")

# Which letter, and how it goes.
LETTER = Fact(
    "letter",
    FactType.CHOICE,
    required=True,
    choices=tuple(packaged_letters()),  # every kind that a room sends, by its letters.toml
)
MEANS = Fact(
    "means",
    FactType.CHOICE,
    required=True,
    choices=("digital-post", "physical", "physical-quick", "in-person", "secure-mail"),
)
# What a letter is about goes with it all the way, so that what meets a deadline is known by it.
CARRIED = (
    LETTER,
    LETTER_ID.needed(),
    MEANS,
    LINE,
    DECISION_ID,
    APPEAL_ID,
    COMPLAINT_ID,
    CONCERN_ID,
    CHOICE_ID,
    PROVIDER,
    Fact("about", FactType.ID),
    Fact("to", FactType.ID),
    Fact("at", FactType.MOMENT),
)
