"""Writing an assessment, and making it complete."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from brobygger import standard
from brobygger.care.assessment import rules
from brobygger.care.assessment.access import WRITE
from brobygger.care.assessment.events import ASSESSMENT_STARTED, MEDICAL_NEED_RULED_OUT, REFERRAL_MADE
from brobygger.care.assessment.models import Assessment, Referral
from brobygger.care.assessment.services.refused import AssessmentRefused
from brobygger.ground import clock
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.milestones import ASSESSMENT_COMPLETED, NUMBER
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.episodes.services import NewEvent
from brobygger.trust import access, audit
from brobygger.trust.access import Actor


@dataclass(frozen=True)
class Written:
    """What is written: the boxes by name (rules.parts, "…_not_relevant", "anamnesis", "own_words", "own_goals").

    `asked_of` names the provider who assesses for the municipality (serviceloven § 101, stk. 3), `asked_on` when it
    was asked. `unfinished_reason` says why it cannot be done in time (BEK 1477/2019 § 1).
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    asked_of: str = ""
    asked_on: date | None = None
    unfinished_reason: str = ""


@transaction.atomic
def save(
    actor: Actor,
    episode: Episode,
    written: Written,
    *,
    read_version: int | None = None,
    occurred_at: datetime | None = None,
) -> Assessment:
    """Keep what is written so far. The first saving begins the assessment: `assessment.started`.

    `read_version` is the version that the form was drawn from; without it nothing is compared.
    Raises access.Refused, AssessmentRefused("changed") when a colleague saved meanwhile, EventRefused.
    """
    access.require(actor, WRITE, episode)
    at = occurred_at or clock.now()
    assessment = _open_one(episode)
    if assessment is None:
        if read_version:
            raise AssessmentRefused("changed")
        assessment = _begin(actor, episode, at)
    elif read_version is not None and read_version != assessment.version:
        raise AssessmentRefused("changed")
    _fill(actor, assessment, written)
    return assessment


def _open_one(episode: Episode) -> Assessment | None:
    # The case is locked first: two first savings at once must not begin two assessments.
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    return Assessment.objects.filter(episode=episode, completed_at__isnull=True).first()


def _begin(actor: Actor, episode: Episode, at: datetime) -> Assessment:
    last = Assessment.objects.filter(episode=episode).order_by("-number").first()
    assessment = Assessment.objects.create(
        episode=episode,
        number=last.number + 1 if last else 1,
        content=last.content if last else "",
        started_at=at,
        saved_at=clock.now(),
        saved_by_id=actor.pk,
        version=0,
    )
    facts: dict[str, object] = {"line": episode.line, "number": assessment.number}
    episodes.record_all(actor, WRITE, episode, [NewEvent(ASSESSMENT_STARTED.id, at, facts)])
    return assessment


def _fill(actor: Actor, assessment: Assessment, written: Written) -> None:
    """Store what is written, and put a new request to a provider on the timeline."""
    asked = written.asked_of.strip()
    if asked and asked != assessment.asked_of:
        at = clock.at_noon(written.asked_on) if written.asked_on else clock.now()
        facts = {"to": rules.PROVIDER, "for": "assessment"}
        new = NewEvent(REFERRAL_MADE.id, min(at, clock.now()), facts, text=asked)
        episodes.record_all(actor, WRITE, assessment.episode, [new])
    assessment.fields = {name: text.strip()[: rules.LONGEST] for name, text in written.fields.items()}
    assessment.asked_of = asked
    assessment.asked_on = written.asked_on
    assessment.unfinished_reason = written.unfinished_reason.strip()
    assessment.saved_at = clock.now()
    assessment.saved_by_id = actor.pk
    assessment.version += 1
    assessment.save()
    audit.changed(actor, WRITE, assessment, version=assessment.version)


@transaction.atomic
def begin_again(actor: Actor, episode: Episode, *, occurred_at: datetime | None = None) -> Assessment:
    """Begin a new assessment with the words of the last one. Raises AssessmentRefused("open-already")."""
    access.require(actor, WRITE, episode)
    if _open_one(episode) is not None:
        raise AssessmentRefused("open-already")
    assessment = _begin(actor, episode, occurred_at or clock.now())
    assessment.version = 1
    assessment.save()
    return assessment


