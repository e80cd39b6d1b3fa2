"""Taking back an end that was recorded by mistake, such as a death that did not happen.

Nothing is deleted: each event is corrected by one that says so, and the deadlines are reckoned anew from what stands.
"""

from datetime import datetime

from django.db import transaction

from brobygger.care.plans import rules, selectors
from brobygger.care.plans.access import TAKE_BACK
from brobygger.care.plans.rules import PlanRefused
from brobygger.ground.events import RETRACTED
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.episodes.services import NewEvent
from brobygger.trust import access
from brobygger.trust.access import Actor


@transaction.atomic
def take_back(
    actor: Actor, episode: Episode, what: str, reason: str, *, occurred_at: datetime | None = None
) -> list[Event]:
    """Take back the closing of the case (rules.CLOSING), or the end of the treatment and with it the closing.

    Raises PlanRefused: "not-yours" (only the responsible counsellor and the manager), "no-reason", "nothing-ended"
    (taken back already, or never recorded), "followed-up" (what came after the end shows that it was one).
    """
    access.require(actor, TAKE_BACK, episode)
    locked = Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    if actor is not access.SYSTEM:
        rules.check_take_back(actor.pk, getattr(actor, "roles", ()), locked.responsible_id)
    if not reason.strip():
        raise PlanRefused("no-reason")
    recorded = selectors.recorded_end(episode, selectors.course(episode))
    wrong = recorded.taken_back_with(what)
    if not wrong:
        raise PlanRefused("nothing-ended")
    if what == rules.ENDING and recorded.followed_up:
        raise PlanRefused("followed-up")
    new = [NewEvent(event.kind, occurred_at, {RETRACTED.name: True}, reason.strip(), event) for event in wrong]
    return episodes.record_all(actor, TAKE_BACK, episode, new)
