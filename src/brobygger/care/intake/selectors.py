"""Readings of intake; each asks the database a fixed number of times."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_datetime

from brobygger.care.intake import access as actions
from brobygger.care.intake import words
from brobygger.care.intake.events import (
    ENROLMENT_COMPLETED,
    FIRST_TALK_NOT_REACHED,
    NOTIFICATION_DISPATCHED,
)
from brobygger.care.intake.models import AdviceGiven, Concern, Inquiry
from brobygger.ground import clock, prepared_queries
from brobygger.ground.addresses import address_of
from brobygger.ground.prepared_queries import Constant
from brobygger.records.episodes import attempts, meeting
from brobygger.records.episodes.derivation import timeline_of
from brobygger.records.episodes.facts import CONCERN_ID
from brobygger.records.episodes.milestones import ENROLMENT_NOTICE_SENT
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.letters.models import Letter
from brobygger.records.pages import case_address, shown_name
from brobygger.records.people.models import Person
from brobygger.standard.courses import TREATMENT
from brobygger.standard.events import standing
from brobygger.trust import access
from brobygger.trust.access import Reach

PAGE = 25
SHOWN = 10  # on My day
WEEK_AHEAD = 8  # days, today with them
_ENROLLED = Exists(Event.objects.filter(episode_id=OuterRef("episode_id"), kind=ENROLMENT_COMPLETED.id))


@dataclass(frozen=True)
class Page:
    """One page of inquiries, and the key of the next ("" when this is the last)."""

    rows: list[Inquiry]
    next_key: str


def waiting_page(actor: Any, *, unit: str = "", after: str = "", size: int = PAGE) -> Page:
    """New inquiries of one's units, those with the fewest days left first (one query, paged by key)."""
    at, number = read_key(after) or (None, None)
    reach = access.reach(actor, actions.LIST)
    found: list[Inquiry] = prepared_queries.rows(_waiting, reach, unit or None, at, number, Constant(size + 1))
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], key_of(last) if last is not None else "")


def _waiting(reach: Reach, unit: str | None, at: datetime | None, number: int | None, limit: str) -> QuerySet[Inquiry]:
    rows = access.within(Inquiry.objects.filter(state=Inquiry.State.WAITING.value), reach)
    if unit is not None:
        rows = rows.filter(unit=unit)
    if at is not None:
        rows = rows.filter(Q(received_at__gt=at) | Q(received_at=at, pk__gt=number))
    return rows.select_related("episode").order_by("received_at", "id")[: int(limit)]


@dataclass(frozen=True)
class Card:
    """A new inquiry in one line, as My day shows it: no name before one takes it."""

    title: str
    meta: str
    href: str
    take_href: str


def waiting(actor: Any, size: int = SHOWN) -> tuple[list[Card], bool]:
    """The new inquiries of one's units with the fewest days left, and whether more wait than these (one query)."""
    page = waiting_page(actor, size=size)
    cards = [
        Card(
            title=words.who(row),
            meta=f"{words.how_received(row)} · {words.days_left(row)}",
            href=address_of("intake:inquiry", row.pk),
            take_href=address_of("intake:take", row.pk) if access.may(actor, actions.TAKE, row) else "",
        )
        for row in page.rows
    ]
    return cards, bool(page.next_key)


def waiting_count(actor: Any, most: int = 100) -> int:
    """How many wait in one's units, counted to `most` (one query; "100+" is enough to say)."""
    rows = access.visible(Inquiry.objects.filter(state=Inquiry.State.WAITING), actor, actions.LIST)
    return len(rows.order_by()[:most].values_list("pk", flat=True))


def key_of(inquiry: Inquiry) -> str:
    """The key of a row, as it stands in an address."""
    return f"{inquiry.received_at.isoformat()}_{inquiry.pk}"


def read_key(text: str) -> tuple[datetime, int] | None:
    """The key in an address; None when it is no key."""
    moment, _mark, number = text.replace(" ", "+").rpartition("_")
    try:
        received_at = parse_datetime(moment)
    except ValueError:
        return None
    return (received_at, int(number)) if received_at and received_at.tzinfo and number.isdecimal() else None


def taken_not_enrolled(actor: Any, size: int = PAGE) -> list[Inquiry]:
    """Inquiries that the actor has taken and that wait for an enrolment (one query)."""
    rows = Inquiry.objects.filter(state=Inquiry.State.TAKEN, taken_by_id=actor.pk, episode__is_open=True)
    rows = access.visible(rows, actor, actions.LIST).filter(episode__phase=TREATMENT.first.id).exclude(_ENROLLED)
    return list(rows.select_related("episode").order_by("taken_at", "id")[:size])


