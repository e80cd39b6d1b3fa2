"""Referrals to the psychologist, to the doctor for psychiatry, and to the health clinic with its 14 days."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from brobygger.care.assessment import rules
from brobygger.care.assessment.access import REFER
from brobygger.care.assessment.events import MEDICAL_NEED_FOUND, MEDICAL_NEED_RULED_OUT, REFERRAL_MADE
from brobygger.care.assessment.models import Referral
from brobygger.care.assessment.services.refused import AssessmentRefused
from brobygger.ground import clock
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.milestones import MEDICAL_OFFER_STARTED
from brobygger.records.episodes.models import Episode
from brobygger.records.episodes.services import NewEvent
from brobygger.trust import access, audit
from brobygger.trust.access import Actor

OUTCOME = Referral.Outcome


@dataclass(frozen=True)
class NewReferral:
    """To whom (rules.REFERRED_TO), why, and for the health clinic what is needed (rules.NEEDS)."""

    to: str
    reason: str
    need: str = ""


@transaction.atomic
def refer(actor: Actor, episode: Episode, new: NewReferral, *, occurred_at: datetime | None = None) -> Referral:
    """Refer within the centre: `referral.made`, and `medical-need.found` when it goes to the health clinic.

    From the found need the 14 days of KS 3.5 run, counted from the first contact. Raises access.Refused, EventRefused.
    """
    at = occurred_at or clock.now()
    need = new.need if new.to == rules.CLINIC else ""
    if new.to == rules.CLINIC and need not in rules.NEEDS:
        raise AssessmentRefused("no-reason", ["need"])
    events = [NewEvent(REFERRAL_MADE.id, at, {"to": new.to, **({"need": need} if need else {})})]
    if need:
        events.append(NewEvent(MEDICAL_NEED_FOUND.id, at, {"kind": need, "line": episode.line}))
    episodes.record_all(actor, REFER, episode, events)
    return Referral.objects.create(
        episode=episode, to=new.to, need=need, reason=new.reason.strip(), made_at=at, made_by_id=actor.pk
    )


@transaction.atomic
def book(actor: Actor, referral: Referral, appointment_at: datetime) -> Referral:
    """Give the citizen an appointment. The promise is kept when it is held, not when it is given."""
    referral = _locked(actor, referral)
    if appointment_at < referral.made_at.replace(hour=0, minute=0, second=0, microsecond=0):
        raise AssessmentRefused("past", ["appointment_at"])
    return _store(actor, referral, outcome=OUTCOME.BOOKED, appointment_at=appointment_at)


@transaction.atomic
def hold_appointment(actor: Actor, referral: Referral, *, occurred_at: datetime | None = None) -> Referral:
    """The citizen came: the offer has begun (`medical-offer.started`), or the talk was held."""
    referral = _locked(actor, referral)
    at = occurred_at or clock.now()
    if at > clock.now() or clock.local_date(at) < clock.local_date(referral.made_at):
        raise AssessmentRefused("future", ["held_on"])
    if referral.is_medical:
        new = NewEvent(MEDICAL_OFFER_STARTED.id, at, {"kind": referral.need})
        episodes.record_all(actor, REFER, referral.episode, [new])
    return _store(actor, referral, outcome=OUTCOME.HELD, ended_at=at)


@transaction.atomic
def miss_appointment(actor: Actor, referral: Referral) -> Referral:
    """The citizen did not come: the need is still there and asks for a new appointment."""
    referral = _locked(actor, referral)
    return _store(actor, referral, outcome=OUTCOME.WAITING, appointment_at=None, missed=referral.missed + 1)


@transaction.atomic
def rule_out(
    actor: Actor, episode: Episode, referral: Referral | None, reason: str, *, occurred_at: datetime | None = None
) -> None:
    """There is no medical need, after all or from the first (`medical-need.ruled-out`)."""
    at = occurred_at or clock.now()
    if referral is not None:
        referral = _locked(actor, referral)
        if not referral.is_medical:
            raise AssessmentRefused("not-for-the-clinic")
    if not reason.strip():
        raise AssessmentRefused("no-reason", ["reason"])
    kind = referral.need if referral else "assessment"
    episodes.record_all(actor, REFER, episode, [NewEvent(MEDICAL_NEED_RULED_OUT.id, at, {"kind": kind}, text=reason)])
    if referral is not None:
        _store(actor, referral, outcome=OUTCOME.RULED_OUT, ended_at=at, answer=reason.strip())


@transaction.atomic
def close(actor: Actor, referral: Referral, answer: str, *, occurred_at: datetime | None = None) -> Referral:
    """Write what the psychologist or the doctor answered. The clinic's need ends by an appointment or a no."""
    referral = _locked(actor, referral)
    if referral.is_medical:
        raise AssessmentRefused("not-for-the-clinic")
    if not answer.strip():
        raise AssessmentRefused("no-reason", ["answer"])
    return _store(actor, referral, outcome=OUTCOME.ANSWERED, ended_at=occurred_at or clock.now(), answer=answer.strip())


@transaction.atomic
def note_medical_plan(actor: Actor, referral: Referral, written_by: str, written_on: date) -> Referral:
    """Note that the clinic's doctor has written a medical treatment plan (KS 4.2). The plan is the clinic's own."""
    access.require(actor, REFER, referral.episode)
    referral = Referral.objects.select_for_update(of=("self",)).select_related("episode").get(pk=referral.pk)
    if not referral.is_medical:
        raise AssessmentRefused("not-for-the-clinic")
    if written_on > clock.today():
        raise AssessmentRefused("future", ["written_on"])
    return _store(actor, referral, plan_written_on=written_on, plan_written_by=written_by.strip())


def _locked(actor: Actor, referral: Referral) -> Referral:
    """The referral, still open, held for this act."""
    access.require(actor, REFER, referral.episode)
    referral = Referral.objects.select_for_update(of=("self",)).select_related("episode").get(pk=referral.pk)
    if not referral.is_open:
        raise AssessmentRefused("ended")
    return referral


def _store(actor: Actor, referral: Referral, **values: object) -> Referral:
    for name, value in values.items():
        setattr(referral, name, value)
    referral.save(update_fields=list(values))
    audit.changed(actor, REFER, referral, outcome=str(referral.outcome))
    return referral
