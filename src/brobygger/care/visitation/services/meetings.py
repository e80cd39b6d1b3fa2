"""The treatment meeting: planned, filled in order, attended, asked at, and postponed from (KS 4.2)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet

from brobygger.care.visitation import access as may
from brobygger.care.visitation.events import DECISION_POSTPONED
from brobygger.care.visitation.models import AgendaItem, Attendance, Meeting, Question, Recommendation
from brobygger.care.visitation.rules import at_meeting
from brobygger.care.visitation.services.common import hold, refuse
from brobygger.ground import clock
from brobygger.records.episodes import services as episodes
from brobygger.trust import access, audit
from brobygger.trust.access import Actor


@transaction.atomic
def plan_meeting(
    actor: Actor, starts_at: datetime, ends_at: datetime, *, place: str = "", chair_id: int | None = None
) -> Meeting:
    """Plan a treatment meeting; submitted recommendations that wait for one are put on it at once.

    Raises NotReady("starts_at", "taken") when there is one at that time, ("ends_at", "before-start").
    """
    access.require(actor, may.PLAN_MEETING)
    if ends_at <= starts_at:
        raise refuse("ends_at", "before-start")
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(
                starts_at=starts_at, ends_at=ends_at, place=place, chair_id=chair_id or actor.pk
            )
    except IntegrityError as error:
        raise refuse("starts_at", "taken") from error
    for recommendation in waiting():
        _append(meeting, recommendation)
    audit.changed(actor, may.PLAN_MEETING, meeting)
    return meeting


def waiting() -> Iterable[Recommendation]:
    """Submitted recommendations that need a meeting and stand on none, oldest first."""
    return (
        Recommendation.objects.filter(state="submitted", kind_of_treatment__in=at_meeting())
        .exclude(items__state="waiting")
        .order_by("submitted_at", "id")
    )


def to_next_meeting(recommendation: Recommendation, at: datetime) -> AgendaItem | None:
    """Put a recommendation last on the first meeting that has not ended at `at`; None when none is planned."""
    meeting = planned().filter(ends_at__gt=at).order_by("starts_at").first()
    return _append(meeting, recommendation) if meeting else None


def _append(meeting: Meeting, recommendation: Recommendation) -> AgendaItem:
    """The next free number on the agenda; two at once wait for each other on the meeting's row."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
    return AgendaItem.objects.create(
        meeting=meeting,
        episode_id=recommendation.episode_id,
        recommendation=recommendation,
        position=last + 1,
    )


@transaction.atomic
def put_on_agenda(actor: Actor, recommendation: Recommendation, meeting: Meeting) -> AgendaItem:
    """Put a submitted recommendation on a meeting, also of a kind that could be decided without one.

    Asked for twice it stands there once. Raises NotReady ("meeting", "on-agenda") when it waits at another meeting.
    """
    access.require(actor, may.RECOMMEND, recommendation.episode)
    hold(recommendation.episode)
    if recommendation.state != Recommendation.State.SUBMITTED:
        raise refuse("", "not-submitted")
    there = AgendaItem.objects.filter(recommendation=recommendation, state="waiting").first()
    if there is not None and there.meeting_id != meeting.pk:
        raise refuse("meeting", "on-agenda")
    if there is not None:
        return there
    item = _append(meeting, recommendation)
    audit.changed(actor, may.RECOMMEND, recommendation.episode, meeting=meeting.pk)
    return item


@transaction.atomic
def move(actor: Actor, item: AgendaItem, *, up: bool) -> bool:
    """Move a case one place up or down among those that are still to be taken; False when there is no place left."""
    access.require(actor, may.PLAN_MEETING)
    Meeting.objects.select_for_update().get(pk=item.meeting_id)
    now = AgendaItem.objects.get(pk=item.pk)
    others = AgendaItem.objects.filter(meeting=now.meeting_id, state=AgendaItem.State.WAITING)
    before, after = others.filter(position__lt=now.position), others.filter(position__gt=now.position)
    other = before.order_by("-position").first() if up else after.order_by("position").first()
    if other is None or now.state != AgendaItem.State.WAITING:
        return False
    AgendaItem.objects.filter(pk=now.pk).update(position=other.position)
    AgendaItem.objects.filter(pk=other.pk).update(position=now.position)
    audit.changed(actor, may.PLAN_MEETING, Meeting.objects.get(pk=now.meeting_id), moved=now.pk, up=up)
    return True


