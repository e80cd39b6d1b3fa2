"""Recommendations: written with the citizen, kept as a draft, submitted to the next treatment meeting (KS 4.2)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from brobygger.care.visitation import access as may
from brobygger.care.visitation import rules
from brobygger.care.visitation.events import RECOMMENDATION_SUBMITTED
from brobygger.care.visitation.models import Recommendation
from brobygger.care.visitation.services import meetings
from brobygger.care.visitation.services.common import NotReady, hold, refuse
from brobygger.ground import clock
from brobygger.ground.versions import Mark
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode
from brobygger.trust import access, audit
from brobygger.trust.access import Actor

FIELDS = frozenset(
    [
        "kind_of_treatment",
        "weeks",
        "start_on",
        "place",
        "text",
        "own_words",
        "wished_kind",
        "wish",
        "tried",
        "exhausted",
        "own_payment",
        "budget_on",
        "written_on",
        "read_by_citizen",
        "takes_part",
    ]
)
State = Recommendation.State


@transaction.atomic
def save_recommendation(
    actor: Actor, episode: Episode, *, version: Mark | int | str | None = None, **values: Any
) -> Recommendation:
    """Keep the draft as it stands now; the first saving makes it. Values are those of FIELDS.

    `version` is the mark that the form was drawn with: raises ground.versions.Stale when another form has saved since
    (version 0 when there was no draft, None compares nothing). Raises NotReady when the recommendation is submitted
    already.
    """
    access.require(actor, may.RECOMMEND, episode)
    hold(episode)
    known = {name: value for name, value in values.items() if name in FIELDS}
    found = Recommendation.objects.filter(episode=episode, state__in=[State.DRAFT, State.SUBMITTED]).first()
    if found is not None and found.state == State.SUBMITTED:
        raise refuse("", "submitted")
    if found is None:
        begun = {"written_by_id": actor.pk, "saved_at": clock.now(), "editor": Mark.of(version).editor}
        found = Recommendation.objects.create(episode=episode, **begun, **known)
    else:
        read = version if version is not None else found.version
        found.save_if_unchanged(read, saved_at=clock.now(), **known)
    audit.changed(actor, may.RECOMMEND, episode, recommendation=found.pk)
    return found


@transaction.atomic
def submit(actor: Actor, recommendation: Recommendation, *, occurred_at: datetime | None = None) -> Recommendation:
    """Submit the draft: recommendation.submitted, and onto the next treatment meeting's agenda where one is needed.

    Raises NotReady with what is missing.
    """
    at = occurred_at or clock.now()
    locked = Recommendation.objects.select_for_update(of=("self",)).select_related("episode").get(pk=recommendation.pk)
    if locked.state != State.DRAFT:
        raise refuse("", "submitted")
    lacking = rules.recommendation_problems(rule_view(locked))
    if lacking:
        raise NotReady(lacking)
    facts = {"kind_of_treatment": locked.kind_of_treatment}
    episodes.record(
        actor,
        may.RECOMMEND,
        locked.episode,
        RECOMMENDATION_SUBMITTED.id,
        occurred_at=at,
        facts=facts,
        text=locked.text,
    )
    locked.state, locked.submitted_at = State.SUBMITTED, at
    locked.version += 1
    locked.save(update_fields=["state", "submitted_at", "version"])
    if rules.needs_meeting([locked.kind_of_treatment]):
        meetings.to_next_meeting(locked, at)
    return locked


def rule_view(recommendation: Recommendation) -> rules.RecommendationView:
    """The recommendation as the rules look at it."""
    return rules.RecommendationView(
        line=recommendation.episode.line,
        kind_of_treatment=recommendation.kind_of_treatment,
        text=recommendation.text,
        own_words=recommendation.own_words,
        wished_kind=recommendation.wished_kind,
        wish=recommendation.wish,
        written_on=recommendation.written_on,
        read_by_citizen=recommendation.read_by_citizen,
        exhausted=recommendation.exhausted,
        own_payment=recommendation.own_payment,
        budget_on=recommendation.budget_on,
    )


@transaction.atomic
def withdraw(actor: Actor, recommendation: Recommendation, reason: str) -> None:
    """Take a recommendation back before it is decided; it stays readable. Raises NotReady when it is too late."""
    locked = Recommendation.objects.select_for_update(of=("self",)).select_related("episode").get(pk=recommendation.pk)
    access.require(actor, may.RECOMMEND, locked.episode)
    if locked.state not in (State.DRAFT, State.SUBMITTED):
        raise refuse("", "decided")
    if not reason.strip():
        raise refuse("reason", "missing")
    locked.state, locked.withdrawn_reason = State.WITHDRAWN, reason.strip()[:300]
    locked.save(update_fields=["state", "withdrawn_reason"])
    locked.items.filter(state="waiting").update(state="removed")
    audit.changed(actor, may.RECOMMEND, locked.episode, recommendation=locked.pk, withdrawn=True)
