"""Ankestyrelsen's ruling on an appeal that was sent on: noted when its letter comes, and carried out (KS 5.8.1)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from brobygger.care.visitation import access as may
from brobygger.care.visitation.events import APPEAL_RULED
from brobygger.care.visitation.models import Appeal, Decision, Ruling
from brobygger.care.visitation.services.appeals import named
from brobygger.care.visitation.services.common import hold, refuse
from brobygger.care.visitation.services.decisions import last_made, start_again
from brobygger.ground import clock
from brobygger.records.episodes import services as episodes
from brobygger.trust import access
from brobygger.trust.access import Actor

Outcome = Ruling.Outcome


@transaction.atomic
def note_ruling(
    actor: Actor,
    appeal: Appeal,
    outcome: str,
    *,
    ruled_on: date | None,
    text: str,
    reference: str = "",
    occurred_at: datetime | None = None,
) -> Ruling:
    """Note what Ankestyrelsen ruled: appeal.ruled, on the day its letter came; `ruled_on` is the ruling's own day.

    Upheld, our decision stands. Changed, or sent back, it asks for a new decision of ours (`carry_out`). Raises
    NotReady: not sent on, ruled already, an empty text, a day that is missing or out of order.
    """
    access.require(actor, may.REASSESS, appeal.episode)
    hold(appeal.episode)
    at = occurred_at or clock.now()
    sent_on = appeal.forwarded_at
    if sent_on is None:
        raise refuse("", "not-forwarded")
    if Ruling.objects.filter(appeal=appeal).exists():
        raise refuse("", "ruled")
    if not text.strip():
        raise refuse("text", "missing")
    if ruled_on is None:
        raise refuse("ruled_on", "missing")
    if ruled_on < clock.local_date(sent_on):
        raise refuse("ruled_on", "before-forwarding")
    if ruled_on > clock.local_date(at):
        raise refuse("ruled_on", "after-receipt")
    facts = {"outcome": outcome, "ruled_on": ruled_on.isoformat(), **named(appeal)}
    episodes.record(
        actor, may.REASSESS, appeal.episode, APPEAL_RULED.id, occurred_at=at, facts=facts, text=text.strip()
    )
    return Ruling.objects.create(
        appeal=appeal,
        outcome=outcome,
        ruled_on=ruled_on,
        received_at=at,
        reference=reference.strip(),
        text=text.strip(),
        recorded_by_id=actor.pk,
    )


def carry_out(actor: Actor, ruling: Ruling) -> Decision | None:
    """Begin the new decision that a changed or sent-back ruling asks for; None when nothing was decided before."""
    replaced = last_made(ruling.appeal.episode)
    if ruling.outcome == Outcome.UPHELD:
        raise refuse("", "upheld")
    if replaced is None:
        return None
    replaced.episode = ruling.appeal.episode
    # What spoke for the no is not what speaks for the decision that takes its place.
    fresh: dict[str, Any] = (
        {"refused": False, "reasons": "", "facts": "", "wish_met": "", "wish": ""} if replaced.refused else {}
    )
    return start_again(actor, replaced, ruling=ruling, **fresh)
