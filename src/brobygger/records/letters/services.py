"""The only writers of letters. Queued, handed over, received, failed: each step is an event on the timeline."""

import base64
import json
from dataclasses import replace
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.db import transaction

from brobygger import standard
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import adapters, memo, rules, typesetting
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterRefused, LetterText, NewLetter, Recipient
from brobygger.trust import access, audit, clock, jobs
from brobygger.trust.access import Action, Actor

State = Letter.State


@transaction.atomic
def queue(
    actor: Actor,
    action: Action,
    episode: Episode,
    new: NewLetter,
    *,
    occurred_at: datetime | None = None,
    replaces: Letter | None = None,
) -> Letter:
    """Lock a letter and put it in the queue, in the transaction of the act it belongs to.

    Nothing has been sent when this returns: the job hands it over, and the timeline says when. Raises
    LetterRefused (see rules) or access.Refused.
    """
    rules.check(new)
    access.require(actor, action, episode)
    at = occurred_at or clock.now()
    letter = make(actor, episode, new, at)
    letter.replaces = replaces
    letter.save(force_insert=True)
    facts = {"letter": new.kind, "letter_id": letter.pk, "means": letter.means, **new.facts}
    episodes.record(actor, action, episode, "letter.queued", occurred_at=at, facts=facts, text=letter.title)
    if letter.state == State.QUEUED:
        from brobygger.records.letters.jobs import hand_over

        jobs.defer(hand_over, letter_id=letter.pk)
    return letter


def make(actor: Actor, episode: Episode, new: NewLetter, at: datetime, *, with_pdf: bool = True) -> Letter:
    """A letter with its words and PDF locked, not yet saved."""
    title = rules.NEUTRAL_TITLES[new.kind]
    paper = typesetting.Paper(new.recipient, clock.local_date(at), episode.number, title)
    printed = base64.b64encode(typesetting.pdf(new.text, paper)).decode("ascii") if with_pdf else ""
    return Letter(
        episode=episode,
        kind=new.kind,
        title=title,
        content=json.dumps(new.text.as_data(), ensure_ascii=False),
        recipient_kind=new.recipient.kind,
        recipient_name=new.recipient.name,
        recipient_address="\n".join(new.recipient.address),
        recipient_number=new.recipient.number,
        means=new.recipient.means,
        state=State.TO_PRINT if new.recipient.means == rules.PHYSICAL else State.QUEUED,
        facts=dict(new.facts),
        pdf=printed,
        message_id=uuid4(),
        written_by_id=actor.pk,
        queued_at=at,
        compartment=episode.compartment,
        unit=episode.unit,
        responsible_id=episode.responsible_id,
    )


def text_of(letter: Letter) -> LetterText:
    """The locked words."""
    return LetterText.from_data(json.loads(letter.content))


def recipient_of(letter: Letter) -> Recipient:
    """Whom the letter goes to, as it was locked."""
    return Recipient(
        kind=letter.recipient_kind,
        name=letter.recipient_name,
        address=tuple(letter.recipient_address.splitlines()),
        number=letter.recipient_number,
        means=letter.means,
    )


def pdf_of(letter: Letter) -> bytes:
    """The PDF as it was locked; set again from the locked words where none was kept (bulk demo data)."""
    if letter.pdf:
        return base64.b64decode(letter.pdf)
    day = clock.local_date(letter.queued_at)
    paper = typesetting.Paper(recipient_of(letter), day, letter.episode.number, letter.title)
    return typesetting.pdf(text_of(letter), paper)


def hand_over_now(letter_id: int) -> None:
    """Hand one queued letter to the post (the job's work). Safe to run twice: a letter leaves the queue once."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update(of=("self",)).select_related("episode").get(pk=letter_id)
        if letter.state != State.QUEUED:
            return
        try:
            adapters.adapter().hand_over(_parcel(letter))
        except adapters.HandOverFailed as failure:
            _failed(access.SYSTEM, SYSTEM_SENDS, letter, str(failure), None)
        else:
            _sent(access.SYSTEM, SYSTEM_SENDS, letter, None)


def _parcel(letter: Letter) -> adapters.Parcel:
    """The letter in its wire format: MeMo for Digital Post, the bare PDF for secure mail."""
    municipality = standard.load().municipality
    identifier = letter.message_id or uuid5(NAMESPACE_URL, f"letter:{letter.pk}")
    if letter.means != rules.DIGITAL_POST:
        return adapters.Parcel(identifier, pdf_of(letter), ".pdf", letter.queued_at)
    message = memo.Message(
        identifier=UUID(str(identifier)),
        label=letter.title,
        sender_cvr=municipality.cvr,
        sender_label=municipality.name,
        recipient_cpr=letter.recipient_number,
        created_at=letter.queued_at,
        filename="Brev.pdf",
        pdf=pdf_of(letter),
        case_id=letter.episode.number,
    )
    return adapters.Parcel(identifier, memo.as_xml(message), ".xml", letter.queued_at)


def _step(
    actor: Actor, action: Action, letter: Letter, kind: str, occurred_at: datetime | None, text: str = ""
) -> None:
    """Put a step of the letter on its episode's timeline."""
    facts = {"letter": letter.kind, "letter_id": letter.pk, "means": letter.means, **letter.facts}
    episodes.record(actor, action, letter.episode, kind, occurred_at=occurred_at, facts=facts, text=text)


