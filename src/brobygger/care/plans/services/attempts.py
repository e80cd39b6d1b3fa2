"""Follow-up talks that were tried and did not come about (KS 5.2, 5.5): each try is told, and the deadline stays."""

from datetime import datetime

from django.db import transaction

from brobygger.care.plans import rules, selectors
from brobygger.care.plans.access import FOLLOW_UP
from brobygger.care.plans.events import AFTER_FOLLOW_UP_NOT_REACHED, FOLLOW_UP_NOT_REACHED
from brobygger.care.plans.rules import PlanRefused
from brobygger.ground import clock
from brobygger.records.consents import selectors as consents
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode, Event
from brobygger.trust import access
from brobygger.trust.access import Actor


@transaction.atomic
def try_follow_up(
    actor: Actor, episode: Episode, how: str, *, text: str = "", occurred_at: datetime | None = None
) -> Event:
    """Note that a follow-up talk was tried in vain. `how` is a choice of the fact HOW.

    Raises PlanRefused: "ended", "no-plan".
    """
    access.require(actor, FOLLOW_UP, episode)
    if selectors.course(episode).ended_on is not None:
        raise PlanRefused("ended")
    if selectors.latest_plan(episode) is None:
        raise PlanRefused("no-plan")
    return episodes.record(
        actor, FOLLOW_UP, episode, FOLLOW_UP_NOT_REACHED.id, occurred_at=occurred_at, facts={"how": how}, text=text
    )


@transaction.atomic
def try_after(
    actor: Actor, episode: Episode, month: int, how: str, *, text: str = "", occurred_at: datetime | None = None
) -> Event:
    """Note that a follow-up after the end was tried in vain. Raises PlanRefused as for one that is held.

    Who was not asked at the end is called to be asked: only a no keeps us from trying.
    """
    access.require(actor, FOLLOW_UP, episode)
    day = clock.local_date(occurred_at or clock.now())
    rules.check_after(selectors.course(episode), month, day, agreed=consents.follow_up_answer(episode) is not False)
    facts = {"month": month, "how": how}
    return episodes.record(
        actor, FOLLOW_UP, episode, AFTER_FOLLOW_UP_NOT_REACHED.id, occurred_at=occurred_at, facts=facts, text=text
    )
