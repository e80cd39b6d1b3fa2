"""The start of treatment, and the plan that citizen and counsellor agree on (KS 3.5, 5, 5.1)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from brobygger.care.plans import drafts, rules, selectors
from brobygger.care.plans.access import START, WRITE
from brobygger.care.plans.models import Goal, Plan
from brobygger.care.plans.rules import PlanRefused
from brobygger.ground import clock
from brobygger.records.consents import selectors as consents
from brobygger.records.drafts.services import used_up
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.events import EXTERNAL_ENROLLED
from brobygger.records.episodes.milestones import PLAN_AGREED, TREATMENT_STARTED
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.episodes.services import NewEvent
from brobygger.records.grants import rules as grants
from brobygger.trust import access
from brobygger.trust.access import Actor

OWN = "own"  # at the centre itself


@dataclass(frozen=True)
class NewStart:
    """The first treatment that the decision grants. `provider` is "own", or "other" with its name."""

    kind_of_treatment: str
    provider: str = OWN
    provider_name: str = ""
    substitution: bool = False
    text: str = ""


@dataclass(frozen=True)
class NewGoal:
    """A goal, or with `parent` (another goal's key) a sub-goal; all five parts of SMART. `due_on` is its time."""

    key: str
    specific: str
    measurable: str
    accepted: str
    realistic: str
    due_on: date
    parent: str = ""


@dataclass(frozen=True)
class NewPlan:
    """What is agreed. `aim_kind`, `partners` are ids of the standard file; weeks are whole weeks."""

    aim_kind: str
    aim: str
    own_words: str
    effort: str
    duration_weeks: int
    services: str
    methods: str
    family: str
    family_involvement: str
    evaluation_weeks: int
    agreed_how: str
    goals: tuple[NewGoal, ...]
    partners: tuple[str, ...] = ()
    partner_work: str = ""
    family_agreement: str = ""
    housing: str = ""
    employment: str = ""
    other_treatment: str = ""
    aids: str = ""
    next_on: date | None = None


@transaction.atomic
def start_treatment(actor: Actor, episode: Episode, new: NewStart, *, occurred_at: datetime | None = None) -> Event:
    """Put the start on the timeline: the guarantee of 14 days is met from here (KS 3.5, serviceloven § 101, stk. 4).

    Raises PlanRefused: "no-decision", "not-granted", "before-decision", "doctor-consent" (KS 5.4: substitution
    treatment requires consent to cooperation with the own doctor), "ended". At another provider the centre follows
    the course from here (KS 6.5.7).
    """
    access.require(actor, START, episode)
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    day = clock.local_date(occurred_at or clock.now())
    agreed = not new.substitution or consents.substitution_may_start(episode)
    rules.check_start(
        selectors.course(episode),
        new.kind_of_treatment,
        day,
        substitution=new.substitution,
        doctor_consent=agreed,
    )
    facts: dict[str, Any] = {"kind_of_treatment": new.kind_of_treatment, "provider": new.provider}
    if new.provider_name:
        facts["provider_name"] = new.provider_name
    if new.substitution:
        facts["substitution"] = True
    events = [NewEvent(TREATMENT_STARTED.id, occurred_at, facts, new.text)]
    if new.provider != OWN:
        events.append(NewEvent(EXTERNAL_ENROLLED.id, occurred_at, _enrolled_elsewhere(episode, new)))
    return episodes.record_all(actor, START, episode, events)[0]


def _enrolled_elsewhere(episode: Episode, new: NewStart) -> dict[str, Any]:
    """Where the citizen is in treatment, with what, and for how long where the decision says it."""
    weeks = grants.holding(selectors.happened(episode)).weeks_of(new.kind_of_treatment)
    facts = {"kind": new.kind_of_treatment, "provider": new.provider_name or new.provider}
    return facts if weeks is None else {**facts, "weeks": weeks}


@transaction.atomic
def agree_plan(
    actor: Actor, episode: Episode, new: NewPlan, *, occurred_at: datetime | None = None, read: int | None = None
) -> Plan:
    """Lock a version of the plan, agreed with the citizen.

    `read` is the version that held when the form was read, 0 for none; None compares nothing. Raises PlanRefused:
    "goals" without any, "ended", "goal-before-plan", "agreed-meanwhile" when there is a newer version than was read.
    """
    access.require(actor, WRITE, episode)
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    if not any(not goal.parent for goal in new.goals):
        raise PlanRefused("goals")
    if selectors.course(episode).ended_on is not None:
        raise PlanRefused("ended")
    at = occurred_at or clock.now()
    before = selectors.latest_plan(episode)
    held = before.version if before else 0
    if read is not None and read != held:
        raise PlanRefused("agreed-meanwhile")
    rules.check_goals({goal.key: goal.due_on for goal in new.goals}, _due_dates(before), clock.local_date(at))
    version = held + 1
    facts = {"version": version, **rules.rhythm_facts(new.evaluation_weeks, new.next_on)}
    event = episodes.record(actor, WRITE, episode, PLAN_AGREED.id, occurred_at=at, facts=facts, text=new.aim)
    plan = Plan.objects.create(
        episode=episode,
        event=event,
        version=version,
        agreed_at=at,
        written_by_id=actor.pk,
        **{name: getattr(new, name) for name in PLAN_FIELDS},
        partners=list(new.partners),
    )
    _add_goals(plan, new.goals)
    used_up(actor, episode, drafts.PLAN)
    return plan


PLAN_FIELDS = (
    "aim_kind", "aim", "own_words", "effort", "duration_weeks", "services", "methods", "partner_work", "family",
    "family_involvement", "family_agreement", "housing", "employment", "other_treatment", "aids",
    "evaluation_weeks", "agreed_how", "next_on",
)  # fmt: skip


def _due_dates(plan: Plan | None) -> dict[str, date]:
    """When the goals of a plan are to be reached, by their keys."""
    return dict(Goal.objects.filter(plan=plan).values_list("key", "due_on")) if plan is not None else {}


def _add_goals(plan: Plan, new: tuple[NewGoal, ...]) -> None:
    """Write the goals in their order: goals first, so that sub-goals can point at them (two queries)."""
    rows = {
        goal.key: Goal(
            plan=plan,
            key=goal.key,
            order=order,
            specific=goal.specific,
            measurable=goal.measurable,
            accepted=goal.accepted,
            realistic=goal.realistic,
            due_on=goal.due_on,
        )
        for order, goal in enumerate(new)
    }
    Goal.objects.bulk_create(rows[goal.key] for goal in new if not goal.parent)
    subs = [goal for goal in new if goal.parent]
    for goal in subs:
        rows[goal.key].parent = rows[goal.parent]
    Goal.objects.bulk_create(rows[goal.key] for goal in subs)