def _sent(actor: Actor, action: Action, letter: Letter, occurred_at: datetime | None) -> None:
    letter.state, letter.handed_over_at = State.HANDED_OVER, occurred_at or clock.now()
    letter.save(update_fields=["state", "handed_over_at"])
    _step(actor, action, letter, "letter.sent", occurred_at)
    follow_up = FOLLOWED_BY.get(letter.kind)
    if follow_up:
        episodes.record(
            actor,
            action,
            letter.episode,
            follow_up,
            occurred_at=occurred_at,
            facts={"letter_id": letter.pk, **letter.facts},
        )


def _failed(actor: Actor, action: Action, letter: Letter, cause: str, occurred_at: datetime | None) -> None:
    letter.state, letter.failure = State.FAILED, cause[:200]
    letter.save(update_fields=["state", "failure"])
    _step(actor, action, letter, "letter.failed", occurred_at, text=cause)


# What a letter of a kind does in the case the moment it has been handed over, and not before.
FOLLOWED_BY = {
    "enrolment-notice": "enrolment-notice.sent",
    "notification": "notification.dispatched",
    "closing-status": "closing-status.sent",
    "discharge-letter": "discharge-letter.sent",
    "forwarding": "appeal.forwarded",
}

SYSTEM_SENDS = access.declare("letters.hand-over", roles=("administrator",), scope="own", kind="change")


@transaction.atomic
def posted(actor: Actor, action: Action, letter: Letter, *, occurred_at: datetime | None = None) -> None:
    """A printed letter was put in the post, or handed over in person."""
    locked = _locked(letter, State.TO_PRINT)
    access.require(actor, action, locked)
    _sent(actor, action, locked, occurred_at)


@transaction.atomic
def received(actor: Actor, action: Action, letter: Letter, day: date) -> None:
    """A receipt: the citizen had the letter that day. The appeal period runs from here (retssikkerhedsloven § 67)."""
    locked = _locked(letter, State.HANDED_OVER)
    access.require(actor, action, locked)
    if locked.handed_over_at is None or day < clock.local_date(locked.handed_over_at) or day > clock.today():
        raise LetterRefused("day")
    locked.state, locked.delivered_on = State.DELIVERED, day
    locked.save(update_fields=["state", "delivered_on"])
    moment = max(locked.handed_over_at, min(clock.at_noon(day), clock.now()))
    _step(actor, action, locked, "letter.delivered", moment)


@transaction.atomic
def returned(
    actor: Actor, action: Action, letter: Letter, cause: str, *, occurred_at: datetime | None = None
) -> None:
    """The post came back, or the mailbox was closed: the letter has failed, and its case stays open."""
    locked = _locked(letter, State.HANDED_OVER, State.QUEUED, State.TO_PRINT)
    access.require(actor, action, locked)
    _failed(actor, action, locked, cause, occurred_at)


@transaction.atomic
def send_again(
    actor: Actor, action: Action, letter: Letter, means: str, *, address: tuple[str, ...] = ()
) -> Letter:
    """Send the same words again, the same way or another; the failed letter stays as it was, and points on."""
    locked = _locked(letter, State.FAILED)
    old = recipient_of(locked)
    number = old.number or (locked.episode.person.cpr if means == rules.DIGITAL_POST else "")
    recipient = replace(old, means=means, address=address or old.address, number=number)
    new = NewLetter(locked.kind, text_of(locked), recipient, locked.facts)
    letter_again = queue(actor, action, locked.episode, new, replaces=locked)
    locked.state = State.REPLACED
    locked.save(update_fields=["state"])
    audit.changed(actor, action, locked, replaced_by=letter_again.pk)
    return letter_again


def _locked(letter: Letter, *states: str) -> Letter:
    """The letter, held for this transaction. Raises LetterRefused("state") when it has moved on meanwhile."""
    locked = Letter.objects.select_for_update(of=("self",)).select_related("episode__person").get(pk=letter.pk)
    if locked.state not in states:
        raise LetterRefused("state")
    return locked
