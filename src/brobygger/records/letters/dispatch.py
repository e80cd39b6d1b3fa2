"""A letter on its way: what it is made of, how it is handed over, and the steps that its case is told of."""

import json
import logging
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from brobygger import standard
from brobygger.ground import clock
from brobygger.ground.events import declared, every_kind
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.milestones import LETTER_SENT
from brobygger.records.letters import adapters, memo, rules, typesetting
from brobygger.records.letters.events import LETTER_DELIVERED, LETTER_FAILED
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterText, Recipient
from brobygger.records.papers import services as papers
from brobygger.records.papers.models import Papers
from brobygger.trust import access, audit
from brobygger.trust.access import Action, Actor

logger = logging.getLogger(__name__)
State = Letter.State


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
        return bytes(letter.pdf)
    day = clock.local_date(letter.queued_at)
    paper = typesetting.Paper(recipient_of(letter), day, letter.episode.number, letter.title)
    return typesetting.pdf(text_of(letter), paper)


ON_ITS_WAY = (State.QUEUED, State.RETRYING)
NOT_REACHED = "Posten svarer ikke"
NO_PAPERS = "Papirerne i forløbet kunne ikke samles"
ENCLOSURE = "Papirer.pdf"


def hand_over_now(letter_id: int) -> timedelta | None:
    """Hand one queued letter to the post (the job's work). Safe to run twice: a letter leaves the queue once.

    Gives how long to wait before it is tried again, None when there is nothing more to do.
    """
    with transaction.atomic():
        letter = Letter.objects.select_for_update(of=("self",)).select_related("episode").get(pk=letter_id)
        if letter.state not in ON_ITS_WAY:
            return None
        beside = enclosed(letter)
        if beside is not None and not beside.is_ready:
            failed(access.SYSTEM, SYSTEM_SENDS, letter, NO_PAPERS, None)
            return None
        try:
            adapters.adapter().hand_over(_parcel(letter, beside))
        except adapters.HandOverFailed as failure:
            return _not_taken(letter, str(failure))
        except OSError:
            return _not_taken(letter, NOT_REACHED)
        sent(access.SYSTEM, SYSTEM_SENDS, letter, None)
        if beside is not None:
            papers.taken_out(access.SYSTEM, beside, SYSTEM_SENDS, letter=letter.pk)
        return None


def enclosed(letter: Letter) -> Papers | None:
    """The papers that go with a letter, gathered to the end; where they are not ready then, the letter does not go."""
    return papers.complete(letter.papers_id) if letter.papers_id else None


def _not_taken(letter: Letter, cause: str) -> timedelta | None:
    """The post did not take it: try again with growing pauses, and only then ask a person."""
    letter.tries += 1
    wait = rules.wait_after(letter.tries)
    if wait is None:
        logger.error("Letter %s was not taken by the post in %s tries; a person is asked.", letter.pk, letter.tries)
        failed(access.SYSTEM, SYSTEM_SENDS, letter, cause, None)
        return None
    letter.state, letter.failure, letter.next_try_at = State.RETRYING, cause[:200], clock.now() + wait
    letter.save(update_fields=["state", "failure", "tries", "next_try_at"])
    audit.changed(access.SYSTEM, SYSTEM_SENDS, letter, tries=letter.tries)
    logger.warning(
        "Letter %s was not taken by the post (try %s); it is tried again in %s.", letter.pk, letter.tries, wait
    )
    return wait


def _parcel(letter: Letter, papers_beside: Papers | None) -> adapters.Parcel:
    """The letter in its wire format: MeMo for Digital Post, the bare PDF for secure mail with enclosures beside it."""
    municipality = standard.load().municipality
    identifier = letter.message_id or uuid5(NAMESPACE_URL, f"letter:{letter.pk}")
    if letter.means != rules.DIGITAL_POST:
        beside = (bytes(papers_beside.pdf),) if papers_beside else ()
        return adapters.Parcel(identifier, pdf_of(letter), ".pdf", letter.queued_at, beside)
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
        enclosures=((ENCLOSURE, bytes(papers_beside.pdf)),) if papers_beside else (),
    )
    return adapters.Parcel(identifier, memo.as_xml(message), ".xml", letter.queued_at)


def step(actor: Actor, action: Action, letter: Letter, kind: str, occurred_at: datetime | None, text: str = "") -> None:
    """Put a step of the letter on its episode's timeline."""
    facts = {"letter": letter.kind, "letter_id": letter.pk, "means": letter.means, **_carried(kind, letter)}
    episodes.record(actor, action, letter.episode, kind, occurred_at=occurred_at, facts=facts, text=text)


def _follow_up(letter_kind: str) -> str:
    """What such a letter does in the case the moment it has been handed over, as a room declares it; empty for none."""
    return next((kind.id for kind in every_kind() if kind.follows_letter == letter_kind), "")


def _carried(kind: str, letter: Letter) -> dict[str, Any]:
    """What the letter is about, as this event tells it; a letter may have been queued by an earlier version."""
    known = declared(kind)
    return known.kept(letter.facts) if known is not None else {}


def sent(actor: Actor, action: Action, letter: Letter, occurred_at: datetime | None) -> None:
    """The letter has been handed over: that, and what follows from it in the case, stands on the timeline."""
    letter.state, letter.handed_over_at = State.HANDED_OVER, occurred_at or clock.now()
    letter.failure, letter.next_try_at = "", None
    letter.save(update_fields=["state", "handed_over_at", "failure", "next_try_at"])
    step(actor, action, letter, LETTER_SENT.id, occurred_at)
    follow_up = _follow_up(letter.kind)
    if follow_up:
        episodes.record(
            actor,
            action,
            letter.episode,
            follow_up,
            occurred_at=occurred_at,
            facts={"letter_id": letter.pk, **_carried(follow_up, letter)},
        )


def delivered(actor: Actor, action: Action, letter: Letter, day: date, occurred_at: datetime) -> None:
    """Its reader had the letter that day."""
    letter.state, letter.delivered_on = State.DELIVERED, day
    letter.save(update_fields=["state", "delivered_on"])
    step(actor, action, letter, LETTER_DELIVERED.id, occurred_at)


def failed(actor: Actor, action: Action, letter: Letter, cause: str, occurred_at: datetime | None) -> None:
    """The letter has not reached its reader; `cause` is a short neutral sentence."""
    letter.state, letter.failure, letter.next_try_at = State.FAILED, cause[:200], None
    letter.save(update_fields=["state", "failure", "tries", "next_try_at"])
    step(actor, action, letter, LETTER_FAILED.id, occurred_at, text=cause)


SYSTEM_SENDS = access.declare(
    "letters.hand-over", roles=("administrator",), scope="own", kind="change", purpose=_("Sending letters by post")
)
