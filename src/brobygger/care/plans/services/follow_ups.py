"""Talks about the plan: follow-up every three months, review every half year, important changes (KS 5, 5.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from brobygger.care.plans import drafts, rules, selectors
from brobygger.care.plans.access import FOLLOW_UP
from brobygger.care.plans.events import CHANGE_RECORDED, FOLLOW_UP_HELD, PLAN_REVIEWED
from brobygger.care.plans.models import FollowUp, Goal, GoalStatus, Plan, Review
from brobygger.care.plans.rules import PlanRefused
from brobygger.ground import clock
from brobygger.records.drafts.services import used_up
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode, Event
from brobygger.trust import access
from brobygger.trust.access import Actor


@dataclass(frozen=True)
class NewGoalStatus:
    """How one goal stands: its key in the plan, one of rules.GOAL_STATES, and why."""

    key: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class NewFollowUp:
    """What a follow-up talk must hold (KS 5.2): the situation, status on plan and goals, how often one has met.

    `contacts` is the number of contacts since the last talk; `next_on` the next agreed talk.
    """

    how: str
    situation: str
    plan_status: str
    contacts: int
    rhythm: str
    goals: tuple[NewGoalStatus, ...]
    own_words: str = ""
    next_on: date | None = None


@dataclass(frozen=True)
class NewReview:
    """The whole plan gone through together, and found to hold."""

    how: str
    own_words: str
    conclusion: str
    next_on: date | None = None


@transaction.atomic
def hold_follow_up(
    actor: Actor, episode: Episode, new: NewFollowUp, *, occurred_at: datetime | None = None, read: int | None = None
) -> FollowUp:
    """Write a follow-up talk.

    `read` is how many talks there were when the form was read; None compares nothing. Raises PlanRefused: "no-plan",
    "goals" when a goal lacks its answer (KS 5.2), "held-meanwhile" when a talk was written since.
    """
    access.require(actor, FOLLOW_UP, episode)
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    if read is not None and read != FollowUp.objects.filter(episode=episode).count():
        raise PlanRefused("held-meanwhile")
    plan = _plan(episode)
    goals = {goal.key: goal for goal in Goal.objects.filter(plan=plan)}
    answers = {status.key: status for status in new.goals}
    if set(goals) != set(answers):
        raise PlanRefused("goals")
    at = occurred_at or clock.now()
    states = [answers[key].state for key in goals]
    facts = {
        "plan_version": plan.version, "goals": len(states), "reached": states.count("reached"),
        **rules.rhythm_facts(plan.evaluation_weeks, new.next_on),
    }  # fmt: skip
    event = episodes.record(
        actor, FOLLOW_UP, episode, FOLLOW_UP_HELD.id, occurred_at=at, facts=facts, text=new.situation
    )
    talk = FollowUp.objects.create(
        episode=episode,
        event=event,
        plan=plan,
        held_at=at,
        how=new.how,
        situation=new.situation,
        plan_status=new.plan_status,
        own_words=new.own_words,
        contacts=new.contacts,
        rhythm=new.rhythm,
        next_on=new.next_on,
        written_by_id=actor.pk,
    )
    _add_statuses(talk, goals, list(answers.values()))
    used_up(actor, episode, drafts.FOLLOW_UP)
    return talk


def _add_statuses(talk: FollowUp, goals: dict[str, Goal], answers: Sequence[NewGoalStatus]) -> None:
    GoalStatus.objects.bulk_create(
        GoalStatus(follow_up=talk, goal=goals[answer.key], state=answer.state, note=answer.note) for answer in answers
    )


@transaction.atomic
def review_plan(actor: Actor, episode: Episode, new: NewReview, *, occurred_at: datetime | None = None) -> Review:
    """Write that the plan was gone through and still holds (KS 5: at least every half year)."""
    access.require(actor, FOLLOW_UP, episode)
    plan = _plan(episode)
    at = occurred_at or clock.now()
    event = episodes.record(
        actor,
        FOLLOW_UP,
        episode,
        PLAN_REVIEWED.id,
        occurred_at=at,
        facts={"version": plan.version, **rules.rhythm_facts(plan.evaluation_weeks, new.next_on)},
        text=new.conclusion,
    )
    return Review.objects.create(
        episode=episode,
        event=event,
        plan=plan,
        reviewed_at=at,
        how=new.how,
        own_words=new.own_words,
        conclusion=new.conclusion,
        next_on=new.next_on,
        written_by_id=actor.pk,
    )


@transaction.atomic
def record_change(
    actor: Actor, episode: Episode, kind: str, text: str, *, occurred_at: datetime | None = None
) -> Event:
    """Record an important change (id of the standard's list); the standard then asks for a follow-up (KS 5.2)."""
    return episodes.record(
        actor, FOLLOW_UP, episode, CHANGE_RECORDED.id, occurred_at=occurred_at, facts={"kind": kind}, text=text
    )


def _plan(episode: Episode) -> Plan:
    """The plan that holds, while treatment has not ended."""
    if selectors.course(episode).ended_on is not None:
        raise PlanRefused("ended")
    plan = selectors.latest_plan(episode)
    if plan is None:
        raise PlanRefused("no-plan")
    return plan
