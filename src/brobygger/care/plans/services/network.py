"""Working together: the action plan of serviceloven § 141 and meetings with other authorities (KS 5.3, 5.4)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from brobygger.care.plans import drafts
from brobygger.care.plans.access import NETWORK
from brobygger.care.plans.events import ACTION_PLAN_OFFERED, NETWORK_MEETING_HELD
from brobygger.care.plans.models import NetworkMeeting
from brobygger.care.plans.rules import PlanRefused
from brobygger.ground import clock
from brobygger.records.consents import rules as consent_rules
from brobygger.records.consents import selectors as consents
from brobygger.records.consents.rules import Question
from brobygger.records.drafts.services import used_up
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode, Event
from brobygger.trust import access
from brobygger.trust.access import Actor


@dataclass(frozen=True)
class NewMeeting:
    """A network meeting that was held. `partners` are ids of the standard file; `agreed` is what came of it."""

    about: str
    partners: tuple[str, ...]
    participants: str
    agreed: str
    citizen_took_part: bool = True


@transaction.atomic
def offer_action_plan(
    actor: Actor,
    episode: Episode,
    answer: str,
    *,
    coordinated: bool = False,
    text: str = "",
    occurred_at: datetime | None = None,
) -> Event:
    """Record the action plan of serviceloven § 141: the citizen has one, or was offered help to get one (KS 5.3).

    `answer` is one of rules.ACTION_PLAN_ANSWERS; `coordinated` says that the treatment plan is coordinated with it,
    which is asked only where there is one.
    """
    together = {"coordinated": coordinated} if answer == "has-one" else {}
    return episodes.record(
        actor,
        NETWORK,
        episode,
        ACTION_PLAN_OFFERED.id,
        occurred_at=occurred_at,
        facts={"answer": answer, "accepted": answer == "accepted", **together},
        text=text,
    )


@transaction.atomic
def hold_network_meeting(
    actor: Actor, episode: Episode, new: NewMeeting, *, occurred_at: datetime | None = None
) -> NetworkMeeting:
    """Write a network meeting. Raises PlanRefused("partner-consent") naming the partners without consent (KS 5.4)."""
    access.require(actor, NETWORK, episode)
    missing = partners_without_consent(episode, new.partners)
    if missing:
        raise PlanRefused("partner-consent", partners=missing)
    at = occurred_at or clock.now()
    facts = {"about": new.about, "partners": list(new.partners), "citizen_took_part": new.citizen_took_part}
    event = episodes.record(
        actor, NETWORK, episode, NETWORK_MEETING_HELD.id, occurred_at=at, facts=facts, text=new.agreed
    )
    used_up(actor, episode, drafts.MEETING)
    return NetworkMeeting.objects.create(
        episode=episode,
        event=event,
        held_at=at,
        about=new.about,
        partners=list(new.partners),
        participants=new.participants,
        citizen_took_part=new.citizen_took_part,
        agreed=new.agreed,
        written_by_id=actor.pk,
    )


def partners_without_consent(episode: Episode, partners: tuple[str, ...]) -> list[str]:
    """Which of the partners the citizen has not said yes to talking with (one query)."""
    held = consents.current(episode)
    missing = []
    for partner in partners:
        answer = held.get(Question(partner, consent_rules.COOPERATION))
        if answer is None or not consent_rules.is_open(answer.state):
            missing.append(partner)
    return missing