@transaction.atomic
def cancel(actor: Actor, meeting: Meeting, *, at: datetime | None = None) -> Meeting | None:
    """Cancel a meeting: what was to be taken there goes on the next one, which is given; else it waits for one.

    Raises NotReady when it is over or cancelled, or when a case on it is decided already.
    """
    access.require(actor, may.PLAN_MEETING)
    moment = at or clock.now()
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.cancelled_at is not None or locked.ends_at <= moment:
        raise refuse("", "meeting-over")
    items = AgendaItem.objects.filter(meeting=locked)
    if items.filter(state=AgendaItem.State.DECIDED).exists():
        raise refuse("", "meeting-begun")
    locked.cancelled_at, locked.cancelled_by_id = moment, actor.pk
    locked.save(update_fields=["cancelled_at", "cancelled_by"])
    waiting_there = list(items.filter(state=AgendaItem.State.WAITING).select_related("recommendation", "episode"))
    items.filter(state=AgendaItem.State.WAITING).update(state=AgendaItem.State.REMOVED)
    following = planned().filter(starts_at__gt=locked.starts_at, ends_at__gt=moment).order_by("starts_at").first()
    for item in waiting_there:
        if following is not None:
            _append(following, item.recommendation)
        audit.changed(actor, may.PLAN_MEETING, item.episode, meeting=locked.pk, cancelled=True)
    audit.changed(actor, may.PLAN_MEETING, locked, cancelled=True, moved=len(waiting_there))
    return following


def planned() -> QuerySet[Meeting]:
    """The meetings that are held: those that are not cancelled."""
    return Meeting.objects.filter(cancelled_at__isnull=True)


@transaction.atomic
def save_attendance(actor: Actor, meeting: Meeting, account_ids: Iterable[int], *, other_staff: str = "") -> None:
    """Note who of the staff is at the meeting."""
    access.require(actor, may.PLAN_MEETING)
    wanted = set(account_ids)
    Attendance.objects.filter(meeting=meeting).exclude(account_id__in=wanted).delete()
    Attendance.objects.bulk_create(
        [Attendance(meeting=meeting, account_id=pk) for pk in sorted(wanted)], ignore_conflicts=True
    )
    meeting.other_staff = other_staff[:300]
    meeting.save(update_fields=["other_staff"])
    audit.changed(actor, may.PLAN_MEETING, meeting, present=len(wanted))


@transaction.atomic
def note_presence(
    actor: Actor, item: AgendaItem, *, citizen: bool | None = None, counsellor: bool | None = None
) -> None:
    """Note whether the citizen and the counsellor take part in their case (KS 4.2)."""
    access.require(actor, may.DECIDE, item.episode)
    AgendaItem.objects.filter(pk=item.pk).update(citizen_present=citizen, counsellor_present=counsellor)
    audit.changed(actor, may.DECIDE, item.episode, item=item.pk)


@transaction.atomic
def ask(actor: Actor, recommendation: Recommendation, text: str, *, occurred_at: datetime | None = None) -> Question:
    """The authority asks something more about a recommendation (KS 4.2)."""
    access.require(actor, may.DECIDE, recommendation.episode)
    if not text.strip():
        raise refuse("question", "missing")
    question = Question.objects.create(
        recommendation=recommendation,
        text=text.strip(),
        asked_by_id=actor.pk,
        asked_at=occurred_at or clock.now(),
    )
    audit.changed(actor, may.DECIDE, recommendation.episode, question=question.pk)
    return question


@transaction.atomic
def answer(actor: Actor, question: Question, text: str, *, occurred_at: datetime | None = None) -> None:
    """Answer the authority's question; an answer stands once it is given. Raises NotReady when it has one."""
    locked = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    episode = locked.recommendation.episode
    access.require(actor, may.ANSWER, episode)
    if locked.answered_at is not None:
        raise refuse("answer", "answered")
    if not text.strip():
        raise refuse("answer", "missing")
    locked.answer, locked.answered_by_id = text.strip(), actor.pk
    locked.answered_at = occurred_at or clock.now()
    locked.save()
    audit.changed(actor, may.ANSWER, episode, question=locked.pk)


@transaction.atomic
def postpone(
    actor: Actor, item: AgendaItem, missing: str, to: Meeting, *, occurred_at: datetime | None = None
) -> AgendaItem:
    """Postpone a case to a later meeting, saying what is missing: decision.postponed. Gives the new agenda item."""
    locked = (
        AgendaItem.objects.select_for_update(of=("self",))
        .select_related("episode", "meeting", "recommendation")
        .get(pk=item.pk)
    )
    if locked.state != AgendaItem.State.WAITING:
        raise refuse("", "done")
    if not missing.strip():
        raise refuse("missing", "missing")
    if to.starts_at <= locked.meeting.starts_at:
        raise refuse("postpone_to", "earlier")
    locked.state, locked.missing, locked.postponed_to = AgendaItem.State.POSTPONED, missing.strip(), to
    locked.save(update_fields=["state", "missing", "postponed_to"])
    later = _append(to, locked.recommendation)
    facts = {"to": clock.local_date(to.starts_at).isoformat()}
    episodes.record(
        actor,
        may.DECIDE,
        locked.episode,
        DECISION_POSTPONED.id,
        occurred_at=occurred_at,
        facts=facts,
        text=missing.strip(),
    )
    return later
