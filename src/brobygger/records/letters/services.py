"""The only writers of letters. Queued, handed over, received, failed: each step is an event on the timeline."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from brobygger.ground import clock
from brobygger.records import setting
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode
from brobygger.records.episodes.services import NewEvent
from brobygger.records.episodes.words_that_stand import digest
from brobygger.records.letters import (
    dispatch,
    outgoing,
    recipients,
    rules,
    senders,
    showing,
    standing,
    stopping,
    typesetting,
)
from brobygger.records.letters.access import UNMASK
from brobygger.records.letters.dispatch import hand_over_now, pdf_of, recipient_of, text_of
from brobygger.records.letters.events import LETTER_QUEUED
from brobygger.records.letters.jobs import hand_over
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterRefused, NewLetter
from brobygger.records.papers import services as papers
from brobygger.records.papers.access import GATHER
from brobygger.records.papers.models import Papers
from brobygger.records.papers.services import NewPapers, PapersRefused
from brobygger.trust import access, audit, jobs
from brobygger.trust.access import Action, Actor

__all__ = [
    "hand_over_now",
    "pdf_of",
    "posted",
    "printed",
    "queue",
    "received",
    "recipient_of",
    "returned",
    "send_again",
    "send_papers",
    "text_of",
]

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
    words = digest(standing.WORDS, letter)
    queued = NewEvent(LETTER_QUEUED.id, at, facts, letter.title, digest=words)
    episodes.record_all(actor, action, episode, [queued])
    if letter.state == State.QUEUED:
        jobs.defer(hand_over, letter_id=letter.pk)
    return letter


def make(actor: Actor, episode: Episode, new: NewLetter, at: datetime, *, with_pdf: bool = True) -> Letter:
    """A letter with its words and PDF locked, not yet saved."""
    title = rules.neutral_title(new.kind)
    paper = typesetting.Paper(new.recipient, clock.local_date(at), episode.number, title)
    printed = typesetting.pdf(new.text, paper) if with_pdf else b""
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
        state=State.TO_PRINT if new.recipient.means in rules.ON_PAPER else State.QUEUED,
        facts=dict(new.facts),
        papers_id=new.papers_id,
        pdf=printed,
        message_id=uuid4(),
        written_by_id=actor.pk,
        queued_at=at,
        compartment=episode.compartment,
        unit=episode.unit,
        responsible_id=episode.responsible_id,
    )


@transaction.atomic
def printed(actor: Actor, action: Action, letters: Sequence[Letter]) -> bytes:
    """The letters with what they enclose as one PDF to print, each on a sheet of its own. An export of every case.

    What is printed has not been sent: that is said afterwards (`posted`). A letter that cannot go as it is, because
    its address is protected now or its papers are not there, is stopped instead; b"" when none is left.
    """
    pdfs: list[bytes] = []
    gone: list[int] = []
    for letter in letters:
        access.require(actor, action, letter)
        cause = stopping.why_not_printed(letter)
        if cause:
            stopping.stop(letter, cause)
            continue
        pdfs.append(pdf_of(letter))
        beside = dispatch.enclosed(letter)
        if beside is not None:
            pdfs.append(bytes(beside.pdf))
            papers.taken_out(actor, beside, action, letter=letter.pk)
        if showing.seen(letter).seals:
            audit.read(actor, UNMASK, letter, shown="print")
        audit.exported(actor, action, letter, means=letter.means)
        gone.append(letter.pk)
    Letter.objects.filter(pk__in=gone).update(printed_at=clock.now())
    return setting.bound(pdfs) if pdfs else b""


@transaction.atomic
def posted(
    actor: Actor, action: Action, letter: Letter, *, on: date | None = None, occurred_at: datetime | None = None
) -> None:
    """A printed letter was put in the post, or handed over in person: then the citizen has it that day.

    `on` is the day it went when that is not today. Raises LetterRefused("sent-on") for a day before it was written or
    after today.
    """
    locked = _locked(letter, State.TO_PRINT)
    access.require(actor, action, locked)
    if on is not None:
        if not clock.local_date(locked.queued_at) <= on <= clock.today():
            raise LetterRefused("sent-on")
        occurred_at = max(locked.queued_at, min(clock.at_noon(on), clock.now()))
    dispatch.sent(actor, action, locked, occurred_at)
    if locked.means == rules.IN_PERSON:
        at = locked.handed_over_at or clock.now()
        dispatch.delivered(actor, action, locked, clock.local_date(at), at)


@transaction.atomic
def send_papers(actor: Actor, action: Action, gathered: Papers) -> Letter:
    """Send papers that are ready to the citizen who asked to see them (forvaltningsloven § 9)."""
    access.require(actor, action, gathered)
    episode = gathered.episode
    if not gathered.is_ready:
        raise LetterRefused("state")
    if not papers.is_fit_for_the_citizen(gathered):
        raise LetterRefused("not-told")
    left_out = bool(gathered.without) or gathered.unknown == Papers.Unknown.LEFT_OUT
    text = outgoing.papers(episode, gathered.pages, left_out=left_out)
    new = NewLetter(
        "case-papers",
        senders.signature(actor, episode.unit).under(text),
        recipients.citizen(episode.covered_person),
        papers_id=gathered.pk,
    )
    return queue(actor, action, episode, new)


@transaction.atomic
def received(actor: Actor, action: Action, letter: Letter, day: date) -> None:
    """A receipt: the citizen had the letter that day. The appeal period runs from here (retssikkerhedsloven § 67)."""
    locked = _locked(letter, State.HANDED_OVER)
    access.require(actor, action, locked)
    if locked.handed_over_at is None or day < clock.local_date(locked.handed_over_at) or day > clock.today():
        raise LetterRefused("day")
    moment = max(locked.handed_over_at, min(clock.at_noon(day), clock.now()))
    dispatch.delivered(actor, action, locked, day, moment)


@transaction.atomic
def returned(actor: Actor, action: Action, letter: Letter, cause: str, *, occurred_at: datetime | None = None) -> None:
    """The post came back, or the mailbox was closed: the letter has failed, and its case stays open."""
    locked = _locked(letter, State.HANDED_OVER, State.QUEUED, State.RETRYING, State.TO_PRINT)
    access.require(actor, action, locked)
    dispatch.failed(actor, action, locked, cause, occurred_at)


@transaction.atomic
def send_again(actor: Actor, action: Action, letter: Letter, means: str, *, address: tuple[str, ...] = ()) -> Letter:
    """Send the same words again, the same way or another; the failed letter stays as it was, and points on."""
    locked = _locked(letter, State.FAILED)
    person = locked.episode.covered_person
    old, now = recipient_of(locked), recipients.citizen(person)
    if means not in rules.means_to(old.kind, now.means, protected=person.address_protected):
        raise LetterRefused("means")
    number = now.number if means == rules.DIGITAL_POST else ""
    lines = (address or old.address) if means == rules.PHYSICAL or old.kind != rules.CITIZEN else ()
    recipient = replace(old, means=means, address=lines, number=number)
    gathered = _papers_again(actor, action, locked)
    new = NewLetter(locked.kind, text_of(locked), recipient, LETTER_QUEUED.kept(locked.facts), gathered)
    letter_again = queue(actor, action, locked.episode, new, replaces=locked)
    locked.state = State.REPLACED
    locked.save(update_fields=["state"])
    audit.changed(actor, action, locked, replaced_by=letter_again.pk)
    return letter_again


def _papers_again(actor: Actor, action: Action, letter: Letter) -> int | None:
    """What the letter encloses; papers that could not be gathered are gathered anew, in the name of who sends.

    Raises LetterRefused("papers") to whoever may not gather them.
    """
    beside = dispatch.enclosed(letter)
    if beside is None or beside.is_ready:
        return letter.papers_id
    if not access.may(actor, GATHER, letter.episode):
        raise LetterRefused("papers")
    asked = NewPapers(beside.purpose, tuple(beside.without), beside.reason, beside.uncovered, beside.unknown)
    try:
        return papers.ask(actor, letter.episode, asked, action=action).pk
    except PapersRefused as refused:
        raise LetterRefused("not-told") from refused


def _locked(letter: Letter, *states: str) -> Letter:
    """The letter, held for this transaction. Raises LetterRefused("state") when it has moved on meanwhile."""
    locked = Letter.objects.select_for_update(of=("self",)).select_related("episode__person").get(pk=letter.pk)
    if locked.state not in states:
        raise LetterRefused("state")
    return locked
