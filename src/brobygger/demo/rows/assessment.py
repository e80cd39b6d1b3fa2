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
from brobygger.demo import setting, words
from brobygger.demo.case import Case
from brobygger.records.episodes.milestones import ASSESSMENT_COMPLETED, MEDICAL_OFFER_STARTED
from brobygger.records.episodes.models import Event

PLAN_BY = "Per Winther"


def rows(case: Case) -> Iterator[Model]:
    """The assessment as far as it has come, every answering, and the referral to the clinic."""
    started = case.one(ASSESSMENT_STARTED)
    if started:
        yield _assessment(case, started, case.one(ASSESSMENT_COMPLETED))
    for event in case.events:
        if event.kind == INSTRUMENT_ANSWERED.id:
            yield _answers(case, event)
        elif event.kind == REFERRAL_MADE.id:
            yield _referral(case, event, case.one(MEDICAL_OFFER_STARTED))


def _assessment(case: Case, started: Event, completed: Event | None) -> Assessment:
    fields = dict.fromkeys(setting.areas(), words.ANOTHER_AREA) | {
        setting.area(area): case.pick(options, salt) for salt, (area, options) in enumerate(words.AREAS.items())
    }
    fields.pop("", None)
    health = fields.pop("health")
    written = {**fields, "physical": health, "mental": "Urolig i perioder; ingen psykiatrisk behandling."}
    if completed:
        written |= {"anamnesis": case.pick(words.ANAMNESIS), "own_words": case.pick(words.OWN_WORDS)}
    else:
        written = {key: written[key] for key in (setting.area("substances"), "social") if key}
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


def _answers(case: Case, event: Event) -> AnswerSet:
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


def _referral(case: Case, made: Event, offered: Event | None) -> Referral:
    return Referral(
        episode_id=case.episode.pk,
        to=REFERRED_TO.read(made.facts),
        need=REFERRED_FOR.read(made.facts),
        reason=words.REFERRALS,
        made_at=made.occurred_at,
        made_by_id=made.recorded_by_id,
        outcome="held" if offered else "waiting",
        appointment_at=offered.occurred_at if offered else None,
        ended_at=offered.occurred_at if offered else None,
    )
