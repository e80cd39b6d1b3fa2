"""Decisions: drafted, checked against the law, made and locked with their letter in one transaction (KS 4.2)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from brobygger import standard
from brobygger.care.visitation import access as may
from brobygger.care.visitation import letters, rules
from brobygger.care.visitation.dating import Dating, dating_of
from brobygger.care.visitation.granted import days_granted, granted_words
from brobygger.care.visitation.models import AgendaItem, Appeal, Decision, Hearing, Ruling
from brobygger.care.visitation.services.common import NotReady, days_of, first_name, hold, refuse, sender_of
from brobygger.care.visitation.services.hearings import over_on
from brobygger.ground import clock
from brobygger.ground.versions import Mark
from brobygger.records.episodes import carrying
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.events import INQUIRY_RECEIVED
from brobygger.records.episodes.milestones import (
    DECISION_MADE,
    PLACE,
    PROVIDER_CHOICE_LIMITED,
    STARTS_ON,
    TREATMENT_ENDED,
)
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.episodes.services import NewEvent
from brobygger.records.grants import selectors as grants
from brobygger.records.letters import recipients, senders
from brobygger.records.letters import services as post
from brobygger.records.letters.rules import LetterText, NewLetter
from brobygger.records.people.rules import age_on
from brobygger.trust import access, audit
from brobygger.trust.access import Actor

FIELDS = frozenset(
    [
        "refused",
        "kind_of_treatment",
        "also",
        "weeks",
        "start_on",
        "start_time",
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
        "recorded_later",
    ]
)
# What is said of one decision only, and of its very day: a new one begins without it.
SAID_ANEW = frozenset(["heard", "hearing_kind", "hearing_reason", "recorded_later"])


@transaction.atomic
def save_decision(
    actor: Actor,
    episode: Episode,
    *,
    item: AgendaItem | None = None,
    replaces: Decision | None = None,
    appeal: Appeal | None = None,
    ruling: Ruling | None = None,
    version: Mark | int | str | None = None,
    standing: int | None = None,
    **values: Any,
) -> Decision:
    """Keep the draft decision of an episode; the first saving makes it. Values are those of FIELDS.

    `version` is the mark of the form, with version 0 when there was no draft; None compares nothing. Raises
    ground.versions.Stale when another form has saved since, NotReady when the case has been decided since it was drawn
    (`standing` is the decision that held then): what is kept late never begins a new draft.
    """
    access.require(actor, may.DECIDE, episode)
    hold(episode)
    known = {name: value for name, value in values.items() if name in FIELDS}
    draft = Decision.objects.filter(episode=episode, state=Decision.State.DRAFT).first()
    bound: dict[str, Any] = {"saved_at": clock.now(), "written_by_id": actor.pk}
    # A draft that takes another's place by name, answers an appeal or carries out a ruling, goes on doing so.
    named = (("replaces", replaces), ("appeal", appeal), ("ruling", ruling))
    bound |= {name: value for name, value in named if value is not None}
    if item is not None:
        bound |= {"item": item, "recommendation_id": item.recommendation_id}
    else:
        open_one = episode.recommendations.filter(state="submitted").first()
        bound |= {"item": None, "recommendation": open_one}
    if draft is not None and draft.item_id != (item.pk if item else None):
        known = {"recorded_later": None, **known}  # it was said of another meeting's day
    if draft is None:
        _refuse_late(episode, item, version, standing)
        draft = Decision.objects.create(episode=episode, editor=Mark.of(version).editor, **bound, **known)
    else:
        draft.save_if_unchanged(version if version is not None else draft.version, **bound, **known)
    audit.changed(actor, may.DECIDE, episode, draft=draft.pk)
    set_in_place(draft, last_made(episode))
    return draft


def _refuse_late(episode: Episode, item: AgendaItem | None, version: Any, standing: int | None) -> None:
    """A form drawn from a draft, or before a decision, that is gone or made now: it begins nothing."""
    if Mark.of(version).version > 0 or (item is None and standing is not None and standing != _standing(episode)):
        raise refuse("", "made")
    if item is not None and not AgendaItem.objects.filter(pk=item.pk, state=AgendaItem.State.WAITING).exists():
        raise refuse("", "done")


@transaction.atomic
def start_again(
    actor: Actor, replaced: Decision, *, appeal: Appeal | None = None, ruling: Ruling | None = None, **values: Any
) -> Decision:
    """Begin a new decision that takes the place of one that was made: the only way to undo one.

    A draft that somebody has begun already keeps its words, and takes the place of the old decision.
    """
    hold(replaced.episode)
    if Decision.objects.filter(episode=replaced.episode, state=Decision.State.DRAFT).exists():
        return save_decision(actor, replaced.episode, replaces=replaced, appeal=appeal, ruling=ruling, **values)
    kept = {name: getattr(replaced, name) for name in FIELDS - SAID_ANEW}
    values = {**kept, **values}
    return save_decision(actor, replaced.episode, replaces=replaced, appeal=appeal, ruling=ruling, **values)


def last_made(episode: Episode) -> Decision | None:
    """The decision that holds: the last one made, and never a no to something more beside it (one query).

    `anew` on it says whether a new round has begun since, `newest` the number of the last one made of all.
    """
    anew = Event.objects.filter(
        episode=OuterRef("episode"),
        kind__in=[INQUIRY_RECEIVED.id, TREATMENT_ENDED.id],
        occurred_at__gt=OuterRef("made_at"),
        corrected_by__isnull=True,
        retracted=False,
    )
    made = Decision.objects.filter(episode=episode, state=Decision.State.MADE).order_by("-made_at", "-id")
    return made.filter(beside=None).annotate(anew=Exists(anew), newest=Subquery(made.values("pk")[:1])).first()


def set_in_place(draft: Decision, last: Decision | None) -> None:
    """Say whose place the decision takes, or which grant goes on beside it; `last` is what `last_made` gave.

    A decision that nobody has begun in another's place takes that of the one that holds. A refusal does not: it
    refuses something more, and what was granted goes on; to take a grant away is to decide anew in its place. After a
    new contact, or the end of a treatment, the decision is about something new.
    """
    holds = None if last is None or getattr(last, "anew", False) else last
    draft.beside = None
    if holds is None or holds.pk == draft.replaces_id:
        return
    if draft.refused and holds.outcome != rules.REFUSED:
        draft.beside = holds
    elif draft.replaces is None:
        draft.replaces = holds


def rule_view(decision: Decision, when: Dating) -> rules.DecisionDraft:
    """The draft as the rules look at it, were it made then (at most two queries)."""
    episode, on = decision.episode, when.on
    days = days_of(episode)
    age = age_on(episode.birth_date, on) if episode.birth_date else None  # the law may be another for the young
    hearing, earlier = open_hearing_of(decision), decision.beside or decision.replaces
    return rules.DecisionDraft(
        line=episode.line,
        on=on,
        age=age,
        outcome=rules.outcome_of(decision.refused, decision.wish_met),
        kind_of_treatment="" if decision.refused else decision.kind_of_treatment,
        also=() if decision.refused else tuple(decision.also),
        at_meeting=any((decision.item_id, decision.appeal_id, decision.ruling_id)),
        weeks=decision.weeks,
        start_on=decision.start_on,
        begun_on=days.begun_on,
        place=decision.place,
        contacted_on=episode.opened_on,
        assessed_on=days.assessed_on,
        heard=decision.heard,
        wish_met=decision.wish_met,
        wish=decision.wish,
        reasons=decision.reasons,
        facts=decision.facts,
        legal_basis=decision.legal_basis or rules.legal_basis(episode.line, on, age),
        appeal_guidance=decision.appeal_guidance or rules.appeal_guidance(episode.line),
        hearing=_as_it_stood(hearing, when.at) if hearing else None,
        hearing_kind=decision.hearing_kind,
        hearing_reason=decision.hearing_reason,
        choice_limited=decision.choice_limited,
        choice_limit_reason=decision.choice_limit_reason,
        own_payment=decision.own_payment,
        budget_on=decision.budget_on,
        exhausted=decision.exhausted,
        at=when.at,
        asks_day=when.is_asked,
        recorded_later=when.recorded_later,
        previous_at=earlier.made_at if earlier else None,
        ruled=decision.ruling.outcome if decision.ruling else "",
        appealed_at=_answered_since(decision),
        unfinished=days.assessed_on is None and bool(carrying.why_unfinished(episode)),
    )


def _as_it_stood(hearing: Hearing, at: datetime) -> rules.Hearing:
    """An answer that came after the decision is no answer before it (forvaltningsloven § 19)."""
    if hearing.answered_at is not None and hearing.answered_at <= at:
        return rules.Hearing(hearing.reply_by, answered=True)
    return rules.Hearing(hearing.reply_by, over_on=over_on(hearing))


def _answered_since(decision: Decision) -> datetime | None:
    """When that came which the decision answers: an appeal, or Ankestyrelsen's ruling."""
    if decision.ruling is not None:
        return decision.ruling.received_at
    return decision.appeal.received_at if decision.appeal is not None else None


