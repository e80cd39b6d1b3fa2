# ruff: noqa: E501 (what people say)
"""Recommendations, decisions, choices of provider, appeals and complaints of the demo's stories."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Model

from brobygger import standard
from brobygger.care.visitation import rules
from brobygger.care.visitation.events import (
    APPEAL_ABOUT,
    APPEAL_FORWARDED,
    APPEAL_REASSESSED,
    APPEAL_RECEIVED,
    APPEAL_RULED,
    COMPLAINT_ABOUT,
    COMPLAINT_ANSWERED,
    COMPLAINT_RECEIVED,
    MEANS,
    RECOMMENDATION_SUBMITTED,
    RULED_AS,
)
from brobygger.care.visitation.models import Appeal, Decision, ProviderChoice, Recommendation, Ruling, ServiceComplaint
from brobygger.ground import clock
from brobygger.records.episodes.events import PROVIDER_CHOSEN, WHY
from brobygger.records.episodes.facts import APPEAL_ID, COMPLAINT_ID, DECISION_ID, KIND_OF_TREATMENT, LETTER, PROVIDER
from brobygger.records.episodes.milestones import DECISION_MADE, OUTCOME
from brobygger.records.episodes.models import Event
from brobygger.records.told import ToldCase

REASSESSMENT_DAYS = 28
OF_AN_APPEAL = {APPEAL_RECEIVED.id, APPEAL_REASSESSED.id, APPEAL_FORWARDED.id, APPEAL_RULED.id}
OF_A_COMPLAINT = {COMPLAINT_RECEIVED.id, COMPLAINT_ANSWERED.id}
WAIVED = "Borgeren blev hørt i samtalen og ønskede ikke mere tid."
APPEALS = (
    "Jeg synes ikke, I har set på, hvordan det går derhjemme. Jeg vil gerne have behandling.",
    "Rådgivning har jeg prøvet. Det hjalp ikke.",
)
UPHELD = "Der er ikke kommet nye oplysninger, som ændrer vurderingen. Der er lagt vægt på afdækningen."
RULED = "Ankestyrelsen stadfæster kommunens afgørelse. Der er lagt vægt på afdækningen."
COMPLAINTS = (
    (
        "Jeg havde håbet på dagbehandling og synes, der er for få pladser.",
        "Tak for din klage. Vi har talt den igennem og ringer til dig om de muligheder, der er.",
    ),
)
REASONS = {
    "granted": "Vi har lagt vægt på, at du selv ønsker behandlingen, og at afdækningen viser, at den passer til dine behov.",
    "refused": "Vi har lagt vægt på, at afdækningen ikke viser et forbrug, der kræver behandling, og at rådgivning er nok.",
}
FACTS = "Afdækningen af dine fysiske, psykiske og sociale forhold og vores samtaler."
WISH = {
    "granted": "Du har selv ønsket denne behandling. Det ønske er fulgt.",
    "refused": "Du har ønsket behandling. Du er i stedet tilbudt rådgivning.",
}


def rows(case: ToldCase) -> Iterator[Model]:
    """Everything from the recommendation to the appeal."""
    recommended, made = case.one(RECOMMENDATION_SUBMITTED), case.one(DECISION_MADE)
    recommendation = _recommendation(case, recommended, made) if recommended else None
    if recommendation:
        yield recommendation
    decision = _decision(case, made, recommendation) if made else None
    if decision:
        yield decision
    chosen = case.one(PROVIDER_CHOSEN)
    if chosen:
        yield _choice(case, chosen, decision)
    received, complained = case.one(APPEAL_RECEIVED), case.one(COMPLAINT_RECEIVED)
    if received and decision:
        appeal = _appeal(case, received, decision)
        yield appeal
        ruled = case.one(APPEAL_RULED)
        if ruled:
            yield _ruling(ruled, appeal)
    if complained:
        yield _complaint(case, complained)


def _weeks(kind: str) -> int | None:
    """How long the treatment lasts, where such treatment has an end."""
    found = standard.load().kind_of_treatment(kind)
    if found is None or found.open_ended:
        return None
    return 6 if found.elsewhere else 12


def _recommendation(case: ToldCase, submitted: Event, made: Event | None) -> Recommendation:
    kind = KIND_OF_TREATMENT.read(submitted.facts)
    day = clock.local_date(submitted.occurred_at)
    residential = rules.is_elsewhere(kind)
    return Recommendation(
        id=case.numbers.next(Recommendation),
        episode_id=case.episode.pk,
        state="decided" if made else "submitted",
        kind_of_treatment=kind,
        weeks=_weeks(kind),
        start_on=day + timedelta(days=7),
        text="Har prøvet ambulante samtaler uden at kunne holde pauser længe nok. Møder stabilt og har opbakning.",
        own_words=case.own_words(),
        wished_kind=kind,
        wish="Ønsker et fast sted at møde hver dag.",
        tried="Ambulante samtaler.",
        exhausted="Ambulante muligheder er prøvet og rakte ikke." if residential else "",
        own_payment=3200 if rules.owes_own_payment(case.story.line, kind) else None,
        budget_on=day if residential else None,
        written_on=day,
        read_by_citizen=True,
        takes_part="yes",
        written_by_id=submitted.recorded_by_id,
        submitted_at=submitted.occurred_at,
        saved_at=submitted.occurred_at,
    )


def _decision(case: ToldCase, made: Event, recommendation: Recommendation | None) -> Decision:
    refused = OUTCOME.read(made.facts) == rules.REFUSED
    key = "refused" if refused else "granted"
    line, day = case.story.line, clock.local_date(made.occurred_at)
    kind = KIND_OF_TREATMENT.read(made.facts) or ""
    decision = Decision(
        id=case.numbers.next(Decision),
        episode_id=case.episode.pk,
        state="made",
        recommendation_id=recommendation.pk if recommendation else None,
        refused=refused,
        outcome=OUTCOME.read(made.facts),
        favourable=not refused,
        kind_of_treatment=kind,
        weeks=None if refused else _weeks(kind) or 16,
        start_on=None if refused else day,
        exhausted=recommendation.exhausted if recommendation else "",
        own_payment=recommendation.own_payment if recommendation else None,
        budget_on=recommendation.budget_on if recommendation else None,
        reasons=REASONS[key],
        facts=FACTS,
        wish_met="not" if refused else "followed",
        wish=WISH[key],
        heard=True,
        hearing_kind=rules.WAIVED if refused else "",
        hearing_reason=WAIVED if refused else "",
        legal_basis=rules.legal_basis(line, day),
        appeal_guidance=rules.appeal_guidance(line),
        written_by_id=case.authority.pk,
        made_by_id=case.authority.pk,
        made_at=made.occurred_at,
        letter_id=case.letter_id("decision"),
        saved_at=made.occurred_at,
    )
    for event in case.events:
        if event is made or LETTER.read(event.facts) == "decision":
            event.facts |= {DECISION_ID.name: decision.pk}
    return decision


def _choice(case: ToldCase, chosen: Event, decision: Decision | None) -> ProviderChoice:
    return ProviderChoice(
        episode_id=case.episode.pk,
        decision_id=decision.pk if decision else None,
        provider=PROVIDER.read(chosen.facts),
        approved=True,
        similar=True,
        direct=case.story.line == rules.ALCOHOL,
        reason=WHY.read(chosen.facts),
        chosen_at=chosen.occurred_at,
        recorded_by_id=chosen.recorded_by_id,
    )


def _appeal(case: ToldCase, received: Event, decision: Decision) -> Appeal:
    allowed = case.days(APPEAL_RECEIVED, APPEAL_REASSESSED, REASSESSMENT_DAYS)
    reassessed, forwarded = case.one(APPEAL_REASSESSED), case.one(APPEAL_FORWARDED)
    appeal = Appeal(
        id=case.numbers.next(Appeal),
        episode_id=case.episode.pk,
        decision_id=decision.pk,
        about=APPEAL_ABOUT.read(received.facts),
        means=MEANS.read(received.facts),
        text=case.pick(APPEALS),
        received_at=received.occurred_at,
        taken_by_id=received.recorded_by_id,
        state="upheld" if reassessed else "received",
        reassess_by=clock.local_date(received.occurred_at) + timedelta(days=allowed),
        reassessed_at=reassessed.occurred_at if reassessed else None,
        reassessed_by_id=case.authority.pk if reassessed else None,
        reasons=UPHELD if reassessed else "",
        letter_id=case.letter_id("reassessment"),
        forwarding_id=case.letter_id("forwarding"),
        forwarded_at=forwarded.occurred_at if forwarded else None,
    )
    for event in case.events:
        if event.kind in OF_AN_APPEAL:
            event.facts |= {APPEAL_ID.name: appeal.pk, DECISION_ID.name: decision.pk}
    return appeal


def _ruling(ruled: Event, appeal: Appeal) -> Ruling:
    came_on = clock.local_date(ruled.occurred_at)
    return Ruling(
        appeal_id=appeal.pk,
        outcome=RULED_AS.read(ruled.facts),
        ruled_on=came_on - timedelta(days=2),
        received_at=ruled.occurred_at,
        text=RULED,
        recorded_by_id=ruled.recorded_by_id,
    )


def _complaint(case: ToldCase, received: Event) -> ServiceComplaint:
    text, answer = case.pick(COMPLAINTS)
    answered = case.one(COMPLAINT_ANSWERED)
    complaint = ServiceComplaint(
        id=case.numbers.next(ServiceComplaint),
        episode_id=case.episode.pk,
        about=COMPLAINT_ABOUT.read(received.facts),
        means=MEANS.read(received.facts),
        text=text,
        received_at=received.occurred_at,
        taken_by_id=received.recorded_by_id,
        answer=answer if answered else "",
        answered_at=answered.occurred_at if answered else None,
        answered_by_id=case.authority.pk if answered else None,
        letter_id=case.letter_id("complaint-answer"),
    )
    for event in case.events:
        if event.kind in OF_A_COMPLAINT or LETTER.read(event.facts) == "complaint-answer":
            event.facts |= {COMPLAINT_ID.name: complaint.pk}
    return complaint
