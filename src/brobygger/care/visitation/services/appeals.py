"""Appeals of drug decisions and complaints about the service, from receipt to answer (KS 5.8)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from brobygger import standard
from brobygger.care.visitation import access as may
from brobygger.care.visitation import letters, rules
from brobygger.care.visitation.dating import Dating
from brobygger.care.visitation.events import (
    APPEAL_REASSESSED,
    APPEAL_RECEIVED,
    APPEAL_WITHDRAWN,
    COMPLAINT_ANSWERED,
    COMPLAINT_RECEIVED,
)
from brobygger.care.visitation.granted import SHARED, granted_words
from brobygger.care.visitation.models import Appeal, Decision, ServiceComplaint
from brobygger.care.visitation.models.appeals import Means
from brobygger.care.visitation.selectors import deadlines_about
from brobygger.care.visitation.services.common import first_name, refuse, sender_of
from brobygger.ground import clock
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode, StoredDeadline
from brobygger.records.grants import selectors as grants
from brobygger.records.letters import recipients
from brobygger.records.letters import services as post
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterText, NewLetter
from brobygger.records.papers import services as papers
from brobygger.records.papers.models import Papers
from brobygger.records.papers.services import NewPapers
from brobygger.standard.promised import GUARANTEE, guarantee, words_of
from brobygger.trust import access, audit
from brobygger.trust.access import Actor

ANKESTYRELSEN = "Ankestyrelsen"
State, Late = Appeal.State, Appeal.Late


@dataclass(frozen=True)
class NewAppeal:
    """An appeal as it comes in. `decision` is None only for a guarantee that was not kept."""

    about: str
    means: str
    text: str
    decision: Decision | None = None
    representative: str = ""


@dataclass(frozen=True)
class NewComplaint:
    """A complaint about the service as it comes in."""

    about: str
    means: str
    text: str


@transaction.atomic
def receive(actor: Actor, episode: Episode, new: NewAppeal, *, occurred_at: datetime | None = None) -> Appeal:
    """Take in an appeal: appeal.received, and the time to reassess runs (KS 5.8.1). Late ones wait for examination.

    Only for someone with the case (trap 7) and only on a line whose decisions can be appealed: raises NotReady.
    """
    access.require(actor, may.RECEIVE_APPEAL, episode)
    if not rules.may_appeal(episode.line):
        raise refuse("", "no-appeal")
    # That treatment came too late is no decision of ours: such an appeal is of none, whatever was chosen beside it.
    decision = None if new.about == Appeal.About.GUARANTEE else new.decision
    if decision is None and new.about != Appeal.About.GUARANTEE:
        raise refuse("decision", "missing")
    if decision is not None and decision.episode_id != episode.pk:
        raise refuse("decision", "foreign")
    if not new.text.strip():
        raise refuse("text", "missing")
    at = occurred_at or clock.now()
    day = clock.local_date(at)
    if decision is not None and decision.made_at and day < clock.local_date(decision.made_at):
        raise refuse("on", "before-decision")
    late = rules.appeal_is_late(day, period_end(decision))
    appeal = Appeal.objects.create(
        episode=episode,
        decision=decision,
        about=new.about,
        means=new.means,
        text=new.text.strip(),
        representative=new.representative.strip(),
        received_at=at,
        taken_by_id=actor.pk,
        late=Late.TO_EXAMINE if late else Late.IN_TIME,
    )
    facts = {"means": new.means, "about": new.about, **named(appeal)}
    episodes.record(actor, may.RECEIVE_APPEAL, episode, APPEAL_RECEIVED.id, occurred_at=at, facts=facts)
    appeal.reassess_by = _reassess_by(appeal)
    appeal.save(update_fields=["reassess_by"])
    return appeal


def period_end(decision: Decision | None) -> date | None:
    """The last day of the appeal period of a decision, None while its letter has no receipt.

    The stored deadline is the authority: it counts from the receipt of the letter (retssikkerhedsloven § 67).
    """
    if decision is None or decision.made_at is None:
        return None
    own = deadlines_about(decision.episode_id, APPEAL_PERIOD, decision_id=decision.pk).first()
    return own.due_on if own else None


APPEAL_PERIOD = "appeal-period"
REASSESSMENT = "reassessment"


def named(appeal: Appeal) -> dict[str, int]:
    """What every event of an appeal names: the appeal, and the decision that it is of."""
    decision = {"decision_id": appeal.decision_id} if appeal.decision_id is not None else {}
    return {"appeal_id": appeal.pk, **decision}


def _decided_on(appeal: Appeal) -> date | None:
    made_at = appeal.decision.made_at if appeal.decision else None
    return clock.local_date(made_at) if made_at else None


def _guarantee(appeal: Appeal) -> standard.ClockVersion:
    """How soon treatment was promised, as it stood on the day of the contact; of the appeal, where no clock ran."""
    running = StoredDeadline.objects.filter(episode=appeal.episode_id, clock=f"{GUARANTEE}-{appeal.episode.line}")
    started_on = running.order_by("-started_on", "-id").values_list("started_on", flat=True).first()
    return guarantee(appeal.episode.line, started_on or clock.local_date(appeal.received_at))


def _reassess_by(appeal: Appeal) -> date | None:
    """The last day to reassess this very appeal."""
    own = deadlines_about(appeal.episode_id, REASSESSMENT, appeal_id=appeal.pk).first()
    return own.due_on if own else None


def _locked(appeal: Appeal) -> Appeal:
    related = ("episode__person", "decision")
    locked = Appeal.objects.select_for_update(of=("self",)).select_related(*related).get(pk=appeal.pk)
    if locked.state != State.RECEIVED:
        raise refuse("", "done")
    return locked


@transaction.atomic
def examine_late(
    actor: Actor, appeal: Appeal, *, accepted: bool, reason: str, occurred_at: datetime | None = None
) -> Appeal:
    """Say whether a late appeal has special reasons. Without them it is answered and sent on to Ankestyrelsen."""
    locked = _locked(appeal)
    access.require(actor, may.REASSESS, locked.episode)
    if locked.late != Late.TO_EXAMINE:
        raise refuse("accepted", "not-late")
    if not reason.strip():
        raise refuse("late_reason", "missing")
    locked.late_reason = reason.strip()
    locked.late = Late.ACCEPTED if accepted else Late.NOT_ACCEPTED
    if accepted:
        locked.save(update_fields=["late", "late_reason"])
        audit.changed(actor, may.REASSESS, locked.episode, appeal=locked.pk, late="accepted")
        return locked
    at = occurred_at or clock.now()
    name, by = first_name(locked.episode), sender_of(locked.episode, actor)
    text = letters.too_late(name, _decided_on(locked) or clock.local_date(locked.received_at), reason, by)
    _end(actor, locked, State.DISMISSED, "too-late", text, at)
    return locked


@transaction.atomic
def uphold(actor: Actor, appeal: Appeal, reasons: str, *, occurred_at: datetime | None = None) -> Appeal:
    """Uphold the decision: appeal.reassessed{upheld}, a letter to the citizen, and the appeal goes on to Ankestyrelsen.

    To change it instead, make a new decision with `start_again(..., appeal=appeal)`.
    """
    locked = _locked(appeal)
    access.require(actor, may.REASSESS, locked.episode)
    if locked.late == Late.TO_EXAMINE:
        raise refuse("", "late")
    if not reasons.strip():
        raise refuse("reasons", "missing")
    locked.reasons = reasons.strip()
    at = occurred_at or clock.now()
    decided_on = _decided_on(locked)
    by = sender_of(locked.episode, actor)
    _end(
        actor,
        locked,
        State.UPHELD,
        "upheld",
        letters.upheld(first_name(locked.episode), decided_on, reasons, by),
        at,
    )
    return locked


@transaction.atomic
def concede(actor: Actor, appeal: Appeal, reasons: str, *, occurred_at: datetime | None = None) -> Appeal:
    """Say that the citizen is right that treatment came too late: appeal.reassessed{changed} and a letter.

    Only for the guarantee: a decision is changed by a new decision (`start_again`). Raises NotReady.
    """
    locked = _locked(appeal)
    access.require(actor, may.REASSESS, locked.episode)
    if locked.about != Appeal.About.GUARANTEE:
        raise refuse("", "needs-decision")
    if not reasons.strip():
        raise refuse("reasons", "missing")
    locked.reasons = reasons.strip()
    at = occurred_at or clock.now()
    promised = words_of(_guarantee(locked)).da
    text = letters.conceded(first_name(locked.episode), promised, reasons, sender_of(locked.episode, actor))
    _reassessed(actor, locked, State.CHANGED, "changed", at)
    locked.letter = _send(actor, locked.episode, "reassessment", text, at, **named(locked))
    locked.save(update_fields=["letter"])
    return locked


def changed_by(actor: Actor, appeal: Appeal, decision: Decision, when: Dating) -> None:
    """The reassessment ended in a new decision; what is still not met goes on to Ankestyrelsen."""
    at = when.at
    locked = _locked(appeal)
    locked.reasons = decision.reasons
    if decision.favourable:
        _reassessed(actor, locked, State.CHANGED, "changed", at)
        return
    decided_on = _decided_on(locked)
    by = sender_of(locked.episode, actor)
    partly = not decision.refused
    text = letters.upheld(first_name(locked.episode), decided_on, decision.reasons, by, partly=partly)
    state, outcome = (State.PARTLY, "partly-changed") if partly else (State.UPHELD, "upheld")
    _end(actor, locked, state, outcome, text, at, when.written_at)


def _reassessed(actor: Actor, appeal: Appeal, state: str, outcome: str, at: datetime) -> None:
    _let_go(appeal)
    appeal.state, appeal.reassessed_at, appeal.reassessed_by_id = state, at, actor.pk
    appeal.save(update_fields=["state", "reasons", "late", "late_reason", "reassessed_at", "reassessed_by"])
    facts = {"outcome": outcome, **named(appeal)}
    episodes.record(
        actor,
        may.REASSESS,
        appeal.episode,
        APPEAL_REASSESSED.id,
        occurred_at=at,
        facts=facts,
        text=appeal.reasons,
    )


def _end(
    actor: Actor,
    appeal: Appeal,
    state: str,
    outcome: str,
    answer: LetterText,
    at: datetime,
    written_at: datetime | None = None,
) -> None:
    """Reassessed but not met in full: tell the citizen, and queue the appeal to Ankestyrelsen.

    The letters have the day on which they are written (`written_at`), also when a meeting reassessed it before.
    appeal.forwarded stands on the timeline when that letter has been handed over, not before (trap 5).
    """
    _reassessed(actor, appeal, state, outcome, at)
    written_at = written_at or at
    appeal.letter = _send(actor, appeal.episode, "reassessment", answer, written_at, **named(appeal))
    words = letters.forwarding(
        _forwarded(appeal), appeal.reasons or appeal.late_reason, sender_of(appeal.episode, actor)
    )
    gathered = papers.ask(actor, appeal.episode, NewPapers(Papers.Purpose.APPEAL), action=may.REASSESS)
    authority = recipients.authority(ANKESTYRELSEN)
    new = NewLetter("forwarding", words, authority, named(appeal), papers_id=gathered.pk)
    appeal.forwarding = post.queue(actor, may.REASSESS, appeal.episode, new, occurred_at=written_at)
    appeal.forwarded_at = written_at
    appeal.save(update_fields=["letter", "forwarding", "forwarded_at"])


def _forwarded(appeal: Appeal) -> letters.Forwarded:
    """What Ankestyrelsen is told of the appeal."""
    episode, decision = appeal.episode, appeal.decision
    promise = _guarantee(appeal)
    return letters.Forwarded(
        whom=recipients.named_to_authority(episode.person),
        received_on=clock.local_date(appeal.received_at),
        oral=appeal.means == Means.ORAL,
        text=appeal.text,
        law=decision.legal_basis if decision else promise.law,
        promised=words_of(promise).da,
        forwarded_by=standard.load().law("forwarding", clock.local_date(appeal.received_at), episode.line),
        decided_on=_decided_on(appeal),
        outcome=letters.outcome_words(decision.outcome, _given(appeal)) if decision else "",
        late=appeal.late != Late.IN_TIME,
        representative=appeal.representative,
    )


def _given(appeal: Appeal) -> str:
    """What the decision that is appealed granted (records.grants), in words."""
    if appeal.decision_id is None:
        return ""
    given = granted_words(grants.of_decision(appeal.episode, appeal.decision_id, _decided_on(appeal)))
    return given or SHARED


def _send(actor: Actor, episode: Episode, kind: str, text: LetterText, at: datetime, **facts: Any) -> Letter:
    action = may.REASSESS if kind == "reassessment" else may.ANSWER_COMPLAINT
    new = NewLetter(kind, text, recipients.citizen(episode.person), facts)
    return post.queue(actor, action, episode, new, occurred_at=at)


def _let_go(appeal: Appeal) -> None:
    """A new decision that somebody has begun in answer to it goes on as one of its own."""
    Decision.objects.filter(appeal=appeal, state=Decision.State.DRAFT).update(appeal=None)


@transaction.atomic
def withdraw_appeal(actor: Actor, appeal: Appeal, reason: str, *, occurred_at: datetime | None = None) -> None:
    """The citizen takes the appeal back: appeal.withdrawn, with how we know."""
    locked = _locked(appeal)
    if not reason.strip():
        raise refuse("reason", "missing")
    episodes.record(
        actor,
        may.RECEIVE_APPEAL,
        locked.episode,
        APPEAL_WITHDRAWN.id,
        occurred_at=occurred_at,
        facts=named(locked),
        text=reason.strip(),
    )
    _let_go(locked)
    locked.state, locked.reasons = State.WITHDRAWN, reason.strip()
    locked.save(update_fields=["state", "reasons"])


@transaction.atomic
def receive_complaint(
    actor: Actor, episode: Episode, new: NewComplaint, *, occurred_at: datetime | None = None
) -> ServiceComplaint:
    """Take in a complaint about service, offers, places or staff: complaint.received (KS 5.8.2)."""
    access.require(actor, may.RECEIVE_APPEAL, episode)
    if not new.text.strip():
        raise refuse("text", "missing")
    at = occurred_at or clock.now()
    complaint = ServiceComplaint.objects.create(
        episode=episode,
        about=new.about,
        means=new.means,
        text=new.text.strip(),
        received_at=at,
        taken_by_id=actor.pk,
    )
    facts = {"about": new.about, "means": new.means, "complaint_id": complaint.pk}
    episodes.record(actor, may.RECEIVE_APPEAL, episode, COMPLAINT_RECEIVED.id, occurred_at=at, facts=facts)
    return complaint


@transaction.atomic
def answer_complaint(
    actor: Actor, complaint: ServiceComplaint, answer: str, *, occurred_at: datetime | None = None
) -> ServiceComplaint:
    """Answer a complaint by letter: complaint.answered. Raises NotReady when it has its answer."""
    locked = (
        ServiceComplaint.objects.select_for_update(of=("self",)).select_related("episode__person").get(pk=complaint.pk)
    )
    if locked.answered_at is not None:
        raise refuse("answer", "answered")
    if not answer.strip():
        raise refuse("answer", "missing")
    at = occurred_at or clock.now()
    facts = {"complaint_id": locked.pk}
    episodes.record(actor, may.ANSWER_COMPLAINT, locked.episode, COMPLAINT_ANSWERED.id, occurred_at=at, facts=facts)
    received_on = clock.local_date(locked.received_at)
    by = sender_of(locked.episode, actor)
    text = letters.complaint_answer(first_name(locked.episode), received_on, answer, by)
    locked.letter = _send(actor, locked.episode, "complaint-answer", text, at, **facts)
    locked.answer, locked.answered_at, locked.answered_by_id = answer.strip(), at, actor.pk
    locked.save(update_fields=["letter", "answer", "answered_at", "answered_by"])
    return locked
