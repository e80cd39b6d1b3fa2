"""What can happen in a course, and a case's timeline of it.

A timeline is append-only. A correction is a new event that points at the old one (``corrects``); it
takes the old one's place, keeps the facts that it does not name itself, and with the fact
``retracted`` it takes the old one away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

DANISH_TIME = ZoneInfo("Europe/Copenhagen")
NO_FACTS: Mapping[str, Any] = MappingProxyType({})

# The rooms of the software record these kinds; the standard file must know exactly these, so that a
# misspelt event in the file is a fault with a line number and not a promise that never runs.
EVENT_KINDS = frozenset(
    [
        "inquiry.received",
        "inquiry.withdrawn",
        "appointment.agreed",
        "first-talk.not-reached",
        "enrolment.completed",
        "enrolment-notice.sent",
        "child-concern.noted",
        "notification.dispatched",
        "consent.given",
        "consent.limited",
        "consent.withdrawn",
        "assessment.started",
        "assessment.completed",
        "instrument.answered",
        "referral.made",
        "conference.held",
        "medical-need.found",
        "medical-need.ruled-out",
        "medical-offer.started",
        "recommendation.submitted",
        "hearing.opened",
        "hearing.answered",
        "decision.made",
        "decision.postponed",
        "provider.chosen",
        "provider-choice.limited",
        "provider.referred",
        "provider.accepted",
        "provider.declined",
        "provider.given-up",
        "letter.queued",
        "letter.sent",
        "letter.delivered",
        "letter.failed",
        "appeal.received",
        "appeal.withdrawn",
        "appeal.reassessed",
        "appeal.forwarded",
        "appeal.ruled",
        "complaint.received",
        "complaint.answered",
        "treatment.started",
        "plan.agreed",
        "plan.reviewed",
        "follow-up.held",
        "follow-up.not-reached",
        "change.recorded",
        "action-plan.offered",
        "network-meeting.held",
        "treatment.ended",
        "closing-status.sent",
        "discharge-letter.sent",
        "after-follow-up.held",
        "after-follow-up.not-reached",
        "relapse-prevention.started",
        "case.handed-over",
        "episode.closed",
        "note.signed",
        "note.corrected",
        "external.enrolled",
        "external-status.received",
        "supervision.held",
    ]
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a course.

    Args:
        kind: what happened, one of ``EVENT_KINDS``.
        occurred_on: the Danish day on which it happened.
        recorded_at: when it was written down; decides only which of two corrections is the last.
        facts: what is known about it, such as ``{"line": "drug", "age": 41}``.
        id: the name by which a correction can point at it.
        corrects: the id of the event that this one replaces.
    """

    kind: str
    occurred_on: date
    recorded_at: datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: NO_FACTS)
    id: str | None = None
    corrects: str | None = None


def danish_day(moment: date | datetime) -> date:
    """The Danish calendar day of a moment; a time without a zone is Danish already.

    A talk at 00:30 in Denmark is still yesterday in UTC: the day that counts is the local one.
    """
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        return moment.date()
    return moment.astimezone(DANISH_TIME).date()


class Happening:
    """An event as it stands after corrections: its kind, its Danish day and its facts."""

    __slots__ = ("facts", "kind", "on")

    def __init__(self, kind: str, on: date, facts: Mapping[str, Any]) -> None:
        self.kind = kind
        self.on = on
        self.facts = facts


def standing(timeline: Iterable[Event], as_of: date | None) -> list[Happening]:
    """The timeline as it stands on ``as_of``: corrected, without what happens later, oldest first.

    The answer depends on what the events say, never on the order in which they are given.
    """
    events = list(timeline)
    if any(event.corrects is not None for event in events):
        happenings = _corrected(events)
    else:
        happenings = [
            Happening(event.kind, danish_day(event.occurred_on), event.facts)
            for event in events
            if not event.facts.get("retracted")
        ]
    if as_of is not None:
        happenings = [happening for happening in happenings if happening.on <= as_of]
    happenings.sort(key=_order)
    for index in range(1, len(happenings)):
        if _order(happenings[index - 1]) == _order(happenings[index]):
            happenings.sort(key=_full_order)
            break
    return happenings


def _order(happening: Happening) -> tuple[date, str]:
    return (happening.on, happening.kind)


def _full_order(happening: Happening) -> tuple[date, str, str]:
    """Events of one kind on one day stand in the order of what they say: dear to work out, and seldom asked."""
    return (happening.on, happening.kind, _content(happening.facts))


def _corrected(events: list[Event]) -> list[Happening]:
    """Each group of events joined by ``corrects``, as the one of them that stands."""
    events = sorted(events, key=_recording_order)
    by_id = {event.id: event for event in events if event.id is not None}
    points_at = {id(event): _corrects(event, by_id) for event in events}
    corrected = {id(target) for target in points_at.values() if target is not None}
    groups: dict[int, list[tuple[Event, list[Event]]]] = {}
    for event in events:
        chain = _chain(event, points_at)
        groups.setdefault(id(chain[0]), []).append((event, chain))
    happenings = []
    for group in groups.values():
        winner, chain = [pair for pair in group if id(pair[0]) not in corrected][-1]
        if not winner.facts.get("retracted"):
            happenings.append(Happening(winner.kind, danish_day(winner.occurred_on), _merged(chain)))
    return happenings


def _corrects(event: Event, by_id: Mapping[str, Event]) -> Event | None:
    """The event that this one replaces; None too where following the pointers leads back to itself."""
    target = by_id.get(event.corrects) if event.corrects is not None else None
    step, seen = target, {id(event)}
    while step is not None:
        if id(step) in seen:
            return None if step is event else target
        seen.add(id(step))
        step = by_id.get(step.corrects) if step.corrects is not None else None
    return target


def _chain(event: Event, points_at: Mapping[int, Event | None]) -> list[Event]:
    """The event with what it corrects before it, the first recorded foremost."""
    chain = [event]
    while (earlier := points_at[id(chain[-1])]) is not None:
        chain.append(earlier)
    return chain[::-1]


def _merged(chain: list[Event]) -> Mapping[str, Any]:
    """Facts of the last event, with those of the earlier ones of the same kind that it leaves unsaid."""
    kind = chain[-1].kind
    merged: dict[str, Any] = {}
    for event in chain:
        if event.kind == kind:
            merged.update(event.facts)
    merged.pop("retracted", None)
    return merged


def _recording_order(event: Event) -> tuple[bool, float, date, str, str, str, str]:
    recorded = event.recorded_at
    if recorded is not None and recorded.tzinfo is None:
        recorded = recorded.replace(tzinfo=DANISH_TIME)
    return (
        recorded is not None,
        recorded.timestamp() if recorded is not None else 0.0,
        danish_day(event.occurred_on),
        event.kind,
        event.id or "",
        event.corrects or "",
        _content(event.facts),
    )


def _content(facts: Mapping[str, Any]) -> str:
    return repr(sorted((str(key), repr(value)) for key, value in facts.items()))
