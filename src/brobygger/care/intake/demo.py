"""Inquiries and concerns for children of the demo's stories."""

from collections.abc import Iterator

from django.db.models import Model

from brobygger.care.intake.events import CHILD_CONCERN_NOTED, NOTIFICATION_DISPATCHED
from brobygger.care.intake.models import Concern, Inquiry
from brobygger.care.intake.services.concerns import law_on
from brobygger.records.episodes.events import CASE_HANDED_OVER, CHANNEL, SUBSTANCE
from brobygger.records.episodes.facts import CONCERN_ID, REASON
from brobygger.records.episodes.milestones import INQUIRY_WITHDRAWN
from brobygger.records.episodes.models import Event
from brobygger.records.told import ToldCase

SUBSTANCES = ("cannabis", "cocaine", "amphetamine", "opioids", "benzodiazepines", "cannabis", "mdma")
CONCERNS = (
    (
        "Dreng på 8 år",
        "Drengen har været alene hjemme om natten to gange i denne måned.",
        "Far siger, at han godt ved, det ikke går.",
    ),
    (
        "Pige på 13 år",
        "Pigen lægger selv sin lillebror i seng de fleste aftener.",
        "Mor bad selv om hjælp til børnene.",
    ),
)


def rows(case: ToldCase) -> Iterator[Model]:
    """The inquiry, and the concern where there is one."""
    yield _inquiry(case)
    noted = case.one(CHILD_CONCERN_NOTED)
    if noted:
        yield _concern(case, noted)


def _inquiry(case: ToldCase) -> Inquiry:
    first, taken, withdrawn = case.events[0], case.one(CASE_HANDED_OVER), case.one(INQUIRY_WITHDRAWN)
    draft = case.story.citizen.draft
    substance = "alcohol" if case.story.line == "alcohol" else case.pick(SUBSTANCES)
    first.facts[SUBSTANCE.name] = substance
    return Inquiry(
        episode_id=case.episode.pk,
        channel=CHANNEL.read(first.facts),
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
        withdrawn_reason=REASON.read(withdrawn.facts) if withdrawn else "",
        unit=case.episode.unit,
        responsible_id=case.episode.responsible_id,
    )


def _concern(case: ToldCase, noted: Event) -> Concern:
    child, seen, said = case.pick(CONCERNS)
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
        letter_id=case.letter_id("notification"),
        recorded_at=noted.recorded_at,
        recorded_by_id=noted.recorded_by_id,
    )
    for event in case.events:
        if event.kind in (CHILD_CONCERN_NOTED.id, NOTIFICATION_DISPATCHED.id):
            event.facts[CONCERN_ID.name] = concern.pk
    return concern
