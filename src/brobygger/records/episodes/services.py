"""The only writers of episodes: each verb is one transaction with its events, its deadlines and its audit row."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from brobygger import standard
from brobygger.ground import clock
from brobygger.ground.events import RETRACTED, EventKind, FactProblem, declared
from brobygger.ground.refusals import Refusal
from brobygger.records.episodes import derivation, following
from brobygger.records.episodes.events import CASE_HANDED_OVER
from brobygger.records.episodes.models import Episode, EpisodeCounter, Event
from brobygger.records.people import indexes
from brobygger.records.people.models import Person
from brobygger.standard.courses import TREATMENT, is_foreign
from brobygger.trust import access, audit
from brobygger.trust.access import Action, Actor

logger = logging.getLogger(__name__)


class EventRefused(Refusal):
    """An event that cannot stand on a timeline; `code` tells which sentence the form shows.

    Codes: "future" (happens after now), "unknown" (no room declares it), "facts" (FactsRefused), "other-course" (a step
    of another kind of course), "closed" (the episode is closed), "foreign" (corrects an event of another episode),
    "corrected" (that event is corrected already), or what keeps the case from being closed, such as "letter-failed"
    (following.keeps_open).
    """


class FactsRefused(EventRefused):
    """Facts that the room did not declare, or not so: a fault of ours, which `problems` name for whoever mends it."""

    def __init__(self, problems: Sequence[FactProblem]) -> None:
        super().__init__("facts")
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "; ".join(map(str, self.problems))


@dataclass(frozen=True)
class NewEvent:
    """What is to be put on a timeline. Without `occurred_at` it happens now (aware datetime)."""

    kind: str
    occurred_at: datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    corrects: Event | None = None
    digest: bytes | None = None


@dataclass(frozen=True)
class NewEpisode:
    """What opens an episode: the first event is the inquiry, with `facts` such as channel and age.

    Its kind of course says which event that is, and which record it belongs to.
    """

    person: Person
    line: str
    unit: str
    responsible_id: int | None = None
    occurred_at: datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    kind_of_course: str = TREATMENT.id


@transaction.atomic
def open_episode(actor: Actor, action: Action, new: NewEpisode) -> Episode:
    """Open an episode with the event that opens its kind of course.

    Of treatment that is `inquiry.received`, from which the guarantee counts (KS 3.5). Raises KeyError for an unknown
    kind of course, access.Refused where its compartment is not the actor's.
    """
    course = standard.course(new.kind_of_course)
    occurred_at = new.occurred_at or clock.now()
    episode = Episode(
        number=_next_number(clock.local_date(occurred_at).year),
        person=new.person,
        line=new.line,
        kind_of_course=course.id,
        compartment=course.compartment,
        unit=new.unit,
        responsible_id=new.responsible_id,
        opened_on=clock.local_date(occurred_at),
        settlement_municipality=settlement_of(new.person),
    )
    copy_person(episode, new.person)
    access.require(actor, action, episode)
    facts = {"line": new.line, "unit": new.unit, **new.facts}
    checked(course.opened_by, facts)
    episode.save(force_insert=True)
    _put(actor, episode, [NewEvent(course.opened_by, occurred_at, facts, new.text)])
    audit.changed(actor, action, episode, events=[course.opened_by])
    return episode


@transaction.atomic
def record(
    actor: Actor,
    action: Action,
    episode: Episode,
    kind: str,
    *,
    occurred_at: datetime | None = None,
    facts: Mapping[str, Any] | None = None,
    text: str = "",
    corrects: Event | None = None,
) -> Event:
    """Put one event on the timeline; deadlines and phase follow in the same transaction."""
    return record_all(actor, action, episode, [NewEvent(kind, occurred_at, facts or {}, text, corrects)])[0]


@transaction.atomic
def record_all(actor: Actor, action: Action, episode: Episode, new: Sequence[NewEvent]) -> list[Event]:
    """Put several events of one act on the timeline. Raises access.Refused, or EventRefused with its code."""
    access.require(actor, action, episode)
    locked = Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    _check(locked, new)
    events = _put(actor, locked, new)
    audit.changed(actor, action, locked, events=[event.kind for event in new])
    for name in ("phase", "is_open", "closed_on", "close_reason", "kind_of_treatment", "next_act_by", "next_clock"):
        setattr(episode, name, getattr(locked, name))
    return events


def _check(episode: Episode, new: Iterable[NewEvent]) -> None:
    """Refuse what cannot have happened, before anything is written."""
    closes = False
    for event in new:
        kind = checked(event.kind, event.facts, correcting=event.corrects is not None)
        if event.occurred_at is not None and event.occurred_at > clock.now():
            raise EventRefused("future")
        if event.corrects is None and not kind.before_case and _before(episode, event):
            raise EventRefused("before")
        if is_foreign(event.kind, episode.course):
            raise EventRefused("other-course")
        if not episode.is_open and not kind.after_closing and event.corrects is None:
            raise EventRefused("closed")
        if event.corrects is not None:
            if event.corrects.episode_id != episode.pk:
                raise EventRefused("foreign")
            if Event.objects.filter(corrects=event.corrects).exists():
                raise EventRefused("corrected")
        closes = closes or (kind.ends_case and not RETRACTED.read(event.facts))
    if closes:
        reason = following.why_open(episode)
        if reason:
            raise EventRefused(reason)


def checked(kind: str, facts: Mapping[str, Any], *, correcting: bool = False) -> EventKind:
    """The declaration of a kind, whose facts these may be. Raises EventRefused("unknown"), or FactsRefused."""
    known = declared(kind)
    if known is None:
        raise EventRefused("unknown")
    problems = known.problems(facts, correcting=correcting)
    if problems:
        refused = FactsRefused(problems)
        logger.error("An event was refused: %s", refused)
        raise refused
    return known


def _before(episode: Episode, event: NewEvent) -> bool:
    """Whether it lies before the case: then a year was mistyped, and every promise would count as kept long ago."""
    if event.occurred_at is None:
        return False
    day = clock.local_date(event.occurred_at)
    if day >= episode.opened_on:
        return False
    # A contact that was corrected to an earlier day takes the case back to it.
    by_then = Event.objects.filter(episode=episode, occurred_at__lt=clock.at_noon(day) + timedelta(hours=12))
    return not by_then.exists()


def _put(actor: Actor, episode: Episode, new: Iterable[NewEvent]) -> list[Event]:
    """Write the events and what follows from them."""
    recorded_at = clock.now()
    events = Event.objects.bulk_create(
        Event(
            episode=episode,
            kind=item.kind,
            occurred_at=item.occurred_at or recorded_at,
            recorded_at=recorded_at,
            recorded_by_id=actor.pk,
            facts=dict(item.facts),
            text=item.text,
            retracted=bool(RETRACTED.read(item.facts)),
            corrects=item.corrects,
            digest=item.digest,
        )
        for item in new
    )
    derivation.refresh(episode)
    return events


def _next_number(year: int) -> str:
    """The next episode number of a year, such as 2026-0147; two openings at once wait for each other here."""
    EpisodeCounter.objects.get_or_create(year=year)
    EpisodeCounter.objects.filter(year=year).update(last=F("last") + 1)
    return f"{year}-{EpisodeCounter.objects.get(year=year).last:04d}"


def settlement_of(person: Person) -> str:
    """The other municipality that an episode is marked for settlement with (sundhedsloven § 141, stk. 8).

    "330" and "0330" are the same municipality.
    """
    own, home = standard.load().municipality.code, person.municipality
    return home if home and home.zfill(4) != own.zfill(4) else ""


def copy_person(episode: Episode, person: Person) -> None:
    """Copy onto the episode what lists and the name search show of its person."""
    episode.person_name = person.name
    episode.name_tokens = indexes.of_name(person.name)
    episode.birth_date = person.birth_date
    episode.name_protected = person.name_protected
    episode.address_protected = person.address_protected
    episode.is_alias = person.is_alias


@transaction.atomic
def hand_over(actor: Actor, action: Action, episodes: Sequence[Episode], receiver: Any, *, reason: str = "") -> int:
    """Hand one episode or a whole caseload to a colleague; returns how many moved (trap 24)."""
    moved = 0
    for episode in episodes:
        if episode.responsible_id == receiver.pk:
            continue
        facts = {"from": episode.responsible_id, "to": receiver.pk, "to_name": receiver.name}
        Episode.objects.filter(pk=episode.pk).update(responsible=receiver)
        following.keys_moved(episode.pk, responsible_id=receiver.pk)
        record(actor, action, episode, CASE_HANDED_OVER.id, facts=facts, text=reason)
        episode.responsible = receiver
        moved += 1
    return moved


def local_noon(day: date) -> datetime:
    """A day that people chose without an hour, as the moment that stands on the timeline."""
    return clock.at_noon(day)