def waits_for_enrolment(inquiry: Inquiry) -> bool:
    """Whether a taken inquiry's citizen is still to be enrolled (one query)."""
    if inquiry.state != Inquiry.State.TAKEN or not inquiry.episode.is_open or not inquiry.episode.is_new:
        return False
    return not Event.objects.filter(episode_id=inquiry.episode_id, kind=ENROLMENT_COMPLETED.id).exists()


@dataclass(frozen=True)
class Talk:
    """A first talk that was agreed: when, with whom, and the case."""

    episode_id: int
    at: datetime
    who: str
    href: str


def talks(actor: Any, today: date) -> list[Talk]:
    """The first talks agreed on one's own cases, today and the coming week (one query)."""
    first = datetime.combine(today, time.min, clock.DENMARK)
    return [
        Talk(one.episode_id, one.first_talk_at, shown_name(one.episode), case_address(one.episode.number))
        for one in prepared_queries.rows(_talks, actor.pk, first, first + timedelta(days=WEEK_AHEAD))
    ]


def _talks(account: int, first: datetime, last: datetime) -> QuerySet[Inquiry]:
    agreed = Inquiry.objects.filter(first_talk_at__gte=first, first_talk_at__lt=last)
    own = agreed.filter(episode__responsible_id=account, episode__is_open=True).select_related("episode")
    return own.order_by("first_talk_at", "id")


def latest_advice(actor: Any, size: int = 5) -> list[AdviceGiven]:
    """The latest talks that opened no case, in one's units (one query)."""
    rows = access.visible(AdviceGiven.objects.all(), actor, actions.LIST)
    return list(rows.order_by("-given_on", "-id")[:size])


@dataclass(frozen=True)
class Known:
    """Somebody the record knows already; only the open episodes that the actor may see."""

    person: Person
    open_episodes: list[Episode]


def known_by_number(actor: Any, digits: str) -> Known | None:
    """Who has this personal number, now or before, if the actor has access to a case of theirs (trap 31).

    And their open episodes as far as one may see them. Asking leaves a row on each of the citizen's cases.
    """
    person = next(iter(meeting.ask(actor, digits).persons), None)
    if person is None:
        return None
    rows = Episode.objects.filter(person=person, is_open=True).select_related("responsible")
    return Known(person, list(access.visible(rows, actor, actions.CITIZEN).order_by("-opened_on")))


@dataclass(frozen=True)
class Trace:
    """A notification with every step it has taken: what is dispatched, and what has gone wrong."""

    concern: Concern
    letter: Letter | None
    dispatched_at: datetime | None

    @property
    def failed(self) -> bool:
        """Whether it lies still because the letter could not be sent."""
        return self.letter is not None and self.letter.state == Letter.State.FAILED


def traces(episode: Episode) -> list[Trace]:
    """The notifications of an episode, newest first, each with its latest letter (three queries)."""
    concerns = list(Concern.objects.filter(episode_id=episode.pk).select_related("recorded_by").order_by("-id"))
    if not concerns:
        return []
    letters: dict[Any, Letter] = {}
    for letter in Letter.objects.filter(episode_id=episode.pk, kind="notification").order_by("id"):
        letters[CONCERN_ID.read(letter.facts)] = letter
    sent = {
        CONCERN_ID.read(event.facts): event.occurred_at
        for event in Event.objects.filter(episode_id=episode.pk, kind=NOTIFICATION_DISPATCHED.id)
    }
    return [Trace(c, letters.get(c.pk), sent.get(c.pk)) for c in concerns]


def first_talk_tries(episode: Episode) -> attempts.Tries:
    """How often the first talk has been tried in vain (one query)."""
    events = Event.objects.filter(episode_id=episode.pk).order_by("id")
    return attempts.tries(standing(timeline_of(events), None), FIRST_TALK_NOT_REACHED.id)


@dataclass(frozen=True)
class Enrolled:
    """What the timeline says of the enrolment and the notice."""

    at: datetime | None
    facts: dict[str, Any]
    notice_sent_at: datetime | None
    notice: Letter | None


def enrolled(episode: Episode) -> Enrolled:
    """Whether and when the citizen was enrolled, and how far the notice has come (two queries)."""
    kinds = (ENROLMENT_COMPLETED.id, ENROLMENT_NOTICE_SENT.id)
    events = Event.objects.filter(episode_id=episode.pk, kind__in=kinds, corrected_by__isnull=True).order_by(
        "occurred_at", "id"
    )
    done = [event for event in events if event.kind == kinds[0]]
    sent = [event for event in events if event.kind == kinds[1]]
    notice = Letter.objects.filter(episode_id=episode.pk, kind="enrolment-notice").order_by("-id").first()
    return Enrolled(
        at=done[-1].occurred_at if done else None,
        facts=dict(done[-1].facts) if done else {},
        notice_sent_at=sent[-1].occurred_at if sent else None,
        notice=notice,
    )