def open_hearing_of(decision: Decision) -> Hearing | None:
    """The hearing that this decision rests on: its own once made, before that the episode's open one."""
    if decision.hearing_id is not None:
        return decision.hearing
    return Hearing.objects.filter(episode=decision.episode_id, used=False).select_related("letter").first()


def problems_of(decision: Decision) -> list[rules.Problem]:
    """What keeps the draft from being made now, in the order of the form."""
    return rules.problems(rule_view(decision, dating_of(decision)))


def letter_text(decision: Decision, actor: Any, when: Dating) -> LetterText:
    """The letter of a decision, word for word as it will be sent."""
    return _letter(decision, rule_view(decision, when), actor, when)


def _letter(decision: Decision, view: rules.DecisionDraft, actor: Any, when: Dating) -> LetterText:
    episode = decision.episode
    held = grants.held(episode) if decision.beside_id is not None else []
    words = letters.DecisionWords(
        draft=view,
        first_name=first_name(episode),
        place=_where(decision),
        start_time=decision.start_time,
        decided_on=None if when.is_open else when.on,
        written_on=when.written_on,
        recorded_later=bool(when.recorded_later),
        replaces_on=_made_on(decision.replaces),
        goes_on_from=days_granted(held),
        goes_on=granted_words(held),
        ruled_on=decision.ruling.ruled_on if decision.ruling else None,
        sent_back=decision.ruling is not None and decision.ruling.outcome == Ruling.Outcome.SENT_BACK,
        payment_law=standard.load().line(episode.line).own_payment_law,
    )
    return letters.decision(words, sender_of(episode, actor))


