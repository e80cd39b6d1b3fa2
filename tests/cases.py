"""One way to a case, for all tests: opened, and brought on step by step by the rooms' own services.

    called(taker=mette).enrolled().assessed()               from the first telephone call
    case(line="alcohol", days_ago=9).decided(on="2023-03-31").started().planned()

Each verb does what a person does, on the day told (at noon) or now, and gives the case back. What a test only needs on
the timeline, without the rows of a room, is `happened`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, Self

from brobygger.care.assessment.services import assessing
from brobygger.care.intake import access as intake
from brobygger.care.intake import rules
from brobygger.care.intake.models import Inquiry
from brobygger.care.intake.services import enrolment, inquiries
from brobygger.care.plans import services as plans
from brobygger.care.plans.models import Ending, Plan
from brobygger.care.visitation import services as visitation
from brobygger.care.visitation.models import Decision, Recommendation
from brobygger.ground import clock
from brobygger.ground.events import EventKind
from brobygger.records.consents import services as consents
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.people.models import Person
from brobygger.records.people.services import PersonDraft, create_person
from brobygger.standard.courses import TREATMENT, CourseKind
from brobygger.trust.access import SYSTEM, declare

WORK = declare("tests.work-on-case", roles=("counsellor",), scope="case", kind="change")

Day = date | datetime | str | None
_serial = count(1)

WRITTEN = {
    "own_words": "Jeg vil kunne se mine børn uden at skamme mig.",
    "own_goals": "Stoppe med kokain.",
    "substances": "Kokain i weekender i to år.",
    "social": "Bor alene, ser sine børn hver anden weekend.",
    "physical": "Sover dårligt.",
    "mental": "Angst om søndagen.",
    "work": "Tømrer, sygemeldt.",
    "housing": "Egen lejlighed.",
    "other_not_relevant": "Intet at tilføje",
    "anamnesis": "Begyndte for to år siden efter en skilsmisse.",
}
RECOMMENDED: dict[str, Any] = {
    "kind_of_treatment": "day",
    "weeks": 12,
    "place": "Ingemannsvej 26",
    "text": "Dagbehandling i 12 uger. Lars har prøvet samtaler to gange.",
    "own_words": "Jeg har brug for et sted at møde op hver dag.",
    "wished_kind": "day",
    "wish": "Et fast sted om dagen.",
    "tried": "Samtaler i 2021 og 2022.",
    "read_by_citizen": True,
    "takes_part": "yes",
}
GRANTED: dict[str, Any] = {
    "kind_of_treatment": "ambulatory-individual",
    "weeks": 12,
    "wish_met": "followed",
    "wish": "Du har selv ønsket samtaler. Det ønske er fulgt.",
    "reasons": "Vi har lagt vægt på, at du selv ønsker samtaler.",
    "heard": True,
}
REFUSED: dict[str, Any] = {
    "refused": True,
    "wish_met": "not",
    "wish": "Du har ønsket døgnbehandling. Det kan vi ikke følge.",
    "reasons": "Vi har lagt vægt på, at ambulant behandling ikke er prøvet.",
    "facts": "Du har ikke været i behandling før.",
    "heard": True,
    "hearing_kind": "not-owed",
    "hearing_reason": "Du kender alle de oplysninger, vi har lagt vægt på.",
}


def moment(on: Day) -> datetime | None:
    """A day at noon, a moment as it is; None is now, whenever the service is called."""
    if on is None or isinstance(on, datetime):
        return on
    return clock.at_noon(date.fromisoformat(on) if isinstance(on, str) else on)


def number() -> str:
    """A replacement number that no other test person of this run has."""
    rest, digit = divmod(next(_serial), 10)
    first, second = divmod(rest, 26)
    return f"0107821{chr(65 + first % 26)}{chr(65 + second)}{digit}"


@dataclass
class Case:
    """A case, with what its last steps made."""

    episode: Episode
    counsellor: Any = None
    inquiry: Inquiry | None = None
    recommendation: Recommendation | None = None
    decision: Decision | None = None
    plan: Plan | None = None
    ending: Ending | None = None

    @property
    def number(self) -> str:
        """What its addresses call it."""
        return self.episode.number

    @property
    def person(self) -> Person:
        """The citizen."""
        return self.episode.person

    @property
    def kinds(self) -> list[str]:
        """The kinds of event on its timeline, in order."""
        return list(self.episode.events.order_by("occurred_at", "id").values_list("kind", flat=True))

    def happened(self, kind: EventKind, /, *, on: Day = None, **facts: Any) -> Self:
        """Only the event: nothing that a room keeps beside it."""
        episodes.record(SYSTEM, WORK, self.episode, kind.id, occurred_at=moment(on), facts=facts)
        return self

    def event(self, kind: EventKind) -> Event:
        """The last event of a kind."""
        return self.episode.events.filter(kind=kind.id).order_by("occurred_at", "id").reverse()[0]

    def enrolled(self, *, on: Day = None, **typed: Any) -> Self:
        """The citizen is enrolled, with a number where the case had none."""
        draft = PersonDraft(name=self.person.name, cpr=self.person.cpr or number(), **typed)
        new = enrolment.Enrolment(draft, self.person.version, family_oriented=True)
        enrolment.enrol(SYSTEM, intake.ENROL, self.episode, new, occurred_at=moment(on))
        return self

    def assessed(self, written: Mapping[str, str] | None = None, *, on: Day = None) -> Self:
        """The whole assessment is written and complete; nothing is needed of the doctor."""
        at = moment(on)
        assessing.save(SYSTEM, self.episode, assessing.Written(written or WRITTEN), occurred_at=at)
        assessing.complete(SYSTEM, self.episode, needs=(), occurred_at=at)
        return self

    def recommended(self, **values: Any) -> Self:
        """A recommendation is submitted, for day treatment unless told."""
        today = clock.today()
        given = {**RECOMMENDED, "start_on": today + timedelta(days=7), "written_on": today, **values}
        draft = visitation.save_recommendation(SYSTEM, self.episode, **given)
        self.recommendation = visitation.submit(SYSTEM, draft)
        return self

    def decided(self, *, on: Day = None, **values: Any) -> Self:
        """A decision is made, for talks unless told; its letter is under way."""
        given = {**GRANTED, "start_on": clock.today() + timedelta(days=3), **values}
        draft = visitation.save_decision(SYSTEM, self.episode, **given)
        self.decision = visitation.make(SYSTEM, draft, occurred_at=moment(on))
        return self

    def refused(self, *, on: Day = None, **values: Any) -> Self:
        """The decision is a no."""
        return self.decided(on=on, **{**REFUSED, **values})

    def started(self, kind: str = GRANTED["kind_of_treatment"], *, on: Day = None) -> Self:
        """The treatment has begun."""
        plans.start_treatment(SYSTEM, self.episode, plans.NewStart(kind), occurred_at=moment(on))
        return self

    def planned(self, *, on: Day = None, **changes: Any) -> Self:
        """A plan with two goals is agreed."""
        self.plan = plans.agree_plan(SYSTEM, self.episode, new_plan(**changes), occurred_at=moment(on))
        return self

    def ended(self, reason: str = "completed", *, on: Day = None, **values: Any) -> Self:
        """The treatment has ended; without a status unless told."""
        given = {"result": "other", "reached": "Du har nået det.", "follow_up_consent": None, "send_status": False}
        new = plans.NewEnding(reason, **{**given, **values})
        self.ending = plans.end_treatment(SYSTEM, self.episode, new, occurred_at=moment(on))
        return self

    def closed(self, reason: str = "completed", *, on: Day = None) -> Self:
        """The case is closed, whatever runs."""
        plans.close_episode(SYSTEM, self.episode, reason, explanation="Aftalt", occurred_at=moment(on))
        return self

    def answered(self, partner: str, purpose: str = "cooperation", state: str = "given") -> Self:
        """The citizen has said whether we may talk with somebody."""
        consents.answer(SYSTEM, WORK, self.episode, consents.NewAnswer(partner, purpose, state))
        return self


def case(
    *,
    line: str = "drug",
    unit: str = "",
    on: Day = None,
    days_ago: int = 0,
    counsellor: Any = None,
    facts: Mapping[str, Any] | None = None,
    course: CourseKind = TREATMENT,
    **person: Any,
) -> Case:
    """A case with its first event alone: the citizen came on a day, or so many days ago."""
    told = {"age": 41, "channel": "phone", "by": "citizen"} if course is TREATMENT else {"channel": "phone"}
    draft = {"name": "Jens Aagaard", "cpr": number(), **person}
    new = episodes.NewEpisode(
        person=create_person(PersonDraft(**draft)),
        line=line,
        unit=unit or line,
        responsible_id=counsellor.pk if counsellor else None,
        occurred_at=moment(on) or clock.now() - timedelta(days=days_ago, minutes=5),
        facts=told if facts is None else facts,
        kind_of_course=course.id,
    )
    return Case(episodes.open_episode(SYSTEM, WORK, new), counsellor)


def called(age: str = "44", substance: str = "cocaine", *, taker: Any = None, on: Day = None, **typed: Any) -> Case:
    """An inquiry as the intake writes it down, and taken by somebody when `taker` is given."""
    new = inquiries.NewInquiry(
        substance=substance,
        age=rules.read_age(age, clock.today()),
        **{"channel": rules.PHONE, "name": "Jens Aagaard", "words": "Vil gerne stoppe.", **typed},
    )
    inquiry = inquiries.receive(SYSTEM, intake.RECORD, new, occurred_at=moment(on))
    if taker:
        inquiry = inquiries.take(SYSTEM, intake.TAKE, inquiry, taker=taker, occurred_at=moment(on))
    return Case(inquiry.episode, taker, inquiry)


def new_plan(**changes: Any) -> plans.NewPlan:
    """A plan with a goal and a sub-goal."""
    day = date(2023, 6, 1)
    goals = (
        plans.NewGoal(
            "a1", "Stoffri i hverdagen", "Rene prøver to uger i træk", "Jeg vil være far", "Kæresten hjælper",
            date(2023, 7, 1),
        ),
        plans.NewGoal("b2", "Møder hver tirsdag", "Tolv fremmøder", "Det giver ro", "Bussen kører", day, parent="a1"),
    )  # fmt: skip
    fields = {
        "aim_kind": "stop",
        "aim": "At kunne være far uden stoffer",
        "own_words": "Jeg vil gerne have ro i weekenden",
        "effort": "Samtale hver uge",
        "duration_weeks": 16,
        "services": "Individuelle samtaler",
        "methods": "Kognitive samtaler",
        "family": "Kæreste og to børn",
        "family_involvement": "takes-part",
        "evaluation_weeks": 8,
        "agreed_how": "in-talk",
        "goals": goals,
        **changes,
    }
    return plans.NewPlan(**fields)
