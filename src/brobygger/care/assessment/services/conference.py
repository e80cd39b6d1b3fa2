"""The Thursday conference with psychiatry: only with the citizen's consent, every time (KS 4.2)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from brobygger import standard
from brobygger.care.assessment import rules
from brobygger.care.assessment.access import CONFERENCE
from brobygger.care.assessment.events import CONFERENCE_HELD
from brobygger.care.assessment.models import ConferenceItem
from brobygger.care.assessment.services.refused import AssessmentRefused
from brobygger.ground import clock
from brobygger.records.consents import partners
from brobygger.records.consents import rules as consent_rules
from brobygger.records.consents import selectors as consents
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode
from brobygger.records.episodes.services import NewEvent
from brobygger.standard.purposes import PSYCHIATRY
from brobygger.trust import access, audit
from brobygger.trust.access import Actor

STATE = ConferenceItem.State


def has_consent(episode: Episode, *, at: datetime | None = None) -> bool:
    """Whether the citizen's last answer lets us take the case up with psychiatry."""
    return consents.may_share(episode, partners.psychiatry(), consent_rules.CONFERENCE, at=at)


@transaction.atomic
def put_on(
    actor: Actor, episode: Episode, day: date, question: str, *, occurred_at: datetime | None = None
) -> ConferenceItem:
    """Put a case on the agenda of one Thursday.

    Raises AssessmentRefused: "no-consent", "not-a-meeting-day" (no Thursday), "closed-day" (a holiday), "past",
    "no-reason" (nothing to ask), "twice" (it is on that agenda already, with another question; the same asked
    for twice stands there once).
    """
    access.require(actor, CONFERENCE, episode)
    at = occurred_at or clock.now()
    _check_day(day, clock.local_date(at))
    if not question.strip():
        raise AssessmentRefused("no-reason", ["question"])
    if not has_consent(episode, at=at):
        raise AssessmentRefused("no-consent")
    try:
        with transaction.atomic():
            item = ConferenceItem.objects.create(
                episode=episode, day=day, question=question.strip(), put_on_at=at, put_on_by_id=actor.pk
            )
    except IntegrityError as error:
        there = ConferenceItem.objects.filter(episode=episode, day=day, state=STATE.PLANNED).first()
        if there is None or there.question != question.strip():
            raise AssessmentRefused("twice", ["day"]) from error
        return there
    audit.changed(actor, CONFERENCE, item, day=day)
    return item


def _check_day(day: date, today: date) -> None:
    if day < today:
        raise AssessmentRefused("past", ["day"])
    meeting = next(iter(rules.meetings(standard.load(), day, 1)), None)
    if meeting is None or meeting.day != day:
        raise AssessmentRefused("not-a-meeting-day", ["day"])
    if meeting.closed is not None:
        raise AssessmentRefused("closed-day", ["day"])


@transaction.atomic
def hold(
    actor: Actor, item: ConferenceItem, outcome: str, took_part: str = "", *, occurred_at: datetime | None = None
) -> ConferenceItem:
    """Note what came of the conference: `conference.held`. Raises AssessmentRefused "no-consent", "future", "ended"."""
    item = _locked(actor, item)
    at = occurred_at or clock.now()
    if clock.local_date(at) < item.day or at > clock.now():
        raise AssessmentRefused("future", ["outcome"])
    if not outcome.strip():
        raise AssessmentRefused("no-reason", ["outcome"])
    # What held on the day decides: a consent withdrawn before the meeting stops it, one withdrawn after does not.
    if not has_consent(item.episode, at=at):
        raise AssessmentRefused("no-consent")
    facts = {"conference": standard.load().conference_for(PSYCHIATRY).id, "item": item.pk}
    episodes.record_all(actor, CONFERENCE, item.episode, [NewEvent(CONFERENCE_HELD.id, at, facts)])
    return _end(actor, item, STATE.HELD, at, outcome=outcome.strip(), took_part=took_part.strip())


@transaction.atomic
def take_off(
    actor: Actor, item: ConferenceItem, reason: str = "", *, occurred_at: datetime | None = None
) -> ConferenceItem:
    """Take a case off the agenda, with a word of why."""
    item = _locked(actor, item)
    return _end(actor, item, STATE.TAKEN_OFF, occurred_at or clock.now(), outcome=reason.strip())


def _locked(actor: Actor, item: ConferenceItem) -> ConferenceItem:
    access.require(actor, CONFERENCE, item.episode)
    item = ConferenceItem.objects.select_for_update(of=("self",)).select_related("episode").get(pk=item.pk)
    if item.state != STATE.PLANNED:
        raise AssessmentRefused("ended")
    return item


def _end(actor: Actor, item: ConferenceItem, state: str, at: datetime, **values: str) -> ConferenceItem:
    item.state = state
    item.ended_at = at
    item.ended_by_id = actor.pk
    for name, value in values.items():
        setattr(item, name, value)
    item.save()
    audit.changed(actor, CONFERENCE, item, state=str(state))
    return item