def _where(decision: Decision) -> str:
    """Where it begins: what was written, else the unit that has the case.

    A stay is where it is said to be, and home treatment at the citizen's own home.
    """
    kind = decision.kind_of_treatment
    if decision.place.strip() or rules.is_elsewhere(kind) or rules.is_at_home(kind):
        return senders.findable(decision.place)
    return senders.findable(senders.unit_name(decision.episode.unit))


def _made_on(decision: Decision | None) -> date | None:
    return clock.local_date(decision.made_at) if decision and decision.made_at else None


@transaction.atomic
def make(
    actor: Actor, draft: Decision, *, occurred_at: datetime | None = None, standing: int | None = None
) -> Decision:
    """Make the decision: locked, decision.made on the timeline, its letter queued, all or nothing.

    `standing` is the decision that held when the form was read, 0 for none; None compares nothing: of two who
    decide at once the second is told. It has the day on which it is made: today, or the day of its meeting when the
    draft says that the meeting made it and it is only written down now.
    Raises NotReady with everything that is lacking (forvaltningsloven §§ 19, 22, 24, 25 among them), LetterRefused
    when the letter cannot be sent.
    """
    hold(draft.episode)
    decision = _locked(draft)
    access.require(actor, may.DECIDE, decision.episode)
    if standing is not None and standing != _standing(decision.episode):
        raise refuse("", "made")
    set_in_place(decision, last_made(decision.episode))
    when = dating_of(decision, occurred_at)
    view = rule_view(decision, when)
    lacking = rules.problems(view)
    if lacking:
        raise NotReady(lacking)
    _settle(decision, view, actor, when)
    episodes.record_all(actor, may.DECIDE, decision.episode, _events(decision, view, when))
    new = NewLetter(
        "decision",
        _letter(decision, view, actor, when),
        recipients.citizen(decision.episode.person),
        {"decision_id": decision.pk},
    )
    decision.letter = post.queue(actor, may.DECIDE, decision.episode, new, occurred_at=when.written_at)
    decision.state = Decision.State.MADE
    decision.save()
    _close_what_it_answers(actor, decision, when)
    return decision


