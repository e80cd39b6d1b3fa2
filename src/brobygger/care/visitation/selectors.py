"""Reads of this room, each with a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from brobygger.care.visitation import access as may
from brobygger.care.visitation.models import (
    AgendaItem,
    Appeal,
    Decision,
    Hearing,
    Meeting,
    ProviderChoice,
    Question,
    Recommendation,
    ServiceComplaint,
)
from brobygger.ground import clock
from brobygger.ground.counting import counted
from brobygger.records.episodes import carrying
from brobygger.records.episodes.models import Episode, StoredDeadline
from brobygger.trust import access
from brobygger.trust.access import Actor

CLOCKS = ("decision", "decision-letter", "appeal-period", "reassessment")
# What follows a choice of provider: the house's own deadlines until the start there is confirmed, or we begin here.
AFTER_A_CHOICE = ("provider-referral", "provider-answer", "provider-start", "start-after-choice")
# What an appeal asks for once it is sent on, and what a refusal asks for when its time is over.
AFTER_AN_APPEAL = ("appeal-ruling", "ruling-carried-out", "decision-anew")
AFTER_A_NO = ("after-refusal", "after-ruling")
PAGE = 50


@dataclass(frozen=True)
class CaseView:
    """Everything about recommendation, decision and appeal in one case."""

    recommendations: list[Recommendation]
    items: list[AgendaItem]
    decisions: list[Decision]
    hearings: list[Hearing]
    choices: list[ProviderChoice]
    appeals: list[Appeal]
    complaints: list[ServiceComplaint]
    deadlines: list[StoredDeadline]

    @property
    def open_recommendation(self) -> Recommendation | None:
        """The one that is being written or waits for a decision."""
        return next((one for one in self.recommendations if one.state in ("draft", "submitted")), None)

    @property
    def standing(self) -> Decision | None:
        """The decision that holds now: the last one made, and never a no to something more beside it."""
        return next((one for one in self.decisions if one.state == "made" and one.beside_id is None), None)

    def is_replaced(self, decision: Decision) -> bool:
        """Whether a later decision has taken the place of one."""
        return any(one.state == "made" and one.replaces_id == decision.pk for one in self.decisions)

    @property
    def draft(self) -> Decision | None:
        """The decision that is being written."""
        return next((one for one in self.decisions if one.state == "draft"), None)

    @property
    def waiting_item(self) -> AgendaItem | None:
        """Where the case stands on an agenda."""
        return next((one for one in self.items if one.state == "waiting"), None)

    @property
    def after_decision(self) -> StoredDeadline | None:
        """What an appeal, a ruling or a refusal waits for next; None when nothing does."""
        wanted = (*AFTER_AN_APPEAL, *AFTER_A_NO)
        return next((one for one in self.deadlines if one.clock in wanted and one.outcome == "open"), None)

    def appeal_period(self, decision_id: int | None) -> StoredDeadline | None:
        """The time to appeal one decision, while it is open; None when there is none."""
        periods = (one for one in self.deadlines if one.clock == "appeal-period" and one.outcome == "open")
        return next((one for one in periods if decision_id and one.about.get("decision_id") == decision_id), None)

    def decision_of(self, one: StoredDeadline) -> Decision | None:
        """The decision that a deadline belongs to: shown where a case has several."""
        return next((each for each in self.decisions if each.pk == one.about.get("decision_id")), None)

    @property
    def after_choice(self) -> StoredDeadline | None:
        """What is waited for after a choice of provider; None when nothing is."""
        waits = (one for one in self.deadlines if one.clock in AFTER_A_CHOICE and one.outcome == "open")
        return next(waits, None)

    @property
    def open_hearing(self) -> Hearing | None:
        """The hearing that no decision has used yet."""
        return next((one for one in self.hearings if not one.used), None)


def case_view(episode: Episode) -> CaseView:
    """Gather the case's visitation, newest first (nine queries)."""
    questions = Prefetch("questions", Question.objects.select_related("asked_by", "answered_by"))
    newest: dict[str, Any] = {"episode": episode}
    return CaseView(
        recommendations=list(
            Recommendation.objects.filter(**newest)
            .select_related("written_by")
            .prefetch_related(questions)
            .order_by("-id")
        ),
        items=list(AgendaItem.objects.filter(**newest).select_related("meeting", "postponed_to").order_by("-id")),
        decisions=list(
            Decision.objects.filter(**newest).select_related("made_by", "letter", "item__meeting").order_by("-id")
        ),
        hearings=list(Hearing.objects.filter(**newest).select_related("letter", "opened_by").order_by("-id")),
        choices=list(ProviderChoice.objects.filter(**newest).prefetch_related("steps__letter").order_by("-id")),
        appeals=list(Appeal.objects.filter(**newest).select_related("decision", "taken_by", "ruling").order_by("-id")),
        complaints=list(ServiceComplaint.objects.filter(**newest).order_by("-id")),
        deadlines=list(
            StoredDeadline.objects.filter(
                clock__in=(*CLOCKS, *AFTER_A_CHOICE, *AFTER_AN_APPEAL, *AFTER_A_NO), **newest
            ).order_by("act_by", "id")
        ),
    )


def words_to_carry(actor: Actor, episode: Episode) -> carrying.CarriedWords | None:
    """What the newest recommendation says in the citizen's words, for the forms of the other rooms (one query)."""
    if not access.may(actor, may.READ, episode):
        return None
    rows = Recommendation.objects.filter(episode=episode).exclude(state=Recommendation.State.WITHDRAWN)
    last = rows.order_by("-id").first()
    if last is None:
        return None
    return carrying.CarriedWords(last.saved_at, {carrying.OWN_WORDS: last.own_words, carrying.WISH: last.wish})


