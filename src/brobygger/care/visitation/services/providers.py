"""The citizen's own choice of provider (KS 3.5 and 3.6; serviceloven § 101, stk. 5–7)."""

from datetime import datetime

from django.db import transaction

from brobygger.care.visitation import access as may
from brobygger.care.visitation import rules
from brobygger.care.visitation.models import Decision, ProviderChoice
from brobygger.care.visitation.services.common import NotReady
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode
from brobygger.trust import access, clock
from brobygger.trust.access import Actor


@transaction.atomic
def choose_provider(
    actor: Actor,
    episode: Episode,
    provider: str,
    *,
    approved: bool,
    similar: bool,
    reason: str,
    direct: bool = False,
    occurred_at: datetime | None = None,
) -> ProviderChoice:
    """Record that the citizen chose another provider: provider.chosen, from which the guarantee may depart.

    A drug citizen needs a decision first and is referred by the centre; an alcohol citizen may go there directly
    (`direct`). Raises NotReady: not approved, not of similar character, limited by the decision, no decision yet.
    """
    access.require(actor, may.CHOOSE, episode)
    decision = standing_decision(episode)
    found = rules.choice_problems(
        rules.Choice(
            line=episode.line,
            provider=provider,
            approved=approved,
            similar=similar,
            direct=direct,
            reason=reason,
            granted=decision is not None and decision.outcome != rules.REFUSED,
            limited=decision is not None and decision.choice_limited,
        )
    )
    if found:
        raise NotReady(found)
    at = occurred_at or clock.now()
    facts = {"provider": provider.strip(), "approved": approved, "reason": reason.strip()[:200], "direct": direct}
    episodes.record(actor, may.CHOOSE, episode, "provider.chosen", occurred_at=at, facts=facts, text=reason.strip())
    return ProviderChoice.objects.create(
        episode=episode,
        decision=decision,
        provider=provider.strip(),
        approved=approved,
        similar=similar,
        direct=direct,
        reason=reason.strip(),
        chosen_at=at,
        recorded_by_id=actor.pk,
    )


def standing_decision(episode: Episode) -> Decision | None:
    """The decision that holds: the last one made (one query)."""
    return Decision.objects.filter(episode=episode, state=Decision.State.MADE).order_by("-made_at", "-id").first()
