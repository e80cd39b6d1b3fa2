"""What the standard says about plans, follow-ups and endings (KS 5), read off a timeline. Pure.

Every function takes the timeline as it stands after corrections, in its order (`brobygger.standard.standing`): of two
things that happened on one day, the later one is the one further down.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from brobygger import standard
from brobygger.care.plans.events import (
    ACTION_PLAN_OFFERED,
    AFTER_FOLLOW_UP_HELD,
    AFTER_FOLLOW_UP_NOT_REACHED,
    ANSWER,
    CHANGE_RECORDED,
    FOLLOW_UP_HELD,
    FOLLOW_UP_NOT_REACHED,
    PLAN_REVIEWED,
)
from brobygger.ground.refusals import Refusal
from brobygger.records.episodes.attempts import Tries, tries
from brobygger.records.episodes.events import EPISODE_CLOSED
from brobygger.records.episodes.facts import KIND_OF_TREATMENT, MONTH
from brobygger.records.episodes.milestones import (
    FOLLOW_UP_CONSENT,
    MEDICAL_OFFER_STARTED,
    PLAN_AGREED,
    RELAPSE_PREVENTION_STARTED,
    SUBSTITUTION,
    TREATMENT_ENDED,
    TREATMENT_STARTED,
)
from brobygger.records.grants import rules as grants
from brobygger.records.grants.rules import Happening
from brobygger.standard import ClockVersion
from brobygger.standard.promised import AFTER_THE_END, promise_between
from brobygger.trust import roles

# Where the standard promises no follow-up, a year is as far ahead as anything is agreed.
LONGEST_WEEKS = 52
GOAL_STATES = ("reached", "under-way", "changed", "dropped")
INVOLVEMENT = ("none", "informed", "takes-part", "later")
AGREED_HOW = ("in-talk", "by-phone", "signed")
TALK_HOW = ("centre", "home", "phone", "video")
RHYTHMS = ("several-a-week", "weekly", "every-other-week", "monthly", "less")
AFTER_MONTHS = AFTER_THE_END
MEETING_ABOUT = ("employment", "kip", "serving-sentence", "other")
LED_TO = ("nothing", "advice", "relapse-prevention")
ACTION_PLAN_ANSWERS = ("has-one", "accepted", "declined")
# Closed without treatment: beside the reasons why a treatment ends, which stand in the standard file.
NO_TREATMENT = "no-treatment"
# After these there is nobody to write to or follow up.
WITHOUT_CITIZEN = frozenset({"died"})
STARTS = (TREATMENT_STARTED.id, RELAPSE_PREVENTION_STARTED.id)
# What was recorded as an end by mistake: the closing of the case, or the end of the treatment.
CLOSING, ENDING = "closing", "ending"
# What is done while a treatment is under way, and never after its end.
UNDER_WAY = (PLAN_AGREED.id, PLAN_REVIEWED.id, FOLLOW_UP_HELD.id)


class PlanRefused(Refusal):
    """An act that the standard does not allow as the case stands; `code` tells which sentence the form shows.

    Codes: "no-decision", "not-granted", "before-decision", "doctor-consent", "not-started", "no-plan", "ended",
    "not-ended", "no-consent", "before-end", "future", "partner-consent", "failed-letter", "open-deadlines",
    "before-start", "before-last", "doctor-unknown", "held-already", "goals", "agreed-meanwhile", "held-meanwhile",
    "not-yours", "no-reason", "nothing-ended", "followed-up", "goal-before-plan".
    """


@dataclass(frozen=True)
class Course:
    """Where a course stands as far as this room is concerned.

    `provider` is the place chosen instead of ours; `given_at` says where what has begun is given, "" for with us.
    """

    granted: tuple[str, ...] = ()
    decided_on: date | None = None
    started_on: date | None = None
    started_kinds: tuple[str, ...] = ()
    last_held_on: date | None = None
    ended_on: date | None = None
    began_again_on: date | None = None
    end: Mapping[str, Any] = field(default_factory=dict)
    medical: bool = False
    months_followed: tuple[int, ...] = ()
    provider: str = ""
    given_at: tuple[str, ...] = ()
    action_plan: str = ""
    action_plan_on: date | None = None
    change_unanswered: Happening | None = None
    follow_up_tries: Tries = field(default_factory=Tries)
    after_tries: Mapping[int, Tries] = field(default_factory=dict)

    @property
    def is_running(self) -> bool:
        """Treatment has started and not ended."""
        return self.started_on is not None and self.ended_on is None

    @property
    def follow_up_answer(self) -> bool | None:
        """What the citizen said at the end about being contacted after it; None when nobody asked (KS 5.5)."""
        answer = FOLLOW_UP_CONSENT.read(self.end)
        return None if answer is None else bool(answer)

    @property
    def still_to_start(self) -> tuple[str, ...]:
        """What the decision grants and nobody has begun yet: beside the main treatment too (KS 4.2)."""
        return tuple(kind for kind in self.granted if kind not in self.started_kinds)


def course_of(happenings: Sequence[Happening]) -> Course:
    """Read the course off its timeline: what was granted, started, ended and followed up."""
    happened = happenings
    ended = _last(happened, TREATMENT_ENDED.id)
    starts = [h for h in happened if h.kind in STARTS]
    again = [h for h in _after(happened, ended) if h.kind in STARTS] if ended is not None else []
    if again:
        starts, ended = again, None
    holding = grants.holding(happened)
    offered = _last(happened, ACTION_PLAN_OFFERED.id)
    return Course(
        granted=holding.kinds,
        decided_on=holding.decided_on,
        started_on=starts[0].on if starts else None,
        started_kinds=tuple(dict.fromkeys(str(KIND_OF_TREATMENT.read(h.facts) or "") for h in starts)),
        last_held_on=next((h.on for h in reversed(happened) if h.kind in UNDER_WAY), None),
        ended_on=ended.on if ended else None,
        began_again_on=again[0].on if again else None,
        end=ended.facts if ended else {},
        medical=_had_medical_treatment(happened),
        months_followed=_months(happened, ended),
        provider=holding.choice.provider if holding.choice else "",
        given_at=tuple(dict.fromkeys(grants.given_at(h, holding.choice) for h in starts)),
        action_plan=str(ANSWER.read(offered.facts) or "") if offered else "",
        action_plan_on=offered.on if offered else None,
        change_unanswered=_unanswered_change(happened),
        follow_up_tries=_follow_up_tries(happened),
        after_tries={month: _after_tries(happened, ended, month) for month in AFTER_MONTHS},
    )


def _follow_up_tries(happened: Sequence[Happening]) -> Tries:
    """How often the talk that is due has been tried in vain: since a talk was held or a plan agreed."""
    last = next((place for place in range(len(happened), 0, -1) if happened[place - 1].kind in UNDER_WAY), 0)
    return tries(happened[last:], FOLLOW_UP_NOT_REACHED.id)


def _after_tries(happened: Sequence[Happening], ended: Happening | None, month: int) -> Tries:
    if ended is None:
        return Tries()
    return tries(_after(happened, ended), AFTER_FOLLOW_UP_NOT_REACHED.id, month=month)


def _after(happened: Sequence[Happening], one: Happening) -> Sequence[Happening]:
    """What came after it: on a later day, or later on its own."""
    return happened[next(place for place, h in enumerate(happened) if h is one) + 1 :]


def _last(happened: Sequence[Happening], kind: str) -> Happening | None:
    return next((h for h in reversed(happened) if h.kind == kind), None)


def _had_medical_treatment(happened: Iterable[Happening]) -> bool:
    """Substitution or another medical treatment was given here: the own doctor gets a discharge letter (KS 5.6)."""
    return any(
        h.kind == MEDICAL_OFFER_STARTED.id or (h.kind == TREATMENT_STARTED.id and SUBSTITUTION.read(h.facts))
        for h in happened
    )


def _months(happened: Sequence[Happening], ended: Happening | None) -> tuple[int, ...]:
    """Which of the two follow-ups after the end are held; one that does not say is the first still open."""
    found: list[int] = []
    for happening in _after(happened, ended) if ended is not None else ():
        if happening.kind == AFTER_FOLLOW_UP_HELD.id:
            month = MONTH.read(happening.facts)
            found.append(month if month in AFTER_MONTHS else (1 if 1 not in found else 6))
    return tuple(found)


def _unanswered_change(happened: Sequence[Happening]) -> Happening | None:
    """The last important change that no follow-up talk has answered yet (KS 5.2)."""
    change = _last(happened, CHANGE_RECORDED.id)
    if change is None:
        return None
    answers = (FOLLOW_UP_HELD.id, TREATMENT_ENDED.id, EPISODE_CLOSED.id)
    answered = any(h.kind in answers for h in _after(happened, change))
    return None if answered else change


def kinds_to_start(course: Course) -> tuple[str, ...]:
    """What may be started: what was granted, and talks meanwhile.

    The guarantee is met by the first treatment that the decision grants, ambulatory talks included, so day
    treatment may begin later (KS 3.5; settled reading of the design).
    """
    if not course.granted:
        return ()
    return tuple(dict.fromkeys([*course.granted, *meanwhile()]))


def follow_up_promise(on: date) -> ClockVersion | None:
    """How soon one meets about the plan again at the latest; None where the standard promises nothing (KS 5.2)."""
    return promise_between(PLAN_AGREED.id, FOLLOW_UP_HELD.id, on)


def review_promise(on: date) -> ClockVersion | None:
    """How soon the whole plan is gone through again at the latest (KS 5)."""
    return promise_between(PLAN_AGREED.id, PLAN_REVIEWED.id, on)


def meanwhile() -> tuple[str, ...]:
    """What may begin without waiting for anything: talks, until what was granted begins, and again after a relapse."""
    return tuple(kind.id for kind in standard.load().kinds_of_treatment if kind.meanwhile)


def against_relapse() -> tuple[str, ...]:
    """What may begin again in the same course to prevent relapse: all that no treatment meeting must take (KS 5.5)."""
    return tuple(kind.id for kind in standard.load().kinds_of_treatment if not kind.at_meeting)


def check_start(course: Course, kind: str, day: date, *, substitution: bool, doctor_consent: bool) -> None:
    """Raise PlanRefused for a start of treatment that no decision carries (KS 4.2, 5.4)."""
    if course.decided_on is None:
        raise PlanRefused("no-decision")
    if kind not in kinds_to_start(course):
        raise PlanRefused("not-granted")
    if day < course.decided_on:
        raise PlanRefused("before-decision", decided_on=course.decided_on)
    if substitution and not doctor_consent:
        raise PlanRefused("doctor-consent")


def check_end(course: Course, day: date) -> None:
    """Raise PlanRefused for an end without a start, a second end, or one before the start or the last talk.

    An end before a talk would leave that talk's next follow-up running for ever.
    """
    if course.ended_on is not None:
        raise PlanRefused("ended", ended_on=course.ended_on)
    if course.started_on is None:
        raise PlanRefused("not-started")
    if day < course.started_on:
        raise PlanRefused("before-start", started_on=course.started_on)
    if course.last_held_on is not None and day < course.last_held_on:
        raise PlanRefused("before-last", held_on=course.last_held_on)


def check_after(course: Course, month: int, day: date, *, agreed: bool) -> None:
    """Raise PlanRefused for a follow-up after the end without the citizen's yes, or one that is held (KS 5.5).

    `agreed` is the citizen's last answer: a no at the end may have become a yes, and a yes be taken back.
    """
    if course.ended_on is None:
        raise PlanRefused("not-ended")
    if not agreed:
        raise PlanRefused("no-consent")
    if day < course.ended_on:
        raise PlanRefused("before-end", ended_on=course.ended_on)
    if month in course.months_followed:
        raise PlanRefused("held-already")


def rhythm_facts(every_weeks: int, next_on: date | None) -> dict[str, Any]:
    """What was agreed with the citizen about the next talk, as the timeline tells it: house deadlines follow it."""
    agreed: dict[str, Any] = {"every_weeks": every_weeks}
    return {**agreed, "next_follow_up": next_on.isoformat()} if next_on is not None else agreed


def check_goals(due: Mapping[str, date], before: Mapping[str, date], day: date) -> None:
    """Raise PlanRefused for a goal that was to be reached before the plan in which it first stands (KS 5.1).

    `due` are the goals of the new version by their keys, `before` those of the version before it: what is carried over
    unchanged keeps its date.
    """
    early = [key for key, due_on in due.items() if due_on < day and before.get(key) != due_on]
    if early:
        raise PlanRefused("goal-before-plan", keys=early)


def asks_follow_up(reason: str) -> bool:
    """Whether the standard follows up after such an end; it stands once, on the reason in the file (KS 5.5)."""
    return any(item.asks_follow_up for item in standard.load().ending_reasons if item.id == reason)


def check_closing(*, failed_letters: int, open_deadlines: int, explanation: str) -> None:
    """Raise PlanRefused while a letter has failed, or while we owe something and say nothing about it.

    A failed letter keeps its case open whatever is written: the citizen has not been told (trap of closed cases).
    """
    if failed_letters:
        raise PlanRefused("failed-letter", count=failed_letters)
    if open_deadlines and not explanation.strip():
        raise PlanRefused("open-deadlines", count=open_deadlines)


def may_take_back(actor_id: int | None, actor_roles: Iterable[str], responsible_id: int | None) -> bool:
    """The responsible counsellor takes back what was recorded by mistake as an end, and so does the manager."""
    return (responsible_id is not None and responsible_id == actor_id) or roles.MANAGER in set(actor_roles)


def check_take_back(actor_id: int | None, actor_roles: Iterable[str], responsible_id: int | None) -> None:
    """Raise PlanRefused("not-yours") for anybody else."""
    if not may_take_back(actor_id, actor_roles, responsible_id):
        raise PlanRefused("not-yours")
