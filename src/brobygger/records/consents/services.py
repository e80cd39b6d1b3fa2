"""The only writers of consents.

An answer is a row, an event on the timeline and an audit row, all or nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from brobygger.ground import clock
from brobygger.records.consents import rules, selectors
from brobygger.records.consents.events import CONSENT_GIVEN, CONSENT_LIMITED, CONSENT_WITHDRAWN
from brobygger.records.consents.models import Consent
from brobygger.records.consents.rules import Question
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode
from brobygger.records.episodes.services import NewEvent
from brobygger.trust import access
from brobygger.trust.access import Action, Actor


@dataclass(frozen=True)
class NewAnswer:
    """What the citizen said about one partner and purpose.

    `state` is given, limited (then `topics` says to what) or withdrawn; a no where no yes stood is kept as
    refused.
    """

    partner: str
    purpose: str
    state: str
    topics: tuple[str, ...] = ()
    remark: str = ""
    how: str = rules.ORAL


@transaction.atomic
def answer(
    actor: Actor, action: Action, episode: Episode, new: NewAnswer, *, occurred_at: datetime | None = None
) -> Consent:
    """Write one answer. Raises access.Refused, EventRefused, or ValueError for a limited yes to nothing."""
    return answer_all(actor, action, episode, [new], occurred_at=occurred_at)[0]


@transaction.atomic
def answer_all(
    actor: Actor,
    action: Action,
    episode: Episode,
    new: Sequence[NewAnswer],
    *,
    occurred_at: datetime | None = None,
) -> list[Consent]:
    """Write the answers of one talk, such as the consent declaration of an enrolment (KS 5.4)."""
    access.require(actor, action, episode)
    if not new:
        return []
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    held = selectors.current(episode)
    at = occurred_at or clock.now()
    rows, events = [], []
    for item in new:
        question = Question(item.partner, item.purpose)
        row = _row(actor, episode, item, question in held and rules.is_open(held[question].state), at)
        rows.append(row)
        events.append(_event(row, at))
    Consent.objects.bulk_create(rows)
    episodes.record_all(actor, action, episode, events)
    return rows


def _row(actor: Actor, episode: Episode, new: NewAnswer, had_said_yes: bool, at: datetime) -> Consent:
    """The answer as it is kept."""
    state = new.state
    if not rules.is_open(state):
        state = rules.WITHDRAWN if had_said_yes else rules.REFUSED
    if state == rules.LIMITED and not new.topics:
        raise ValueError("A limited consent says to what.")
    return Consent(
        episode=episode,
        partner=new.partner,
        purpose=new.purpose,
        state=state,
        topics=list(new.topics) if state == rules.LIMITED else [],
        remark=new.remark,
        how=new.how,
        occurred_at=at,
        recorded_at=clock.now(),
        recorded_by_id=actor.pk,
    )


def _event(row: Consent, at: datetime) -> NewEvent:
    """The answer as it stands on the timeline. A first no is told as what it is."""
    facts: dict[str, object] = {"partner": row.partner, "purpose": row.purpose}
    if row.topics:
        facts["topics"] = row.topics
    if row.state == rules.REFUSED:
        facts["refused"] = True
    kind = {rules.GIVEN: CONSENT_GIVEN, rules.LIMITED: CONSENT_LIMITED}.get(row.state, CONSENT_WITHDRAWN)
    return NewEvent(kind.id, at, facts)
