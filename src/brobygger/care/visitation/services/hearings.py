"""Hearings before a decision that goes against the citizen (forvaltningsloven § 19)."""

from datetime import date, datetime

from django.db import transaction

from brobygger.care.visitation import access as may
from brobygger.care.visitation import letters
from brobygger.care.visitation.models import Hearing
from brobygger.care.visitation.services.common import first_name, hold, refuse, sender_of
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import recipients
from brobygger.records.letters import services as post
from brobygger.records.letters.rules import NewLetter
from brobygger.trust import access, clock
from brobygger.trust.access import Actor


@transaction.atomic
def open_hearing(
    actor: Actor, episode: Episode, about: str, reply_by: date, *, occurred_at: datetime | None = None
) -> Hearing:
    """Tell the citizen by letter what weighs against them, with a day to answer by: hearing.opened.

    Raises NotReady for an empty text, a day that is past, or when a hearing is open already.
    """
    access.require(actor, may.HEAR, episode)
    hold(episode)
    at = occurred_at or clock.now()
    if not about.strip():
        raise refuse("about", "missing")
    if reply_by <= clock.local_date(at):
        raise refuse("reply_by", "past")
    if Hearing.objects.filter(episode=episode, used=False).exists():
        raise refuse("about", "open")
    text = letters.hearing(first_name(episode), about, reply_by, sender_of(episode, actor))
    new = NewLetter("hearing", text, recipients.citizen(episode.person))
    facts = {"due": reply_by.isoformat()}
    episodes.record(actor, may.HEAR, episode, "hearing.opened", occurred_at=at, facts=facts)
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
    episodes.record(actor, may.HEAR, locked.episode, "hearing.answered", occurred_at=at, text=answer.strip())
    locked.answer, locked.answered_at = answer.strip(), at
    locked.save(update_fields=["answer", "answered_at"])
