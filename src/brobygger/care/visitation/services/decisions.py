"""Decisions: drafted, checked against the law, made and locked with their letter in one transaction (KS 4.2)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from brobygger.care.visitation import access as may
from brobygger.care.visitation import letters, rules
from brobygger.care.visitation.models import AgendaItem, Appeal, Decision, Hearing
from brobygger.care.visitation.services import meetings
from brobygger.care.visitation.services.common import NotReady, first_name, hold, last_day_of, refuse, sender_of
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode
from brobygger.records.episodes.services import NewEvent
from brobygger.records.letters import recipients
from brobygger.records.letters import services as post
from brobygger.records.letters.rules import LetterText, NewLetter
from brobygger.trust import access, audit, clock
from brobygger.trust.access import Actor
from brobygger.trust.versions import Mark

FIELDS = frozenset(
    [
        "refused",
        "kind_of_treatment",
        "also",
        "weeks",
        "start_on",
        "place",
        "reasons",
        "facts",
        "wish_met",
        "wish",
        "heard",
        "hearing_kind",
        "hearing_reason",
        "choice_limited",
        "choice_limit_reason",
        "exhausted",
        "own_payment",
        "budget_on",
    ]
)


@transaction.atomic
def save_decision(
    actor: Actor,
    episode: Episode,
    *,
    item: AgendaItem | None = None,
    replaces: Decision | None = None,
    appeal: Appeal | None = None,
    version: Mark | int | str | None = None,
    standing: int | None = None,
    **values: Any,
) -> Decision:
    """Keep the draft decision of an episode; the first saving makes it. Values are those of FIELDS.

    `version` is the mark of the form, with version 0 when there was no draft; None compares nothing. Raises
    trust.versions.Stale when another form has saved since, NotReady when the case has been decided since it was drawn
    (`standing` is the decision that held then): what is kept late never begins a new draft.
    """
    access.require(actor, may.DECIDE, episode)
    hold(episode)
    known = {name: value for name, value in values.items() if name in FIELDS}
    draft = Decision.objects.filter(episode=episode, state=Decision.State.DRAFT).first()
    bound: dict[str, Any] = {"saved_at": clock.now(), "written_by_id": actor.pk}
    if replaces is not None and draft is not None and appeal is None:
        appeal = draft.appeal  # a draft that answers an appeal goes on answering it
    if item is not None:
        bound |= {"item": item, "recommendation_id": item.recommendation_id}
    else:
        open_one = episode.recommendations.filter(state="submitted").first()
        bound |= {"item": None, "recommendation": open_one}
    if replaces is not None or appeal is not None:
        bound |= {"replaces": replaces, "appeal": appeal}
    if draft is None:
        _refuse_late(episode, item, version, standing)
        draft = Decision.objects.create(episode=episode, editor=Mark.of(version).editor, **bound, **known)
    else:
        draft.save_if_unchanged(version if version is not None else draft.version, **bound, **known)
    audit.changed(actor, may.DECIDE, episode, draft=draft.pk)
    return draft


def _refuse_late(episode: Episode, item: AgendaItem | None, version: Any, standing: int | None) -> None:
    """A form drawn from a draft, or before a decision, that is gone or made now: it begins nothing."""
    if Mark.of(version).version > 0 or (item is None and standing is not None and standing != _standing(episode)):
        raise refuse("", "made")
    if item is not None and not AgendaItem.objects.filter(pk=item.pk, state=AgendaItem.State.WAITING).exists():
        raise refuse("", "done")


@transaction.atomic
def start_again(actor: Actor, replaced: Decision, *, appeal: Appeal | None = None, **values: Any) -> Decision:
    """Begin a new decision that takes the place of one that was made: the only way to undo one.

    A draft that somebody has begun already keeps its words, and takes the place of the old decision.
    """
    hold(replaced.episode)
    if Decision.objects.filter(episode=replaced.episode, state=Decision.State.DRAFT).exists():
        return save_decision(actor, replaced.episode, replaces=replaced, appeal=appeal, **values)
    kept = {name: getattr(replaced, name) for name in FIELDS if name not in ("heard", "hearing_kind", "hearing_reason")}
    return save_decision(actor, replaced.episode, replaces=replaced, appeal=appeal, **{**kept, **values})


def rule_view(decision: Decision, on: date) -> rules.Draft:
    """The draft as the rules look at it, were it made on `on` (at most two queries)."""
    episode = decision.episode
    hearing = open_hearing_of(decision)
    return rules.Draft(
        line=episode.line,
        on=on,
        outcome=rules.outcome_of(decision.refused, decision.wish_met),
        kind_of_treatment="" if decision.refused else decision.kind_of_treatment,
        also=() if decision.refused else tuple(decision.also),
        at_meeting=decision.item_id is not None or decision.appeal_id is not None,
        weeks=decision.weeks,
        start_on=decision.start_on,
        contacted_on=episode.opened_on,
        assessed_on=last_day_of(episode, "assessment.completed"),
        heard=decision.heard,
        wish_met=decision.wish_met,
        wish=decision.wish,
        reasons=decision.reasons,
        facts=decision.facts,
        legal_basis=decision.legal_basis or rules.legal_basis(episode.line, on),
        appeal_guidance=decision.appeal_guidance or rules.appeal_guidance(episode.line),
        hearing=rules.Hearing(hearing.reply_by, hearing.answered_at is not None) if hearing else None,
        hearing_kind=decision.hearing_kind,
        hearing_reason=decision.hearing_reason,
        choice_limited=decision.choice_limited,
        choice_limit_reason=decision.choice_limit_reason,
        own_payment=decision.own_payment,
        budget_on=decision.budget_on,
        exhausted=decision.exhausted,
    )


def open_hearing_of(decision: Decision) -> Hearing | None:
    """The hearing that this decision rests on: its own once made, before that the episode's open one."""
    if decision.hearing_id is not None:
        return decision.hearing
    return Hearing.objects.filter(episode=decision.episode_id, used=False).first()


