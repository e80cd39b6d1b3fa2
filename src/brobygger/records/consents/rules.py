"""Whom the centre may talk with, about what, and what a no stops. Pure.

KS 5.4: a consent declaration is signed on enrolment so that cooperation across can begin; substitution
treatment
is conditional on consent to cooperation with the own doctor. KS 4.2: the conference with psychiatry asks
consent.
KS 5.5: follow-up after the end of treatment asks consent.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from brobygger.standard.purposes import PSYCHIATRY, Partner

COOPERATION, CONFERENCE, FOLLOW_UP = "cooperation", "conference", "follow-up"
PURPOSES = (COOPERATION, CONFERENCE, FOLLOW_UP)

CENTRE = "centre"  # "may we call you afterwards?": the partner is the centre itself

GIVEN, LIMITED, WITHDRAWN, REFUSED = "given", "limited", "withdrawn", "refused"
OPEN_ANSWERS = (GIVEN, LIMITED)

ORAL, WRITTEN = "oral", "written"

# What one can say yes to by itself. An empty choice under "limited" is refused by the form.
TOPICS = ("attendance", "plan", "medicine", "health", "children", "housing-and-money", "work")


@dataclass(frozen=True)
class Question:
    """One thing to ask the citizen: may we talk with this partner for this purpose?"""

    partner: str
    purpose: str

    @property
    def key(self) -> str:
        """The question as it stands in an address: "psychiatry.conference"."""
        return f"{self.partner}.{self.purpose}"


def questions(partners: Iterable[Partner]) -> list[Question]:
    """What is asked about these partners: cooperation with each, and the two questions of their own kind."""
    asked = []
    for partner in partners:
        asked.append(Question(partner.id, COOPERATION))
        if partner.serves(PSYCHIATRY):
            asked.append(Question(partner.id, CONFERENCE))
    return [*asked, Question(CENTRE, FOLLOW_UP)]


def is_open(state: str) -> bool:
    """Whether an answer lets anything through at all."""
    return state in OPEN_ANSWERS


def lets_through(state: str, topics: Iterable[str], topic: str = "") -> bool:
    """Whether an answer allows to share, or to share about one topic. Not asked is no."""
    if state == GIVEN:
        return True
    return state == LIMITED and (not topic or topic in topics)


# What stops when there is no consent, by purpose; codes that `words.stops` says in sentences.
_STOPS = {
    COOPERATION: ("talks", "letters", "network"),
    CONFERENCE: ("conference",),
    FOLLOW_UP: ("follow-up",),
}
_STOPS_OF_OWN_DOCTOR = ("talks", "letters", "discharge-letter", "substitution")


def stopped_by_no(question: Question, *, own_doctor: str) -> tuple[str, ...]:
    """What may not happen without this consent, as codes in the order they are told; ``own_doctor`` by the id."""
    if question == Question(own_doctor, COOPERATION):
        return _STOPS_OF_OWN_DOCTOR
    return _STOPS[question.purpose]


# What goes on whatever the answer is: law, not consent, carries it.
NEVER_STOPPED = ("notification", "enrolment-notice")
