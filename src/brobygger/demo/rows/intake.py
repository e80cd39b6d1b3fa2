"""Inquiries and concerns for children of the demo's stories."""

from collections.abc import Iterator

from django.db.models import Model

from brobygger.care.intake.models import Concern, Inquiry
from brobygger.care.intake.services.concerns import law_on
from brobygger.demo import words
from brobygger.demo.case import Case
from brobygger.records.episodes.models import Event

SUBSTANCES = ("cannabis", "cocaine", "amphetamine", "opioids", "benzodiazepines", "cannabis", "mdma")


def rows(case: Case) -> Iterator[Model]:
    """The inquiry, and the concern where there is one."""
    yield _inquiry(case)
    noted = case.one("child-concern.noted")
    if noted:
        yield _concern(case, noted)


def _inquiry(case: Case) -> Inquiry:
    first, taken, withdrawn = case.events[0], case.one("case.handed-over"), case.one("inquiry.withdrawn")
    draft = case.story.citizen.draft
    substance = "alcohol" if case.story.line == "alcohol" else case.pick(SUBSTANCES)
    first.facts["substance"] = substance
    return Inquiry(
        episode_id=case.episode.pk,
        channel=first.facts["channel"],
        line=case.story.line,
        substance=substance,
        age=case.story.citizen.age,
        sex=draft.sex,
        is_anonymous=draft.is_alias,
        suggested_unit=case.story.unit,
        received_at=first.occurred_at,
        received_by_id=first.recorded_by_id,
        state="withdrawn" if withdrawn else "taken" if taken else "waiting",
        taken_by_id=taken.recorded_by_id if taken else None,
        taken_at=taken.occurred_at if taken else None,
        withdrawn_reason=withdrawn.facts["reason"] if withdrawn else "",
        unit=case.episode.unit,
        responsible_id=case.episode.responsible_id,
    )


def _concern(case: Case, noted: Event) -> Concern:
    queued = next(e for e in case.events if e.kind == "letter.queued" and e.facts["letter"] == "notification")
    child, seen, said = case.pick(words.CONCERNS)
    concern = Concern(
        id=case.numbers.next(Concern),
        episode_id=case.episode.pk,
        about="child",
        known_at=noted.occurred_at,
        law=law_on(noted.occurred_at),
        child=child,
        seen=seen,
        said=said,
        told="yes",
        letter_id=queued.facts["letter_id"],
        recorded_at=noted.recorded_at,
        recorded_by_id=noted.recorded_by_id,
    )
    for event in case.events:
        if event.kind in ("child-concern.noted", "notification.dispatched"):
            event.facts["concern_id"] = concern.pk
    return concern