def problems_of(decision: Decision, on: date | None = None) -> list[rules.Problem]:
    """What keeps the draft from being made on a day (today unless told), in the order of the form."""
    return rules.problems(rule_view(decision, on or clock.today()))


def letter_text(
    decision: Decision, actor: Any, decided_on: date, written_on: date, *, shown: bool = False
) -> LetterText:
    """The letter of a decision, word for word as it will be sent; `shown` on a screen hides a protected name."""
    episode = decision.episode
    words = letters.DecisionWords(
        draft=rule_view(decision, decided_on),
        first_name=first_name(episode, shown=shown),
        place=decision.place.strip(),
        decided_on=decided_on,
        written_on=written_on,
        replaces_on=_made_on(decision.replaces),
    )
    return letters.decision(words, sender_of(episode, actor))


def _made_on(decision: Decision | None) -> date | None:
    return clock.local_date(decision.made_at) if decision and decision.made_at else None


@transaction.atomic
def make(
    actor: Actor, draft: Decision, *, occurred_at: datetime | None = None, standing: int | None = None
) -> Decision:
    """Make the decision: locked, decision.made on the timeline, its letter queued, all or nothing.

    `standing` is the decision that held when the form was read, 0 for none; None compares nothing: of two who
    decide at once the second is told. Of a case on a meeting the time is the meeting's.
    Raises NotReady with everything that is lacking (forvaltningsloven §§ 19, 22, 24, 25 among them), LetterRefused
    when the letter cannot be sent.
    """
    hold(draft.episode)
    decision = _locked(draft)
    access.require(actor, may.DECIDE, decision.episode)
    if standing is not None and standing != _standing(decision.episode):
        raise refuse("", "made")
    at = occurred_at or (meetings.moment_of(decision.item.meeting) if decision.item else clock.now())
    on = clock.local_date(at)
    view = rule_view(decision, on)
    lacking = rules.problems(view)
    if lacking:
        raise NotReady(lacking)
    _settle(decision, view, actor, at)
    written_at = occurred_at or clock.now()
    episodes.record_all(actor, may.DECIDE, decision.episode, _events(decision, at))
    new = NewLetter(
        "decision",
        letter_text(decision, actor, on, clock.local_date(written_at)),
        recipients.citizen(decision.episode.person),
        {"decision_id": decision.pk},
    )
    decision.letter = post.queue(actor, may.DECIDE, decision.episode, new, occurred_at=written_at)
    decision.state = Decision.State.MADE
    decision.save()
    _close_what_it_answers(actor, decision, at)
    return decision


