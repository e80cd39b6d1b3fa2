"""Answering instruments, and bringing in the centre's own definition files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from brobygger.care.assessment.access import ANSWER, CHANGE_LIBRARY
from brobygger.care.assessment.events import INSTRUMENT_ANSWERED
from brobygger.care.assessment.instruments import Definition, DefinitionFault, Result, read, score
from brobygger.care.assessment.models import AnswerSet, InstrumentVersion
from brobygger.care.assessment.services.refused import AssessmentRefused
from brobygger.ground import clock
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.episodes.services import NewEvent
from brobygger.trust import access, audit
from brobygger.trust.access import Actor


@dataclass(frozen=True)
class NewAnswers:
    """One answering: points by item, how and in which language it was asked, and a remark."""

    answers: Mapping[str, Any]
    mode: str = "interview"
    language: str = "da"
    remark: str = ""


@transaction.atomic
def answer(
    actor: Actor,
    episode: Episode,
    definition: Definition,
    new: NewAnswers,
    *,
    occurred_at: datetime | None = None,
    corrects: AnswerSet | None = None,
    reason: str = "",
) -> AnswerSet:
    """Score and keep one answering: `instrument.answered`, with the whole calculation in its row.

    With `corrects` it takes the place of an earlier one, which stays readable; then `reason` says why.
    Raises AnswersRefused naming every item at fault, AssessmentRefused("slot", "corrected", "no-reason"), EventRefused.
    """
    access.require(actor, ANSWER, episode)
    if definition.is_slot:
        raise AssessmentRefused("slot")
    _check_correction(episode, definition, corrects, reason)
    at = occurred_at or (corrects.answered_at if corrects else clock.now())
    sex = episode.person.sex if episode.person.sex in ("F", "M") else ""
    result = score(definition, new.answers, sex=sex)
    kept = keep_definition(definition, InstrumentVersion.Origin.PACKAGED)
    corrected = Event.objects.filter(pk=corrects.event_id).first() if corrects else None
    event = NewEvent(INSTRUMENT_ANSWERED.id, at, _facts(definition, result, new.mode), corrects=corrected)
    recorded = episodes.record_all(actor, ANSWER, episode, [event])[0]
    return AnswerSet.objects.create(
        episode=episode,
        definition=kept,
        instrument=definition.id,
        language=new.language[:5],
        mode=new.mode,
        answers=result.calculation["points"],
        score=result.score,
        band=result.band.code if result.band else "",
        calculation=result.calculation,
        sex=sex,
        remark=new.remark.strip(),
        answered_at=at,
        recorded_at=recorded.recorded_at,
        recorded_by_id=actor.pk,
        corrects=corrects,
        reason=reason.strip(),
        event_id=recorded.pk,
    )


def _facts(definition: Definition, result: Result, mode: str) -> dict[str, object]:
    return {
        "instrument": definition.id,
        "version": definition.version,
        "score": result.score,
        "band": result.band.code if result.band else None,
        "mode": mode,
    }


def _check_correction(episode: Episode, definition: Definition, corrects: AnswerSet | None, reason: str) -> None:
    if corrects is None:
        return
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    if corrects.episode_id != episode.pk or corrects.instrument != definition.id:
        raise AssessmentRefused("corrected")
    if AnswerSet.objects.filter(corrects=corrects).exists():
        raise AssessmentRefused("corrected")
    if not reason.strip():
        raise AssessmentRefused("no-reason", ["reason"])


def keep_definition(definition: Definition, origin: str, added_by_id: int | None = None) -> InstrumentVersion:
    """The stored text of a definition, stored now if this is its first use."""
    kept, _made = InstrumentVersion.objects.get_or_create(
        digest=definition.digest,
        defaults={
            "instrument": definition.id,
            "version": definition.version,
            "text": definition.text,
            "origin": origin,
            "added_at": clock.now(),
            "added_by_id": added_by_id,
        },
    )
    return kept


@transaction.atomic
def upload(actor: Actor, text: str) -> InstrumentVersion:
    """Bring in a definition file; from then on it is the one that is used for its instrument.

    Raises DefinitionFault with the place and a sentence, AssessmentRefused("same-version") when another text already
    has this version: old answers must be read with the questions they were given to.
    """
    access.require(actor, CHANGE_LIBRARY)
    definition = read(text)
    if definition.is_slot:
        raise DefinitionFault("items", "no-questions")
    others = InstrumentVersion.objects.filter(instrument=definition.id, version=definition.version)
    if others.exclude(digest=definition.digest).exists():
        raise AssessmentRefused("same-version")
    kept = keep_definition(definition, InstrumentVersion.Origin.UPLOADED, actor.pk)
    audit.changed(actor, CHANGE_LIBRARY, kept, instrument=definition.id)
    return kept
