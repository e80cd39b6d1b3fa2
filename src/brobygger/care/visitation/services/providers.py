"""The citizen's own choice of provider, and what becomes of it (KS 3.5 and 3.6; serviceloven § 101, stk. 5–7).

A choice is followed until treatment has begun: the referral to the place, its answer, the start there. Where it comes
to nothing, because the place says no or the citizen thinks better of it, the case goes on here.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from brobygger.care.visitation import access as may
from brobygger.care.visitation import choosing, referral_letter, rules
from brobygger.care.visitation.events import PROVIDER_ACCEPTED
from brobygger.care.visitation.granted import days_granted, granted_words
from brobygger.care.visitation.models import ChoiceStep, Decision, ProviderChoice
from brobygger.care.visitation.services.common import NotReady, hold, refuse, sender_of
from brobygger.care.visitation.services.decisions import last_made
from brobygger.ground import clock
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.events import APPROVED, DIRECT, PROVIDER_CHOSEN
from brobygger.records.episodes.facts import CHOICE_ID, PROVIDER
from brobygger.records.episodes.milestones import PROVIDER_DECLINED, PROVIDER_GIVEN_UP
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.grants import selectors as grants
from brobygger.records.letters import recipients
from brobygger.records.letters import services as post
from brobygger.records.letters.rules import LetterText, NewLetter
from brobygger.trust import access
from brobygger.trust.access import Actor

Step, Doctor = ChoiceStep.Kind, ProviderChoice.Doctor
# Whether the place has a doctor, as the clock of our own 14 days for the doctor reads it.
OFFERS_DOCTOR: dict[str, Any] = {Doctor.YES: True, Doctor.NO: False, Doctor.UNKNOWN: "unknown"}


@transaction.atomic
def choose_provider(
    actor: Actor,
    episode: Episode,
    provider: str,
    *,
    approved: bool,
    similar: bool,
    reason: str = "",
    direct: bool = False,
    doctor: str = Doctor.UNKNOWN,
    occurred_at: datetime | None = None,
) -> ProviderChoice:
    """Record that the citizen chose another provider: provider.chosen, from which the guarantee may depart.

    A drug citizen needs a decision first and is referred by the centre; an alcohol citizen may go there directly
    (`direct`). `doctor` says whether the place has one. Raises NotReady: not approved, not of similar character,
    limited by the decision, no decision yet.
    """
    access.require(actor, may.CHOOSE, episode)
    hold(episode)
    decision = standing_decision(episode)
    found = choosing.choice_problems(
        choosing.Choice(
            line=episode.line,
            provider=provider,
            approved=approved,
            similar=similar,
            direct=direct,
            granted=decision is not None and decision.outcome != rules.REFUSED,
            limited=decision is not None and decision.choice_limited,
            doctor=doctor,
        )
    )
    if found:
        raise NotReady(found)
    at = occurred_at or clock.now()
    choice = ProviderChoice.objects.create(
        episode=episode,
        decision=decision,
        provider=provider.strip(),
        approved=approved,
        similar=similar,
        direct=direct,
        doctor=doctor,
        reason=reason.strip(),
        chosen_at=at,
        recorded_by_id=actor.pk,
    )
    _record(actor, choice, PROVIDER_CHOSEN.id, at, choice.reason, **_facts(choice))
    return choice


def _facts(choice: ProviderChoice) -> dict[str, Any]:
    doctor = OFFERS_DOCTOR[choice.doctor]
    facts: dict[str, Any] = {"approved": choice.approved, "direct": choice.direct, "offers_doctor": doctor}
    return {**facts, "reason": choice.reason[:200]} if choice.reason else facts


def _record(actor: Actor, choice: ProviderChoice, kind: str, at: datetime, text: str = "", **facts: Any) -> None:
    told = {"provider": choice.provider, "choice_id": choice.pk, **facts}
    episodes.record(actor, may.CHOOSE, choice.episode, kind, occurred_at=at, facts=told, text=text)


def standing_decision(episode: Episode) -> Decision | None:
    """The decision that holds (one query)."""
    return last_made(episode)


def standing_choice(episode: Episode) -> ProviderChoice | None:
    """The choice that holds (records.grants), if it has a row here (two queries).

    One that was told at the first contact has no number on the timeline; its row is the one made since (`adopt`).
    """
    told = Q(choice_id=None, chosen_on__lte=OuterRef("chosen_at__date"))
    holds = Exists(grants.chosen_of(episode).filter(Q(choice_id=OuterRef("pk")) | told))
    rows = ProviderChoice.objects.filter(holds, episode=episode).select_related("decision").prefetch_related("steps")
    last = rows.order_by("-id").first()
    if last is not None:
        last.episode = episode
    return last


def adopt(actor: Actor, episode: Episode, *, keep: bool = True) -> ProviderChoice | None:
    """The choice that holds, also one that was told at the first contact and stands on the timeline alone.

    Such a choice gets its row here the first time that something happens to it, unless `keep` is False.
    """
    found = standing_choice(episode)
    event = _last_told(episode)
    if event is None or (found is not None and CHOICE_ID.read(event.facts) == found.pk):
        return found
    rows = ProviderChoice.objects.filter(episode=episode)
    if CHOICE_ID.read(event.facts) is not None or rows.filter(chosen_at__gte=event.occurred_at).exists():
        return found
    choice = ProviderChoice(
        episode=episode,
        provider=str(PROVIDER.read(event.facts) or ""),
        approved=bool(APPROVED.read(event.facts)),
        similar=True,
        direct=bool(DIRECT.read(event.facts)),
        chosen_at=event.occurred_at,
        recorded_by_id=event.recorded_by_id,
    )
    if keep:
        access.require(actor, may.CHOOSE, episode)
        choice.save()
    return choice


def _last_told(episode: Episode) -> Event | None:
    holds = Exists(grants.chosen_of(episode))  # what came to nothing, or was for a treatment that has ended, does not
    rows = Event.objects.filter(holds, episode=episode, kind=PROVIDER_CHOSEN.id, corrected_by__isnull=True)
    return rows.filter(retracted=False).order_by("-occurred_at", "-id").first()


def _held(choice: ProviderChoice) -> ProviderChoice:
    """The choice as it stands now, with its case held. Raises NotReady when another is made or it has ended."""
    hold(choice.episode)
    now = standing_choice(choice.episode)
    if now is None or now.pk != choice.pk:
        raise refuse("", "choice-ended")
    return now


def referral_text(choice: ProviderChoice, actor: Any, words: str) -> LetterText:
    """The referral word for word as it will be sent.

    As to an authority, a protected name stays out of it: the number is enough (trap 14).
    """
    episode = choice.episode
    held = grants.held(episode)
    citizen = referral_letter.Referred(
        provider=choice.provider,
        whom=recipients.named_in_a_sentence(episode.person),
        phone="" if episode.address_protected else episode.person.phone,
        line=episode.line,
        granted=granted_words(held),
        decided_on=days_granted(held),
    )
    return referral_letter.referral(citizen, words, sender_of(episode, actor))


@transaction.atomic
def refer(
    actor: Actor,
    choice: ProviderChoice,
    words: str,
    *,
    agreed: bool,
    address: tuple[str, ...] = (),
    occurred_at: datetime | None = None,
) -> ChoiceStep:
    """Refer the citizen to the chosen place by letter; provider.referred stands when it has been handed over.

    `agreed`: the citizen has seen what we send and said yes. Raises NotReady, or LetterRefused.
    """
    access.require(actor, may.CHOOSE, choice.episode)
    now = _held(choice)
    if not words.strip():
        raise refuse("words", "missing")
    if not agreed:
        raise refuse("agreed", "missing")
    if now.is_referred:
        raise refuse("", "referred")
    at = occurred_at or clock.now()
    text = referral_text(now, actor, words)
    facts = {"provider": now.provider, "choice_id": now.pk}
    new = NewLetter("referral", text, recipients.authority(now.provider, address), facts)
    letter = post.queue(actor, may.CHOOSE, now.episode, new, occurred_at=at)
    return _step(actor, now, Step.REFERRED, at, words, letter=letter)


def _step(
    actor: Actor, choice: ProviderChoice, kind: ChoiceStep.Kind, at: datetime, words: str = "", **more: Any
) -> ChoiceStep:
    return ChoiceStep.objects.create(
        choice=choice, kind=kind, words=words.strip(), happened_at=at, recorded_by_id=actor.pk, **more
    )


@transaction.atomic
def accepted(
    actor: Actor,
    choice: ProviderChoice,
    starts_on: date | None,
    words: str = "",
    *,
    doctor: str = "",
    occurred_at: datetime | None = None,
) -> ChoiceStep:
    """The place says yes, and when treatment begins there: provider.accepted. Then the start is to be confirmed.

    It may say more later, such as another day or that it has a doctor: then it is noted again, and the last one holds.
    """
    access.require(actor, may.CHOOSE, choice.episode)
    now, at = _held(choice), occurred_at or clock.now()
    _check_day(now, at)
    if starts_on is None:
        raise refuse("starts_on", "missing")
    if not words.strip() and not doctor and starts_on in _days_told(now):
        raise refuse("", "accepted")
    if starts_on < clock.local_date(now.chosen_at):
        raise refuse("starts_on", "before-choice")
    facts: dict[str, Any] = {"starts_on": starts_on.isoformat()}
    if doctor in (Doctor.YES, Doctor.NO):
        facts["offers_doctor"] = OFFERS_DOCTOR[doctor]
    _record(actor, now, PROVIDER_ACCEPTED.id, at, words.strip(), **facts)
    return _step(actor, now, Step.ACCEPTED, at, words, starts_on=starts_on)


def _days_told(choice: ProviderChoice) -> list[date | None]:
    """The day that the place named last, as a list of one; empty when it has not said yes."""
    yes = choice.steps.filter(kind=Step.ACCEPTED).order_by("-id")
    return list(yes.values_list("starts_on", flat=True)[:1])


@transaction.atomic
def declined(
    actor: Actor, choice: ProviderChoice, words: str = "", *, occurred_at: datetime | None = None
) -> ChoiceStep:
    """The place says no: provider.declined. The case goes on: another place, or the treatment that we granted."""
    return _end(actor, choice, Step.DECLINED, PROVIDER_DECLINED.id, words, occurred_at)


@transaction.atomic
def give_up(
    actor: Actor, choice: ProviderChoice, words: str = "", *, occurred_at: datetime | None = None
) -> ChoiceStep:
    """The citizen has changed their mind: provider.given-up. The treatment that we granted stands."""
    return _end(actor, choice, Step.GIVEN_UP, PROVIDER_GIVEN_UP.id, words, occurred_at)


def _end(
    actor: Actor,
    choice: ProviderChoice,
    kind: ChoiceStep.Kind,
    event: str,
    words: str,
    occurred_at: datetime | None,
) -> ChoiceStep:
    access.require(actor, may.CHOOSE, choice.episode)
    now, at = _held(choice), occurred_at or clock.now()
    _check_day(now, at)
    _record(actor, now, event, at, words.strip())
    return _step(actor, now, kind, at, words)


def _check_day(choice: ProviderChoice, at: datetime) -> None:
    if clock.local_date(at) < clock.local_date(choice.chosen_at):
        raise refuse("on", "before-choice")
