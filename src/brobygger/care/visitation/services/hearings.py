"""Hearings before a decision that goes against the citizen (forvaltningsloven § 19)."""

from datetime import date, datetime, timedelta

from django.db import transaction

from brobygger import standard
from brobygger.care.visitation import access as may
from brobygger.care.visitation import letters
from brobygger.care.visitation.events import HEARING_ANSWERED, HEARING_OPENED
from brobygger.care.visitation.models import Hearing
from brobygger.care.visitation.services.common import first_name, hold, refuse, sender_of
from brobygger.ground import clock
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import recipients
from brobygger.records.letters import services as post
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import NewLetter, presumed_on
from brobygger.trust import access
from brobygger.trust.access import Actor

# How long we ask for when nobody says otherwise, counted from the day the letter is expected.
USUAL_DAYS = 10


def expected_on(episode: Episode, on: date) -> date:
    """When a letter of that day counts as received by the citizen, sent the way it would go."""
    return presumed_on(recipients.citizen(episode.person).means, on) or on


def reply_day(episode: Episode, on: date) -> date:
    """The day to answer by that the form begins with: one on which somebody is there to take the answer."""
    house = standard.load()
    day = expected_on(episode, on) + timedelta(days=max(USUAL_DAYS, house.hearing_days))
    while not house.calendar.is_open(day):
        day += timedelta(days=1)
    return day


def over_on(hearing: Hearing) -> date | None:
    """The last day that the citizen has to answer; None while the letter has not gone (at most two queries).

    Never fewer days after its receipt, known or presumed, than the standard file names (forvaltningsloven § 19).
    """
    letter = hearing.letter
    while letter is not None and letter.state == Letter.State.REPLACED:
        letter = Letter.objects.filter(replaces=letter).first()
    if letter is None or letter.handed_over_at is None or letter.state == Letter.State.FAILED:
        return None
    sent_on = clock.local_date(letter.handed_over_at)
    received = letter.delivered_on or presumed_on(letter.means, sent_on) or sent_on
    return max(hearing.reply_by, received + timedelta(days=standard.load().hearing_days))


@transaction.atomic
def open_hearing(
    actor: Actor, episode: Episode, about: str, reply_by: date, *, occurred_at: datetime | None = None
) -> Hearing:
    """Tell the citizen by letter what weighs against them, with a day to answer by: hearing.opened.

    Raises NotReady for an empty text, a day that is past, too soon or closed, or when a hearing is open already.
    """
    access.require(actor, may.HEAR, episode)
    hold(episode)
    at = occurred_at or clock.now()
    if not about.strip():
        raise refuse("about", "missing")
    today, house = clock.local_date(at), standard.load()
    if reply_by <= today:
        raise refuse("reply_by", "past")
    if reply_by < expected_on(episode, today) + timedelta(days=house.hearing_days):
        raise refuse("reply_by", "too-soon")
    if not house.calendar.is_open(reply_by):
        raise refuse("reply_by", "closed")
    if Hearing.objects.filter(episode=episode, used=False).exists():
        raise refuse("about", "open")
    law = house.law("hearing", clock.local_date(at), episode.line)
    text = letters.hearing(first_name(episode), about, reply_by, sender_of(episode, actor), law)
    new = NewLetter("hearing", text, recipients.citizen(episode.person))
    facts = {"due": reply_by.isoformat()}
    episodes.record(actor, may.HEAR, episode, HEARING_OPENED.id, occurred_at=at, facts=facts)
    letter = post.queue(actor, may.HEAR, episode, new, occurred_at=at)
    return Hearing.objects.create(
        episode=episode,
        about=about.strip(),
        reply_by=reply_by,
        opened_by_id=actor.pk,
        opened_at=at,
        letter=letter,
    )


@transaction.atomic
def answer_hearing(actor: Actor, hearing: Hearing, answer: str, *, occurred_at: datetime | None = None) -> None:
    """Write down the citizen's answer, told or written: hearing.answered. Raises NotReady when it has one."""
    locked = Hearing.objects.select_for_update(of=("self",)).select_related("episode").get(pk=hearing.pk)
    if locked.used or locked.answered_at is not None:
        raise refuse("answer", "answered")
    if not answer.strip():
        raise refuse("answer", "missing")
    at = occurred_at or clock.now()
    episodes.record(actor, may.HEAR, locked.episode, HEARING_ANSWERED.id, occurred_at=at, text=answer.strip())
    locked.answer, locked.answered_at = answer.strip(), at
    locked.save(update_fields=["answer", "answered_at"])
