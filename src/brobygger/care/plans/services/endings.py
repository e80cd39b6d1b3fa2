"""The end of a treatment, the follow-ups after it, the way back, and the closing of the case (KS 5.5, 5.6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from brobygger.care.plans import drafts, letters, rules, selectors
from brobygger.care.plans.access import CLOSE, END, FOLLOW_UP
from brobygger.care.plans.events import AFTER_FOLLOW_UP_HELD
from brobygger.care.plans.models import AfterFollowUp, Ending
from brobygger.care.plans.rules import Course, PlanRefused
from brobygger.ground import clock
from brobygger.records.consents import partners
from brobygger.records.consents import rules as consent_rules
from brobygger.records.consents import selectors as consents
from brobygger.records.consents import services as consent_services
from brobygger.records.drafts.services import used_up
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.events import EPISODE_CLOSED
from brobygger.records.episodes.milestones import RELAPSE_PREVENTION_STARTED, TREATMENT_ENDED
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.letters import recipients
from brobygger.records.letters import services as post
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import NewLetter
from brobygger.trust import access
from brobygger.trust.access import Actor


@dataclass(frozen=True)
class NewEnding:
    """How a treatment ended. `reason` and `result` are ids of the standard file's lists.

    `reached` and `advice` are said to the citizen ("you"), and stand in the closing status. `medicine` stands in
    the discharge letter to the own doctor. `follow_up_consent` is None when the citizen has not been asked.
    """

    reason: str
    result: str
    reached: str
    follow_up_consent: bool | None
    advice: str = ""
    send_status: bool = True
    send_discharge: bool = False
    medicine: str = ""


@dataclass(frozen=True)
class NewAfterFollowUp:
    """A talk one or six months after the end. `led_to` is one of rules.LED_TO."""

    month: int
    how: str
    situation: str
    plan_status: str
    result: str
    led_to: str


@transaction.atomic
def end_treatment(actor: Actor, episode: Episode, new: NewEnding, *, occurred_at: datetime | None = None) -> Ending:
    """End the treatment, keep the citizen's answer about follow-up, and queue the letters that belong to it.

    Raises PlanRefused: "not-started", "ended", "before-start", "before-last", "doctor-consent" or
    "doctor-unknown" (a discharge letter goes to a known own doctor with consent only), or letters.LetterRefused.
    """
    access.require(actor, END, episode)
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    at = occurred_at or clock.now()
    course = selectors.course(episode)
    rules.check_end(course, clock.local_date(at))
    if new.send_discharge:
        _check_discharge(episode)
    facts: dict[str, Any] = {
        "reason": new.reason,
        "result": new.result,
        "medical": course.medical,
    }
    if new.follow_up_consent is not None:
        facts["follow_up_consent"] = new.follow_up_consent
    event = episodes.record(actor, END, episode, TREATMENT_ENDED.id, occurred_at=at, facts=facts, text=new.reached)
    if new.follow_up_consent is not None:
        _keep_follow_up_answer(actor, episode, new.follow_up_consent, at)
    status = _send_status(actor, episode, new, course, at) if new.send_status else None
    discharge = _send_discharge(actor, episode, new, course, at) if new.send_discharge else None
    ending = Ending.objects.create(
        episode=episode,
        event=event,
        ended_at=at,
        reason=new.reason,
        result=new.result,
        reached=new.reached,
        advice=new.advice,
        follow_up_consent=new.follow_up_consent,
        closing_status=status,
        discharge_letter=discharge,
        written_by_id=actor.pk,
    )
    used_up(actor, episode, drafts.ENDING)
    return ending


def _check_discharge(episode: Episode) -> None:
    """A discharge letter needs the citizen's yes, and somebody to go to (KS 5.6)."""
    if not consents.may_share(episode, partners.own_doctor()):
        raise PlanRefused("doctor-consent")
    if not episode.person.own_doctor.strip():
        raise PlanRefused("doctor-unknown")


def _keep_follow_up_answer(actor: Actor, episode: Episode, said_yes: bool, at: datetime) -> None:
    """Keep the answer among the consents, so that it can be withdrawn there like every other (KS 5.5)."""
    if consents.follow_up_answer(episode) is said_yes:
        return
    state = consent_rules.GIVEN if said_yes else consent_rules.WITHDRAWN
    answer = consent_services.NewAnswer(consent_rules.CENTRE, consent_rules.FOLLOW_UP, state)
    consent_services.answer(actor, END, episode, answer, occurred_at=at)