@transaction.atomic
def complete(
    actor: Actor,
    episode: Episode,
    *,
    needs: tuple[str, ...] | None = None,
    need_reason: str = "",
    occurred_at: datetime | None = None,
) -> Assessment:
    """Make the open assessment complete and lock it: `assessment.completed` with the areas and sides it covers.

    `needs` is what was judged about the doctor (KS 6.2.7): kinds of need, or () for none; None when the health
    clinic has been asked, or ruled out, already; `need_reason` is what the clinic is told.
    Raises AssessmentRefused "incomplete" (with its fields), "no-assessment", "future".
    """
    access.require(actor, WRITE, episode)
    assessment = _open_one(episode)
    if assessment is None:
        raise AssessmentRefused("no-assessment")
    at = occurred_at or clock.now()
    if at > clock.now() or clock.local_date(at) < _earliest(assessment):
        raise AssessmentRefused("future", ["completed_on"])
    areas = [area.id for area in standard.load().assessment_areas]
    content = assessment.fields
    judged = needs is not None or is_need_judged(episode)
    if lacking := rules.missing(content, areas, need_judged=judged):
        raise AssessmentRefused("incomplete", lacking)
    if clock.local_date(at) < clock.local_date(assessment.started_at):
        _begun_earlier(actor, assessment, at)
    _judge(actor, episode, needs, need_reason, at)
    facts: dict[str, object] = {
        "areas": rules.covered_areas(content, areas),
        "sides": rules.covered_sides(content),
        "not_relevant": rules.not_relevant(content, areas),
        "number": assessment.number,
    }
    episodes.record_all(actor, WRITE, episode, [NewEvent(ASSESSMENT_COMPLETED.id, at, facts)])
    assessment.completed_at = at
    assessment.completed_by_id = actor.pk
    assessment.save()
    return assessment


def _earliest(assessment: Assessment) -> date:
    """The first day on which it can have been held: when the case began, or the assessment before it was complete."""
    before = Assessment.objects.filter(episode=assessment.episode_id, completed_at__isnull=False)
    last = before.order_by("-number").values_list("completed_at", flat=True).first()
    return clock.local_date(last) if last else assessment.episode.opened_on


def _begun_earlier(actor: Actor, assessment: Assessment, at: datetime) -> None:
    """Let an assessment that was written down afterwards begin on the day it was held, not when the typing began.

    Otherwise a talk held in time and written on Monday would stand as a broken promise (KS 3.5).
    """
    started = Event.objects.filter(episode=assessment.episode, kind=ASSESSMENT_STARTED.id, corrected_by=None)
    begun = next((event for event in started.order_by("id") if NUMBER.read(event.facts) == assessment.number), None)
    if begun is not None:
        new = NewEvent(ASSESSMENT_STARTED.id, at, ASSESSMENT_STARTED.kept(begun.facts), corrects=begun)
        episodes.record_all(actor, WRITE, assessment.episode, [new])
    assessment.started_at = at


def is_need_judged(episode: Episode) -> bool:
    """Whether somebody has judged if the doctor is needed, one way or the other."""
    if Referral.objects.filter(episode=episode, to=rules.CLINIC).exists():
        return True
    return Event.objects.filter(episode=episode, kind=MEDICAL_NEED_RULED_OUT.id).exists()


def _judge(actor: Actor, episode: Episode, needs: tuple[str, ...] | None, reason: str, at: datetime) -> None:
    """Put the judgement of the medical need where it belongs: a referral to the clinic, or "no need"."""
    from brobygger.care.assessment.services.referring import NewReferral, refer

    if needs is None:
        return
    if not needs:
        if not is_need_judged(episode):
            new = NewEvent(MEDICAL_NEED_RULED_OUT.id, at, {"kind": "assessment"})
            episodes.record_all(actor, WRITE, episode, [new])
        return
    for need in needs:
        if not Referral.objects.filter(episode=episode, to=rules.CLINIC, need=need, ended_at__isnull=True).exists():
            refer(actor, episode, NewReferral(rules.CLINIC, reason=reason, need=need), occurred_at=at)
