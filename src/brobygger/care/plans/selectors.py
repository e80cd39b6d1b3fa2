"""Readings of this room, each with a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from brobygger import standard
from brobygger.care.plans import elsewhere, rules
from brobygger.care.plans.events import ACTION_PLAN_OFFERED, CHANGE_RECORDED
from brobygger.care.plans.models import (
    AfterFollowUp,
    Ending,
    FollowUp,
    Goal,
    GoalStatus,
    NetworkMeeting,
    Plan,
    Review,
)
from brobygger.care.plans.rules import Course
from brobygger.ground import clock
from brobygger.records.drafts.models import Draft
from brobygger.records.drafts.services import shared_in
from brobygger.records.episodes.derivation import timeline_of
from brobygger.records.episodes.events import EPISODE_CLOSED
from brobygger.records.episodes.facts import REASON
from brobygger.records.episodes.milestones import INQUIRY_WITHDRAWN, RELAPSE_PREVENTION_STARTED, TREATMENT_ENDED
from brobygger.records.episodes.models import Episode, Event, StoredDeadline
from brobygger.records.letters.models import Letter
from brobygger.standard.events import Happening, standing


def happened(episode: Episode) -> list[Happening]:
    """The case's timeline as it stands (one query)."""
    return standing(timeline_of(Event.objects.filter(episode=episode).order_by("id")), None)


def course(episode: Episode) -> Course:
    """Where the course stands, read off its timeline (one query)."""
    return rules.course_of(happened(episode))


def stay(episode: Episode) -> elsewhere.Stay | None:
    """The course at another provider that runs (one query)."""
    return elsewhere.stay_of(happened(episode))


def latest_plan(episode: Episode) -> Plan | None:
    """The version that holds now (one query)."""
    return Plan.objects.filter(episode=episode).select_related("written_by").order_by("-version").first()


@dataclass(frozen=True)
class GoalStep:
    """How a goal stood on one day."""

    held_at: datetime
    state: str
    words: str
    note: str


@dataclass
class GoalView:
    """A goal with its sub-goals and its way through the talks, oldest first."""

    goal: Goal
    steps: list[GoalStep] = field(default_factory=list)
    subs: list["GoalView"] = field(default_factory=list)

    @property
    def latest(self) -> GoalStep | None:
        """The last answer, if there is one."""
        return self.steps[-1] if self.steps else None

    def is_past(self, today: date) -> bool:
        """Its time is over and it is neither reached nor given up."""
        latest = self.latest
        return self.goal.due_on < today and (latest is None or latest.state not in ("reached", "dropped"))


def goals_of(plan: Plan, steps: Mapping[str, list[GoalStep]]) -> list[GoalView]:
    """The goals of a plan as a tree (one query)."""
    views = {goal.pk: GoalView(goal, steps.get(goal.key, [])) for goal in Goal.objects.filter(plan=plan)}
    for view in views.values():
        if view.goal.parent_id is not None:
            views[view.goal.parent_id].subs.append(view)
    return [view for view in views.values() if view.goal.parent_id is None]


def flat(views: Iterable[GoalView]) -> list[GoalView]:
    """Goals and sub-goals in the order they are read."""
    found = []
    for view in views:
        found.append(view)
        found.extend(view.subs)
    return found


def goal_steps(episode: Episode) -> dict[str, list[GoalStep]]:
    """The way of every goal through all talks and versions, by its key (one query)."""
    rows = GoalStatus.objects.filter(follow_up__episode=episode).select_related("goal", "follow_up")
    found: dict[str, list[GoalStep]] = {}
    for row in rows.order_by("follow_up__held_at", "id"):
        step = GoalStep(row.follow_up.held_at, row.state, row.get_state_display(), row.note)
        found.setdefault(row.goal.key, []).append(step)
    return found


def talks(episode: Episode) -> list[FollowUp]:
    """Follow-up talks, newest first (one query)."""
    return list(
        FollowUp.objects.filter(episode=episode).select_related("written_by", "plan").order_by("-held_at", "-id")
    )


@dataclass(frozen=True)
class NextTalk:
    """When one meets about the plan next: a day that was agreed, else what the agreed rhythm makes of the last time."""

    on: date
    agreed: bool


@dataclass(frozen=True)
class PlanPage:
    """What the plan page shows (seven queries)."""

    course: Course
    plan: Plan | None
    goals: list[GoalView]
    versions: list[tuple[int, datetime]]
    talks: list[FollowUp]
    reviews: list[Review]
    drafts: dict[str, Draft]
    stay: elsewhere.Stay | None = None

    @property
    def next_talk(self) -> NextTalk | None:
        """The next follow-up as the last meeting about the plan left it; none without a plan or after the end."""
        if self.plan is None or not self.versions or self.plan.version != self.versions[0][0] or self.course.ended_on:
            return None
        met = [
            (self.plan.agreed_at, self.plan.next_on),
            *((talk.held_at, talk.next_on) for talk in self.talks[:1]),
            *((review.reviewed_at, review.next_on) for review in self.reviews[:1]),
        ]
        at, next_on = max(met, key=lambda meeting: meeting[0])
        rhythm = clock.local_date(at) + timedelta(weeks=self.plan.evaluation_weeks)
        return NextTalk(next_on or rhythm, next_on is not None)


def plan_page(episode: Episode, version: int | None = None) -> PlanPage:
    """The plan that holds now, or one version of it, with its goals' way. Seven queries, six without a plan."""
    plans = list(Plan.objects.filter(episode=episode).select_related("written_by").order_by("-version"))
    shown = next((plan for plan in plans if version is None or plan.version == version), None)
    steps, timeline = goal_steps(episode), happened(episode)
    return PlanPage(
        course=rules.course_of(timeline),
        stay=elsewhere.stay_of(timeline),
        plan=shown,
        goals=goals_of(shown, steps) if shown else [],
        versions=[(plan.version, plan.agreed_at) for plan in plans],
        talks=talks(episode),
        reviews=list(
            Review.objects.filter(episode=episode).select_related("written_by", "plan").order_by("-reviewed_at")
        ),
        drafts=shared_in(episode),
    )


