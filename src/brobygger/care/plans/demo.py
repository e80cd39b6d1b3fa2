# ruff: noqa: E501 (what people say)
"""Plans, follow-ups, network meetings and endings of the demo's stories."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Model

from brobygger.care.plans.events import (
    AFTER_FOLLOW_UP_HELD,
    FOLLOW_UP_HELD,
    LED_TO,
    MEETING_ABOUT,
    NETWORK_MEETING_HELD,
    PARTNERS,
    PLAN_REVIEWED,
)
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
from brobygger.ground import clock
from brobygger.records.consents import partners
from brobygger.records.episodes.facts import MONTH
from brobygger.records.episodes.milestones import (
    ENDED_FOR,
    FOLLOW_UP_CONSENT,
    PLAN_AGREED,
    RESULT,
    TREATMENT_ENDED,
    VERSION,
)
from brobygger.records.episodes.models import Event
from brobygger.records.told import ToldCase

AIMS = (
    ("stop", "At leve uden rusmidler og holde fast i arbejdet."),
    ("reduce", "At skære ned til weekender og få ro på hverdagen."),
    ("harm-reduction", "At mindske skaderne og have faste aftaler i ugen."),
)
GOALS = (
    ("At komme til alle aftalte samtaler", "Fremmøde tælles hver måned", "Borgeren har selv foreslået det", "Tiderne ligger efter arbejde"),
    ("At have tre dage om ugen uden", "Skrives i kalenderen", "Borgeren vil gerne", "Har klaret to dage før"),
    ("At sove mindst seks timer", "Søvnskema i to uger ad gangen", "Aftalt i samtalen", "Sygeplejersken hjælper"),
)  # fmt: skip
MEETINGS = (
    "Praktikken fortsætter med 15 timer om ugen. Vi mødes igen om tre måneder.",
    "Enige om én fælles plan, så borgeren ikke skal holde styr på tre.",
)
REVIEWED = "Planen er gennemgået sammen og holder. Målene er stadig de rigtige."
AFTERWARDS = (
    "Det går godt. Går i frivilligcentret en gang om ugen.",
    "Har haft en svær periode, men ringede selv. Ønsker ikke mere lige nu.",
    "Er i arbejde og bruger det, der blev aftalt i planen.",
)


def rows(case: ToldCase) -> Iterator[Model]:
    """The room's rows, in the order of the timeline."""
    plan: Plan | None = None
    goals: list[Goal] = []
    talks = 0
    for event in case.events:
        if event.kind == PLAN_AGREED.id:
            plan = _plan(case, event)
            goals = [_goal(case, plan, order) for order in range(len(GOALS))]
            yield plan
            yield from goals
        elif event.kind == FOLLOW_UP_HELD.id and plan:
            talks += 1
            yield from _talk(case, event, plan, goals, talks)
        elif event.kind == PLAN_REVIEWED.id and plan:
            yield _review(event, plan)
        elif event.kind == NETWORK_MEETING_HELD.id:
            yield _network(case, event)
    yield from _after(case)


def _plan(case: ToldCase, event: Event) -> Plan:
    aim_kind, aim = case.pick(AIMS)
    event.text = aim
    return Plan(
        id=case.numbers.next(Plan),
        episode_id=case.episode.pk,
        event_id=event.pk,
        version=VERSION.read(event.facts),
        aim_kind=aim_kind,
        aim=aim,
        own_words=case.own_words(VERSION.read(event.facts)),
        effort="Individuelle samtaler og træning i at håndtere trang.",
        duration_weeks=16,
        services="Samtale en gang om ugen, telefon efter aftale.",
        methods="Kognitiv og løsningsfokuseret tilgang, NADA efter ønske.",
        partners=[partners.own_doctor()],
        family="Familien kender til forløbet.",
        family_involvement="informed",
        housing="Egen bolig.",
        employment="I arbejde eller i kontakt med jobcentret.",
        evaluation_weeks=12,
        agreed_at=event.occurred_at,
        agreed_how="in-talk",
        written_by_id=event.recorded_by_id,
    )


def _goal(case: ToldCase, plan: Plan, order: int) -> Goal:
    specific, measurable, accepted, realistic = GOALS[order]
    return Goal(
        id=case.numbers.next(Goal),
        plan_id=plan.pk,
        key=f"m{order + 1}",
        order=order,
        specific=specific,
        measurable=measurable,
        accepted=accepted,
        realistic=realistic,
        due_on=clock.local_date(plan.agreed_at) + timedelta(weeks=12 + 4 * order),
    )


def _talk(case: ToldCase, event: Event, plan: Plan, goals: list[Goal], talks: int) -> Iterator[Model]:
    talk = FollowUp(
        id=case.numbers.next(FollowUp),
        episode_id=case.episode.pk,
        event_id=event.pk,
        plan_id=plan.pk,
        held_at=event.occurred_at,
        how="centre",
        situation=event.text,
        plan_status=case.pick(("Planen følges; ét mål er ændret lidt.", "Planen følges.", "Planen følges."), talks),
        contacts=8 + case.pick(range(5), talks),
        rhythm="weekly",
        written_by_id=event.recorded_by_id,
    )
    yield talk
    for goal in goals:
        state = case.pick(("under-way", "reached", "under-way", "changed"), talks + goal.order)
        yield GoalStatus(follow_up_id=talk.pk, goal_id=goal.pk, state=state)


def _review(event: Event, plan: Plan) -> Review:
    event.text = REVIEWED
    return Review(
        episode_id=event.episode_id,
        event_id=event.pk,
        plan_id=plan.pk,
        reviewed_at=event.occurred_at,
        how="centre",
        own_words="Det er stadig det, jeg vil.",
        conclusion=REVIEWED,
        written_by_id=event.recorded_by_id,
    )


def _network(case: ToldCase, event: Event) -> NetworkMeeting:
    event.text = case.pick(MEETINGS)
    return NetworkMeeting(
        episode_id=case.episode.pk,
        event_id=event.pk,
        held_at=event.occurred_at,
        about=MEETING_ABOUT.read(event.facts),
        partners=PARTNERS.read(event.facts),
        participants="Borgeren, sagsbehandleren fra jobcentret og behandleren",
        agreed=event.text,
        written_by_id=event.recorded_by_id,
    )


def _after(case: ToldCase) -> Iterator[Model]:
    """The end and what follows it."""
    ended = case.one(TREATMENT_ENDED)
    if ended is None:
        return
    reached = case.pick(AFTERWARDS)
    yield Ending(
        episode_id=case.episode.pk,
        event_id=ended.pk,
        ended_at=ended.occurred_at,
        reason=ENDED_FOR.read(ended.facts),
        result=RESULT.read(ended.facts),
        reached=reached,
        follow_up_consent=FOLLOW_UP_CONSENT.read(ended.facts),
        closing_status_id=case.letter_id("closing-status"),
        written_by_id=ended.recorded_by_id,
    )
    for event in case.events:
        if event.kind == AFTER_FOLLOW_UP_HELD.id:
            yield AfterFollowUp(
                episode_id=case.episode.pk,
                event_id=event.pk,
                month=MONTH.read(event.facts),
                held_at=event.occurred_at,
                how="phone",
                situation=event.text,
                plan_status="Målene fra planen holder.",
                result=RESULT.read(event.facts),
                led_to=LED_TO.read(event.facts),
                written_by_id=event.recorded_by_id,
            )
