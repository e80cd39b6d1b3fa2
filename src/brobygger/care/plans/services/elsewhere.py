"""Verbs about treatment at another provider, which the centre follows while it lasts (KS 6.5.7)."""

from datetime import datetime

from django.db import transaction

from brobygger.care.plans import elsewhere, selectors
from brobygger.care.plans.access import FOLLOW_ELSEWHERE
from brobygger.care.plans.rules import PlanRefused
from brobygger.ground import clock
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.events import EXTERNAL_ENROLLED, EXTERNAL_STATUS_RECEIVED, SUPERVISION_HELD
from brobygger.records.episodes.models import Episode, Event
from brobygger.trust import access
from brobygger.trust.access import Actor

EVENTS = {elsewhere.STATUS: EXTERNAL_STATUS_RECEIVED.id, elsewhere.VISIT: SUPERVISION_HELD.id}


@transaction.atomic
def note_elsewhere(
    actor: Actor, episode: Episode, what: str, *, text: str = "", occurred_at: datetime | None = None
) -> Event:
    """Note a status that came from the place, or a supervision visit there; `what` is STATUS or VISIT.

    Raises PlanRefused: "not-elsewhere", "before-stay".
    """
    access.require(actor, FOLLOW_ELSEWHERE, episode)
    stay = _stay(episode)
    if clock.local_date(occurred_at or clock.now()) < stay.since:
        raise PlanRefused("before-stay", since=stay.since)
    facts = {"provider": stay.provider}
    return episodes.record(
        actor, FOLLOW_ELSEWHERE, episode, EVENTS[what], occurred_at=occurred_at, facts=facts, text=text
    )


@transaction.atomic
def tell_length(actor: Actor, episode: Episode, weeks: int, *, text: str = "") -> Event:
    """Write how many weeks the course lasts on its beginning, as a correction: half of it is the visit's last day.

    Raises PlanRefused: "not-elsewhere".
    """
    access.require(actor, FOLLOW_ELSEWHERE, episode)
    _stay(episode)
    begun = Event.objects.filter(episode=episode, kind=EXTERNAL_ENROLLED.id)
    last = begun.exclude(pk__in=begun.filter(corrects__isnull=False).values("corrects")).order_by("id").last()
    assert last is not None  # the stay was read from it
    return episodes.record(
        actor,
        FOLLOW_ELSEWHERE,
        episode,
        EXTERNAL_ENROLLED.id,
        occurred_at=last.occurred_at,
        facts={"weeks": weeks},
        text=text,
        corrects=last,
    )


def _stay(episode: Episode) -> elsewhere.Stay:
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    stay = selectors.stay(episode)
    if stay is None:
        raise PlanRefused("not-elsewhere")
    return stay