def two_versions(episode: Episode, before: int, after: int) -> list[tuple[Plan, list[GoalView]]]:
    """Two versions with their goals, in that order; fewer when one is not there (three queries)."""
    plans = {plan.version: plan for plan in Plan.objects.filter(episode=episode, version__in=(before, after))}
    return [(plans[v], goals_of(plans[v], {})) for v in (before, after) if v in plans]


def meetings(episode: Episode) -> list[NetworkMeeting]:
    """Network meetings, newest first (one query)."""
    rows = NetworkMeeting.objects.filter(episode=episode).select_related("written_by")
    return list(rows.order_by("-held_at", "-id"))


def action_plan_events(episode: Episode) -> list[Event]:
    """What has been said about the action plan, newest first (one query)."""
    rows = Event.objects.filter(episode=episode, kind=ACTION_PLAN_OFFERED.id, corrected_by__isnull=True)
    return list(rows.select_related("recorded_by").order_by("-occurred_at", "-id"))


def changes(episode: Episode) -> list[Event]:
    """Important changes, newest first (one query)."""
    rows = Event.objects.filter(episode=episode, kind=CHANGE_RECORDED.id, corrected_by__isnull=True)
    return list(rows.select_related("recorded_by").order_by("-occurred_at", "-id"))


@dataclass(frozen=True)
class RecordedEnd:
    """What stands as the end of a case, and can be taken back: its closing, the end of its treatment, or both."""

    closing: Event | None
    ending: Event | None
    followed_up: bool

    @property
    def ways(self) -> tuple[str, ...]:
        """What can be taken back; an end that has been followed up was one."""
        found = ((rules.CLOSING, self.closing), (rules.ENDING, None if self.followed_up else self.ending))
        return tuple(what for what, event in found if event is not None)

    def taken_back_with(self, what: str) -> list[Event]:
        """The events that are wrong: with the end of the treatment goes the closing that came after it."""
        if what == rules.ENDING:
            return [event for event in (self.closing, self.ending) if event is not None] if self.ending else []
        return [self.closing] if self.closing is not None and what == rules.CLOSING else []


def recorded_end(episode: Episode, now: Course) -> RecordedEnd:
    """What this room recorded as the end and nobody has taken back (one query). An inquiry's end is not its own."""
    kinds = (TREATMENT_ENDED.id, EPISODE_CLOSED.id, INQUIRY_WITHDRAWN.id)
    rows = Event.objects.filter(episode=episode, kind__in=kinds, corrected_by__isnull=True)
    last: dict[str, Event] = {}
    for event in rows.filter(retracted=False).order_by("occurred_at", "id"):
        last[event.kind] = event
    closing = last.get(EPISODE_CLOSED.id)
    own = {*(item.id for item in standard.load().ending_reasons), rules.NO_TREATMENT}
    if closing is not None and (INQUIRY_WITHDRAWN.id in last or REASON.read(closing.facts) not in own):
        closing = None
    ending = last.get(TREATMENT_ENDED.id) if now.ended_on is not None else None
    return RecordedEnd(closing, ending, bool(now.months_followed))


@dataclass(frozen=True)
class AfterPage:
    """What the page about the time after treatment shows (five queries)."""

    course: Course
    endings: list[Ending]
    talks: list[AfterFollowUp]
    returns: list[Event]
    deadlines: Sequence[StoredDeadline]


def after_page(episode: Episode) -> AfterPage:
    """Endings, the follow-ups after them, and the ways back (five queries)."""
    related = ("written_by", "closing_status", "discharge_letter", "event__corrected_by__recorded_by")
    endings = Ending.objects.filter(episode=episode).select_related(*related)
    talks_after = AfterFollowUp.objects.filter(episode=episode).select_related("written_by")
    returns = Event.objects.filter(episode=episode, kind=RELAPSE_PREVENTION_STARTED.id, corrected_by__isnull=True)
    return AfterPage(
        course=course(episode),
        endings=list(endings.order_by("-ended_at", "-id")),
        talks=list(talks_after.order_by("-held_at", "-id")),
        returns=list(returns.order_by("-occurred_at", "-id")),
        deadlines=list(
            StoredDeadline.objects.filter(episode=episode, clock__startswith="after-follow-up").order_by("due_on")
        ),
    )


@dataclass(frozen=True)
class Obstacles:
    """What stands in the way of closing: letters that failed, and what we still owe."""

    failed_letters: list[Letter]
    deadlines: list[StoredDeadline]


def obstacles(episode: Episode) -> Obstacles:
    """Failed letters and our own open deadlines (two queries). The citizen's own time to act is not ours."""
    failed = Letter.objects.filter(episode=episode, state=Letter.State.FAILED)
    open_ones = StoredDeadline.objects.filter(episode=episode, outcome=StoredDeadline.Outcome.OPEN)
    ours = open_ones.exclude(answers="citizen").order_by("act_by", "id")
    the_standard = standard.load()
    return Obstacles(
        list(failed.only("id", "title", "kind", "state", "queued_at").order_by("id")),
        [one for one in ours if the_standard.has_clock_version(one.version) and not _met_by_closing(one)],
    )


def _met_by_closing(deadline: StoredDeadline) -> bool:
    """What the closing itself meets stands in its way no more."""
    return any(trigger.event == EPISODE_CLOSED.id for trigger in standard.load().clock_version(deadline.version).met_by)
