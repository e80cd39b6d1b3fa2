# ruff: noqa: E501 (what people say)
"""Assessments, answers and referrals of the demo's stories."""

import json
from collections.abc import Iterator

from django.db.models import Model

from brobygger.care.assessment.events import (
    ASSESSMENT_STARTED,
    INSTRUMENT_ANSWERED,
    REFERRAL_MADE,
    REFERRED_FOR,
    REFERRED_TO,
)
from brobygger.care.assessment.models import AnswerSet, Assessment, Referral
from brobygger.records.episodes.milestones import ASSESSMENT_COMPLETED, MEDICAL_OFFER_STARTED
from brobygger.records.episodes.models import Event
from brobygger.records.told import ToldCase

PLAN_BY = "Per Winther"
AREAS = {
    "substances": ("Dagligt forbrug gennem flere år, mest om aftenen.", "Periodisk forbrug i weekender, ofte sammen med andre."),
    "social": ("Bor alene, har kontakt til en søster og en kollega.", "Samlevende; ægtefællen er opbakkende og træt."),
    "health": ("Sover dårligt. Ingen kendt somatisk sygdom.", "Angst i perioder; har talt med egen læge om det."),
    "work": ("I arbejde på fuld tid, arbejdsgiveren kender til det.", "Sygemeldt siden foråret, i kontakt med jobcentret."),
    "housing": ("Egen lejlighed, huslejen betales.", "Lejer et værelse; søger noget mere fast."),
    "other": ("Ingen andre forhold af betydning.", "Har gæld, som fylder; ønsker hjælp til et overblik."),
}  # fmt: skip
# An area that the stories do not know by name.
ANOTHER_AREA = "Talt igennem. Det fungerer i hverdagen."
ANAMNESIS = (
    "Første brug som 16-årig. Tidligere ambulant forløb for fire år siden med god virkning i et år.",
    "Begyndte efter en arbejdsulykke. Har ikke været i behandling før.",
)
REFERRALS = "Ønsker hjælp til søvn og abstinenser. Tager ingen fast medicin."


def rows(case: ToldCase) -> Iterator[Model]:
    """The assessment as far as it has come, every answering, and the referral to the clinic."""
    started = case.one(ASSESSMENT_STARTED)
    if started:
        yield _assessment(case, started, case.one(ASSESSMENT_COMPLETED))
    for event in case.events:
        if event.kind == INSTRUMENT_ANSWERED.id:
            yield _answers(case, event)
        elif event.kind == REFERRAL_MADE.id:
            yield _referral(case, event, case.one(MEDICAL_OFFER_STARTED))


def _assessment(case: ToldCase, started: Event, completed: Event | None) -> Assessment:
    fields = dict.fromkeys(case.areas(), ANOTHER_AREA) | {
        case.area(area): case.pick(options, salt) for salt, (area, options) in enumerate(AREAS.items())
    }
    fields.pop("", None)
    health = fields.pop("health")
    written = {**fields, "physical": health, "mental": "Urolig i perioder; ingen psykiatrisk behandling."}
    if completed:
        written |= {"anamnesis": case.pick(ANAMNESIS), "own_words": case.own_words()}
    else:
        written = {key: written[key] for key in (case.area("substances"), "social") if key}
    last = completed or started
    return Assessment(
        episode_id=case.episode.pk,
        number=1,
        content=json.dumps(written, ensure_ascii=False),
        started_at=started.occurred_at,
        saved_at=last.occurred_at,
        saved_by_id=last.recorded_by_id,
        completed_at=completed.occurred_at if completed else None,
        completed_by_id=completed.recorded_by_id if completed else None,
    )


def _answers(case: ToldCase, event: Event) -> AnswerSet:
    answered = case.answers[event.pk]
    result = answered.result
    return AnswerSet(
        episode_id=case.episode.pk,
        definition_id=answered.kept.pk,
        instrument=answered.kept.instrument,
        language="da",
        mode="interview",
        answers=result.calculation["points"],
        score=result.score,
        band=result.band.code if result.band else "",
        calculation=result.calculation,
        sex=case.story.citizen.draft.sex,
        answered_at=event.occurred_at,
        recorded_at=event.recorded_at,
        recorded_by_id=event.recorded_by_id,
        event_id=event.pk,
    )


def _referral(case: ToldCase, made: Event, offered: Event | None) -> Referral:
    return Referral(
        episode_id=case.episode.pk,
        to=REFERRED_TO.read(made.facts),
        need=REFERRED_FOR.read(made.facts),
        reason=REFERRALS,
        made_at=made.occurred_at,
        made_by_id=made.recorded_by_id,
        outcome="held" if offered else "waiting",
        appointment_at=offered.occurred_at if offered else None,
        ended_at=offered.occurred_at if offered else None,
    )
