"""A complete assessment is corrected like a note: who, when and why are told, and the old one stays readable."""

from collections.abc import Mapping

from django.db import transaction

from brobygger import standard
from brobygger.care.assessment import rules
from brobygger.care.assessment.access import WRITE
from brobygger.care.assessment.models import Assessment
from brobygger.care.assessment.services.refused import AssessmentRefused
from brobygger.ground import clock
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.milestones import ASSESSMENT_COMPLETED, NUMBER
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.episodes.services import NewEvent
from brobygger.records.notes.rules import may_correct
from brobygger.trust import access, audit
from brobygger.trust.models import Account


@transaction.atomic
def correct(actor: Account, episode: Episode, number: int, fields: Mapping[str, str], *, reason: str) -> Assessment:
    """Correct the newest assessment of a case once it is complete; who completed it, and when, stays.

    Raises access.Refused, AssessmentRefused: "not-yours" (whoever made it complete, or the manager, corrects),
    "no-reason", "not-complete", "changed" (a newer one stands), "incomplete" with its fields, EventRefused.
    """
    access.require(actor, WRITE, episode)
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    last = Assessment.objects.filter(episode=episode).order_by("-number").first()
    if last is None or last.completed_at is None:
        raise AssessmentRefused("not-complete")
    if last.number != number:
        raise AssessmentRefused("changed")
    if not may_correct(last.completed_by_id, actor.pk, actor.roles):
        raise AssessmentRefused("not-yours")
    if not reason.strip():
        raise AssessmentRefused("no-reason", ["reason"])
    areas = [area.id for area in standard.load().assessment_areas]
    written = {name: text.strip()[: rules.LONGEST] for name, text in fields.items()}
    if lacking := rules.missing(written, areas, need_judged=True):
        raise AssessmentRefused("incomplete", lacking)
    corrected = _put(actor, last, written, reason.strip())
    _tell(actor, corrected, last, areas)
    return corrected


def _put(actor: Account, last: Assessment, written: Mapping[str, str], reason: str) -> Assessment:
    now = clock.now()
    new = Assessment(
        episode=last.episode, number=last.number + 1, asked_of=last.asked_of, asked_on=last.asked_on,
        unfinished_reason=last.unfinished_reason, started_at=last.started_at, saved_at=now, saved_by_id=actor.pk,
        completed_at=last.completed_at, completed_by_id=last.completed_by_id, corrects=last, reason=reason,
    )  # fmt: skip
    judged = {name: text for name, text in last.fields.items() if name in ("need", "need_reason")}
    new.fields = {**judged, **written}
    new.save(force_insert=True)
    audit.changed(actor, WRITE, new, corrects=last.number)
    return new


def _tell(actor: Account, new: Assessment, old: Assessment, areas: list[str]) -> None:
    """Let the timeline say it: the event of the old one gives way to its correction, on the same day."""
    standing = Event.objects.filter(episode=new.episode, kind=ASSESSMENT_COMPLETED.id, corrected_by=None).order_by("id")
    told = [event for event in standing if NUMBER.read(event.facts) == old.number] or list(standing)
    if not told or new.completed_at is None:
        return
    facts = {
        "areas": rules.covered_areas(new.fields, areas), "sides": rules.covered_sides(new.fields),
        "not_relevant": rules.not_relevant(new.fields, areas), "number": new.number,
    }  # fmt: skip
    event = NewEvent(ASSESSMENT_COMPLETED.id, told[-1].occurred_at, facts, new.reason, corrects=told[-1])
    episodes.record_all(actor, WRITE, new.episode, [event])