def _send_status(actor: Actor, episode: Episode, new: NewEnding, course: Course, at: datetime) -> Letter:
    words = letters.StatusWords(
        new.reached, new.advice, new.follow_up_consent, new.result, asks=rules.asks_follow_up(new.reason)
    )
    text = letters.closing_status(episode, course, words, clock.local_date(at))
    letter = NewLetter("closing-status", text, recipients.citizen(episode.person))
    return post.queue(actor, END, episode, letter, occurred_at=at)


def _send_discharge(actor: Actor, episode: Episode, new: NewEnding, course: Course, at: datetime) -> Letter:
    words = letters.DischargeWords(new.medicine, new.advice, new.result)
    text = letters.discharge_letter(episode, course, words, clock.local_date(at))
    letter = NewLetter("discharge-letter", text, recipients.own_doctor(episode.person))
    return post.queue(actor, END, episode, letter, occurred_at=at)


@transaction.atomic
def hold_after_follow_up(
    actor: Actor, episode: Episode, new: NewAfterFollowUp, *, occurred_at: datetime | None = None
) -> AfterFollowUp:
    """Write a follow-up after the end; where it leads back, treatment to prevent relapse starts (KS 5.5).

    Raises PlanRefused: "not-ended", "no-consent", "before-end", "held-already".
    """
    access.require(actor, FOLLOW_UP, episode)
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    at = occurred_at or clock.now()
    course = selectors.course(episode)
    rules.check_after(course, new.month, clock.local_date(at), agreed=consents.follow_up_agreed(episode))
    event = episodes.record(
        actor,
        FOLLOW_UP,
        episode,
        AFTER_FOLLOW_UP_HELD.id,
        occurred_at=at,
        facts={"month": new.month, "led_to": new.led_to, "result": new.result},
        text=new.situation,
    )
    talk = AfterFollowUp.objects.create(
        episode=episode,
        event=event,
        month=new.month,
        held_at=at,
        how=new.how,
        situation=new.situation,
        plan_status=new.plan_status,
        result=new.result,
        led_to=new.led_to,
        written_by_id=actor.pk,
    )
    used_up(actor, episode, drafts.AFTER)
    if new.led_to == "relapse-prevention":
        _begin_again(actor, episode, rules.meanwhile()[0], f"after-{new.month}-months", "", at)
    return talk


@transaction.atomic
def start_relapse_prevention(
    actor: Actor, episode: Episode, kind_of_treatment: str, *, text: str = "", occurred_at: datetime | None = None
) -> Event:
    """Begin treatment to prevent relapse in the same course: it goes back to treatment, and asks for a new plan.

    Raises PlanRefused("not-ended"). A closed case begins anew with an inquiry instead.
    """
    access.require(actor, FOLLOW_UP, episode)
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    at = occurred_at or clock.now()
    course = selectors.course(episode)
    if course.ended_on is None:
        raise PlanRefused("not-ended")
    if clock.local_date(at) < course.ended_on:
        raise PlanRefused("before-end", ended_on=course.ended_on)
    return _begin_again(actor, episode, kind_of_treatment, "own-contact", text, at)


def _begin_again(actor: Actor, episode: Episode, kind: str, came_from: str, text: str, at: datetime) -> Event:
    return episodes.record(
        actor,
        FOLLOW_UP,
        episode,
        RELAPSE_PREVENTION_STARTED.id,
        occurred_at=at,
        facts={"kind_of_treatment": kind, "from": came_from},
        text=text,
    )


@transaction.atomic
def close_episode(
    actor: Actor, episode: Episode, reason: str, *, explanation: str = "", occurred_at: datetime | None = None
) -> Event:
    """Close the case. `reason` is an ending reason of the standard file, or rules.NO_TREATMENT.

    Raises PlanRefused: "failed-letter" (always keeps the case open), "open-deadlines" unless explained.
    """
    access.require(actor, CLOSE, episode)
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    obstacles = selectors.obstacles(episode)
    rules.check_closing(
        failed_letters=len(obstacles.failed_letters),
        open_deadlines=len(obstacles.deadlines),
        explanation=explanation,
    )
    facts: dict[str, Any] = {"reason": reason}
    if obstacles.deadlines:
        facts["left_open"] = [deadline.clock for deadline in obstacles.deadlines]
    return episodes.record(
        actor, CLOSE, episode, EPISODE_CLOSED.id, occurred_at=occurred_at, facts=facts, text=explanation
    )