def _standing(episode: Episode) -> int:
    made = Decision.objects.filter(episode=episode, state=Decision.State.MADE).order_by("-made_at", "-id")
    return made.values_list("pk", flat=True).first() or 0


def _locked(draft: Decision) -> Decision:
    related = ("episode__person", "item__meeting", "recommendation", "replaces", "beside", "appeal", "ruling")
    decision = Decision.objects.select_for_update(of=("self",)).select_related(*related).get(pk=draft.pk)
    if decision.state != Decision.State.DRAFT:
        raise refuse("", "made")
    if decision.item is not None and decision.item.state != AgendaItem.State.WAITING:
        raise refuse("", "done")
    return decision


def _settle(decision: Decision, view: rules.DecisionDraft, actor: Actor, when: Dating) -> None:
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
        decision.kind_of_treatment, decision.also, decision.weeks, decision.start_on, decision.start_time = (
            "",
            [],
            None,
            None,
            None,
        )
    decision.made_by_id, decision.made_at, decision.recorded_later = actor.pk, when.at, bool(when.recorded_later)
    decision.version += 1


def _events(decision: Decision, view: rules.DecisionDraft, when: Dating) -> list[NewEvent]:
    """The decision on the timeline, as its letter tells it: both are made of the same view."""
    at = when.at
    facts: dict[str, Any] = {
        "outcome": decision.outcome,
        "favourable": bool(decision.favourable),
        "decision_id": decision.pk,
    }
    if decision.outcome != rules.REFUSED:
        facts |= {"kind_of_treatment": view.kind_of_treatment, "weeks": view.weeks, "also": list(view.also)}
        if view.start_on is not None:
            facts[STARTS_ON.name] = view.start_on.isoformat()
        if view.place.strip():
            facts[PLACE.name] = view.place.strip()
    if decision.replaces_id is not None:
        facts["replaces"] = decision.replaces_id
    if decision.beside_id is not None:
        facts["beside"] = True
    answered = decision.ruling.appeal_id if decision.ruling is not None else decision.appeal_id
    if answered is not None:
        facts["appeal_id"] = answered
    if when.recorded_later:
        facts["recorded_later"] = True
    events = [NewEvent(DECISION_MADE.id, at, facts, decision.reasons)]
    if decision.choice_limited:
        limited = {"reason": "regard-for-the-person", "decision_id": decision.pk}
        events.append(NewEvent(PROVIDER_CHOICE_LIMITED.id, at, limited, decision.choice_limit_reason))
    return events


def _close_what_it_answers(actor: Actor, decision: Decision, when: Dating) -> None:
    """The agenda item, the recommendation, the hearing and the appeal that the decision settles."""
    if decision.item is not None:
        AgendaItem.objects.filter(pk=decision.item.pk).update(state=AgendaItem.State.DECIDED)
    if decision.recommendation is not None:
        type(decision.recommendation).objects.filter(pk=decision.recommendation.pk).update(state="decided")
        AgendaItem.objects.filter(recommendation=decision.recommendation_id, state="waiting").update(state="decided")
    if decision.hearing_id is not None:
        Hearing.objects.filter(pk=decision.hearing_id).update(used=True)
    if decision.appeal is not None and decision.ruling is None:
        from brobygger.care.visitation.services import appeals

        appeals.changed_by(actor, decision.appeal, decision, when)