def coming_meetings(moment: datetime | None = None) -> QuerySet[Meeting]:
    """Meetings that have not ended, the next one first, with how many cases each has (one query)."""
    return _counted(Meeting.objects.filter(ends_at__gt=moment or clock.now(), cancelled_at__isnull=True)).order_by(
        "starts_at"
    )


def past_meetings(limit: int = 10) -> QuerySet[Meeting]:
    """The latest meetings that are over (one query)."""
    return _counted(Meeting.objects.filter(ends_at__lte=clock.now(), cancelled_at__isnull=True)).order_by("-starts_at")[
        :limit
    ]


def _counted(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return meetings.annotate(
        cases=Count("items", filter=~Q(items__state="removed")),
        left=Count("items", filter=Q(items__state="waiting")),
    ).select_related("chair")


def later_meetings(meeting: Meeting) -> QuerySet[Meeting]:
    """The meetings that a case can be postponed to."""
    rows = Meeting.objects.filter(starts_at__gt=meeting.starts_at, ends_at__gt=clock.now(), cancelled_at__isnull=True)
    return rows.order_by("starts_at")


@dataclass(frozen=True)
class AgendaRow:
    """A line of an agenda; of a case that the reader may not see only its number stands there."""

    item: AgendaItem
    visible: bool


def agenda(meeting: Meeting, actor: Actor) -> list[AgendaRow]:
    """The agenda in order, as far as the actor may see it (two queries)."""
    items = list(
        AgendaItem.objects.filter(meeting=meeting)
        .exclude(state="removed")
        .select_related("episode", "recommendation", "postponed_to")
        .order_by("position")
    )
    own = Episode.objects.filter(pk__in=[item.episode_id for item in items])
    seen = set(access.visible(own, actor, may.AGENDA).values_list("pk", flat=True))
    return [AgendaRow(item, item.episode_id in seen) for item in items]


def without_meeting(actor: Actor) -> list[Recommendation]:
    """Submitted recommendations on no agenda, oldest first: to be decided directly or put on a meeting (one query)."""
    mine = access.visible(Episode.objects.all(), actor, may.AGENDA)
    rows = Recommendation.objects.filter(state="submitted", episode__in=mine).exclude(items__state="waiting")
    return list(rows.select_related("episode", "episode__responsible").order_by("submitted_at", "id")[:PAGE])


def counted_waiting(found: Sequence[Recommendation]) -> int | str:
    """How many stand on the list of what is to be decided, as the menu says it."""
    return counted(len(found), len(found) >= PAGE)


def open_appeals(actor: Actor) -> list[Appeal]:
    """Appeals to be looked at, the nearest day first (one query)."""
    mine = access.visible(Episode.objects.all(), actor, may.APPEALS)
    rows = Appeal.objects.filter(state=Appeal.State.RECEIVED, episode__in=mine)
    return list(rows.select_related("episode", "decision").order_by("reassess_by", "id")[:PAGE])


def open_complaints(actor: Actor) -> list[ServiceComplaint]:
    """Complaints without an answer, oldest first (one query)."""
    mine = access.visible(Episode.objects.all(), actor, may.APPEALS)
    rows = ServiceComplaint.objects.filter(answered_at__isnull=True, episode__in=mine)
    return list(rows.select_related("episode").order_by("received_at", "id")[:PAGE])


def with_ankestyrelsen(actor: Actor) -> list[Appeal]:
    """Appeals that Ankestyrelsen has not ruled on yet, the oldest first (one query)."""
    mine = access.visible(Episode.objects.all(), actor, may.APPEALS)
    rows = Appeal.objects.filter(forwarded_at__isnull=False, ruling__isnull=True, episode__in=mine)
    return list(rows.select_related("episode").order_by("forwarded_at", "id")[:PAGE])


def deadlines_about(episode_id: int, *clocks: str, **names: int) -> QuerySet[StoredDeadline]:
    """The deadlines of these clocks that belong to one decision or appeal (`decision_id=…`), the latest first."""
    rows = StoredDeadline.objects.filter(episode=episode_id, clock__in=clocks, about__contains=names)
    return rows.order_by("-started_on", "-id")


def after_forwarding(appeal: Appeal) -> StoredDeadline | None:
    """What the appeal waits for once it is sent on: the ruling, or that it is carried out (one query)."""
    rows = deadlines_about(appeal.episode_id, *AFTER_AN_APPEAL, appeal_id=appeal.pk)
    return rows.filter(outcome="open").order_by("act_by", "id").first()


def settled(actor: Actor) -> Sequence[Appeal]:
    """Appeals that are settled, the latest first (one query)."""
    mine = access.visible(Episode.objects.all(), actor, may.APPEALS)
    rows = Appeal.objects.exclude(state=Appeal.State.RECEIVED).filter(episode__in=mine)
    rows = rows.exclude(forwarded_at__isnull=False, ruling__isnull=True)
    return list(rows.select_related("episode", "forwarding", "ruling").order_by("-id")[:20])


def reassessment_of(appeal: Appeal) -> StoredDeadline | None:
    """The four weeks to look at this very appeal again: a case may have several (one query)."""
    return deadlines_about(appeal.episode_id, "reassessment", appeal_id=appeal.pk).first()


def deadline(episode: Episode, *clocks: str) -> StoredDeadline | None:
    """The latest deadline of one of these clocks in a case (one query)."""
    return StoredDeadline.objects.filter(episode=episode, clock__in=clocks).order_by("-started_on", "-id").first()
