"""The heightened duty to notify (KS 3.3).

Noted, written, sent and traced, at once and without asking consent.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from brobygger import standard
from brobygger.care.intake import letters, rules
from brobygger.care.intake.events import CHILD_CONCERN_NOTED
from brobygger.care.intake.models import Concern
from brobygger.care.intake.unnamed import stand_in
from brobygger.ground import clock
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.events import EPISODE_CLOSED
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import services as post
from brobygger.records.letters.senders import signature
from brobygger.records.people import services as people
from brobygger.records.people.services import PersonDraft
from brobygger.trust import access
from brobygger.trust.access import Action, Actor

CLOCK = "child-welfare-notification"
NOTIFICATION_ONLY = "notification-only"  # why such a case is closed: it holds a notification and nothing else


@dataclass(frozen=True)
class NewConcern:
    """What one has seen or heard. `known_at` is when we learnt of it: it decides which law holds.

    `told` is of Concern.Told; later and no give the reason in `why_not_told`.
    """

    about: str
    seen: str
    told: str
    why_not_told: str = ""
    child: str = ""
    said: str = ""
    known_at: datetime | None = None


@dataclass(frozen=True)
class NewContact:
    """Who told us, and whom it is about, where there is no case: a relative's call, a colleague elsewhere.

    `by` and `channel` as in an inquiry; `name` and `address` are the family's as far as they are known.
    """

    by: str
    channel: str
    unit: str
    name: str = ""
    address: str = ""


def law_on(moment: datetime) -> str:
    """The law of the duty on the day we learnt of it.

    Serviceloven § 153 before 2024, barnets lov § 133 from then.
    """
    return standard.load().clock(CLOCK, clock.local_date(moment)).law


@transaction.atomic
def notify_from_contact(actor: Actor, action: Action, contact: NewContact, new: NewConcern) -> Concern:
    """Notify of a concern that somebody without a case told us of (KS 3.3: every member of staff, from any contact).

    What is sent must be kept and traced, so it gets a case of its own, which is closed at once: nobody has asked for
    treatment, and no promise of that runs. The post and the deadline of the notification go on in a closed case.
    """
    unit = standard.load().unit(contact.unit)
    person = people.create_person(PersonDraft(name=contact.name or stand_in(), address=contact.address))
    facts = {"channel": contact.channel, "by": contact.by, "wants": rules.ADVICE}
    opened = episodes.NewEpisode(
        person, unit.lines[0] if unit.lines else rules.DRUG, unit.id, responsible_id=actor.pk, facts=facts
    )
    episode = episodes.open_episode(actor, action, opened)
    concern = notify(actor, action, episode, new, contact=contact)
    episodes.record(actor, action, episode, EPISODE_CLOSED.id, facts={"reason": NOTIFICATION_ONLY})
    return concern


@transaction.atomic
def notify(
    actor: Actor,
    action: Action,
    episode: Episode,
    new: NewConcern,
    *,
    contact: NewContact | None = None,
    occurred_at: datetime | None = None,
) -> Concern:
    """Note the concern and put the notification in the post, in one act (KS 3.3).

    The timeline says "dispatched" only when the letter has been handed over. `occurred_at` is when the
    letter is
    queued (now unless given). Raises access.Refused, EventRefused, or ValueError without a reason for
    silence.
    """
    if new.told in (Concern.Told.LATER, Concern.Told.NO) and not new.why_not_told.strip():
        raise ValueError("reason")
    access.require(actor, action, episode)
    known_at = new.known_at or occurred_at or clock.now()
    concern = Concern.objects.create(
        episode=episode,
        about=new.about,
        known_at=known_at,
        law=law_on(known_at),
        child=new.child,
        seen=new.seen,
        said=new.said,
        told=new.told,
        why_not_told=new.why_not_told,
        recorded_at=clock.now(),
        recorded_by_id=actor.pk,
    )
    facts = {"about": new.about, "concern_id": concern.pk}
    episodes.record(actor, action, episode, CHILD_CONCERN_NOTED.id, occurred_at=known_at, facts=facts)
    by = signature(actor, episode.unit)
    source = {"told_by": contact.by, "channel": contact.channel} if contact is not None else {}
    letter = letters.notification(episode, concern, clock.local_date(known_at), by=by, **source)
    concern.letter_id = post.queue(actor, action, episode, letter, occurred_at=occurred_at).pk
    concern.save(update_fields=["letter_id"])
    return concern