def _standing(episode: Episode) -> int:
    made = Decision.objects.filter(episode=episode, state=Decision.State.MADE).order_by("-made_at", "-id")
    return made.values_list("pk", flat=True).first() or 0


def _locked(draft: Decision) -> Decision:
    related = ("episode__person", "item__meeting", "recommendation", "replaces", "appeal")
    decision = Decision.objects.select_for_update(of=("self",)).select_related(*related).get(pk=draft.pk)
    if decision.state != Decision.State.DRAFT:
        raise refuse("", "made")
    if decision.item is not None and decision.item.state != AgendaItem.State.WAITING:
        raise refuse("", "done")
    return decision


def _settle(decision: Decision, view: rules.Draft, actor: Actor, at: datetime) -> None:
    """Write onto the decision what follows from the rules; a refusal grants no kind of treatment."""
    decision.outcome = view.outcome
    decision.favourable = rules.fully_favourable(view.outcome, view.wish_met, view.choice_limited)
    decision.legal_basis, decision.appeal_guidance = view.legal_basis, view.appeal_guidance
    decision.hearing = open_hearing_of(decision)
    if decision.favourable:
        decision.hearing_kind = decision.hearing_kind if decision.hearing_reason else ""
    elif decision.hearing_kind not in rules.NEEDS_REASON:
        answered = view.hearing is not None and view.hearing.answered
        decision.hearing_kind = rules.ANSWERED if answered else rules.NO_REPLY
    if decision.refused:
        decision.kind_of_treatment, decision.also, decision.weeks, decision.start_on = "", [], None, None
    decision.made_by_id, decision.made_at = actor.pk, at
    decision.version += 1


def _events(decision: Decision, at: datetime) -> list[NewEvent]:
    facts: dict[str, Any] = {
        "outcome": decision.outcome,
        "favourable": bool(decision.favourable),
        "decision_id": decision.pk,
    }
    if decision.outcome != rules.REFUSED:
        facts |= {"kind_of_treatment": decision.kind_of_treatment, "weeks": decision.weeks}
    events = [NewEvent("decision.made", at, facts, decision.reasons)]
    if decision.choice_limited:
        limited = {"reason": "regard-for-the-person", "decision_id": decision.pk}
        events.append(NewEvent("provider-choice.limited", at, limited, decision.choice_limit_reason))
    return events


def _close_what_it_answers(actor: Actor, decision: Decision, at: datetime) -> None:
    """The agenda item, the recommendation, the hearing and the appeal that the decision settles."""
    if decision.item is not None:
        AgendaItem.objects.filter(pk=decision.item.pk).update(state=AgendaItem.State.DECIDED)
    if decision.recommendation is not None:
        type(decision.recommendation).objects.filter(pk=decision.recommendation.pk).update(state="decided")
        AgendaItem.objects.filter(recommendation=decision.recommendation_id, state="waiting").update(state="decided")
    if decision.hearing_id is not None:
        Hearing.objects.filter(pk=decision.hearing_id).update(used=True)
    if decision.appeal is not None:
        from brobygger.care.visitation.services import appeals

        appeals.changed_by(actor, decision.appeal, decision, at)
