"""Whom the centre may talk with, about what, and what a no stops. Pure.

KS 5.4: a consent declaration is signed on enrolment so that cooperation across can begin; substitution
treatment
is conditional on consent to cooperation with the own doctor. KS 4.2: the conference with psychiatry asks
consent.
KS 5.5: follow-up after the end of treatment asks consent.
"""

from collections.abc import Iterable
from dataclasses import dataclass

COOPERATION, CONFERENCE, FOLLOW_UP = "cooperation", "conference", "follow-up"
PURPOSES = (COOPERATION, CONFERENCE, FOLLOW_UP)

OWN_DOCTOR = "own-doctor"
PSYCHIATRY = "psychiatry"
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


# The partners that the standard's section 5.4 names: these are asked about at every enrolment.
NAMED_BY = frozenset({"KS-5.4-1", "KS-5.4-3"})


def questions(partners: Iterable[str]) -> list[Question]:
    """What is asked about these partners: cooperation with each, and the two questions of their own kind."""
    asked = []
    for partner in partners:
        asked.append(Question(partner, COOPERATION))
        if partner == PSYCHIATRY:
            asked.append(Question(partner, CONFERENCE))
    return [*asked, Question(CENTRE, FOLLOW_UP)]


def is_open(state: str) -> bool:
    """Whether an answer lets anything through at all."""
    return state in OPEN_ANSWERS


def lets_through(state: str, topics: Iterable[str], topic: str = "") -> bool:
    """Whether an answer allows to share, or to share about one topic. Not asked is no."""
    if state == GIVEN:
        return True
    return state == LIMITED and (not topic or topic in topics)


# What stops when there is no consent, by question; codes that `words.stops` says in sentences.
_STOPS = {
    (OWN_DOCTOR, COOPERATION): ("talks", "letters", "discharge-letter", "substitution"),
    (PSYCHIATRY, COOPERATION): ("talks", "letters", "network"),
    (PSYCHIATRY, CONFERENCE): ("conference",),
    (CENTRE, FOLLOW_UP): ("follow-up",),
}


def stopped_by_no(question: Question) -> tuple[str, ...]:
    """What may not happen without this consent, as codes in the order they are told."""
    return _STOPS.get((question.partner, question.purpose), ("talks", "letters", "network"))


# What goes on whatever the answer is: law, not consent, carries it.
NEVER_STOPPED = ("notification", "enrolment-notice")
