"""What follows from a timeline: deadlines, phase and the next thing to do. Written in the event's transaction.

The same functions prove that nothing drifted (`brobygger standard recompute --verify`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from brobygger import standard
from brobygger.ground import clock
from brobygger.records.episodes.events import EPISODE_CLOSED
from brobygger.records.episodes.facts import KIND_OF_TREATMENT, REASON
from brobygger.records.episodes.milestones import (
    DECISION_MADE,
    INQUIRY_WITHDRAWN,
    RELAPSE_PREVENTION_STARTED,
    TREATMENT_STARTED,
)
from brobygger.records.episodes.models import Episode, Event, StoredDeadline
from brobygger.records.episodes.projecting import projections
from brobygger.records.episodes.way import order_on_way
from brobygger.standard.courses import CourseKind
from brobygger.standard.deadlines import LAPSED
from brobygger.standard.events import standing

# A day after every due date: so that what is stored never depends on the day it was computed.
ALWAYS = date(2999, 12, 31)
Row = tuple[Any, ...]
Names = tuple[tuple[str, int], ...]
FIELDS = (
    "clock", "version", "number", "started_by", "started_on", "presumed_from", "due_on", "act_by", "met_on",
    "departed_on", "stopped_on", "outcome", "reason", "about",
)  # fmt: skip
OUTCOME, ACT_BY, DUE_ON, CLOCK, VERSION = (
    FIELDS.index(name) for name in ("outcome", "act_by", "due_on", "clock", "version")
)


def timeline_of(events: Iterable[Event]) -> list[standard.Event]:
    """The stored events as the standard reads them, in the order in which they were recorded; corrections by id.

    Noon to the second is what forms give to what is known by its day alone (`clock.at_noon`): it tells no hour.
    """
    return [
        standard.Event(
            kind=event.kind,
            occurred_on=_known(event.occurred_at),
            recorded_at=event.recorded_at,
            facts=event.facts,
            id=str(event.pk),
            corrects=str(event.corrects_id) if event.corrects_id else None,
        )
        for event in sorted(events, key=lambda event: event.pk)
    ]


def _known(moment: datetime) -> date | datetime:
    day = clock.local_date(moment)
    return day if moment == clock.at_noon(day) else moment


def computed_rows(timeline: Sequence[standard.Event], course: CourseKind) -> list[Row]:
    """The deadlines of a timeline of this kind of course as they are stored, in a fixed order."""
    found = standard.deadlines(timeline, standard.load(), ALWAYS, course)
    return sorted((_row(deadline) for deadline in found), key=lambda row: (row[ACT_BY], row[CLOCK], row[2]))


def _row(d: standard.Deadline) -> Row:
    lapsed = d.reason == LAPSED
    outcome = StoredDeadline.Outcome.OPEN if d.is_open or lapsed else d.state
    return (
        d.clock, d.version, d.number, d.started_by, d.started_on, d.presumed_from, d.due_on, d.act_by, d.met_on,
        d.departed_on, None if lapsed else d.stopped_on, str(outcome), "" if lapsed else d.reason, _about(d.about),
    )  # fmt: skip


def _about(names: Mapping[str, Any]) -> Names:
    """The numbers of our own rows among the names of a start, so that rows can be compared."""
    return tuple(sorted((name, number) for name, number in names.items() if isinstance(number, int)))


def refresh(episode: Episode) -> None:
    """Compute from its events the episode's deadlines, its phase and what is kept of it, and store what differs.

    Four queries, and one for each projection of a timeline that may have some.
    """
    timeline = timeline_of(Event.objects.filter(episode=episode).order_by("id"))
    stored = {row_of(d): d.pk for d in StoredDeadline.objects.filter(episode=episode)}
    wanted = computed_rows(timeline, episode.course)
    gone = [pk for row, pk in stored.items() if row not in set(wanted)]
    if gone:
        StoredDeadline.objects.filter(pk__in=gone).delete()
    StoredDeadline.objects.bulk_create(stored_deadlines(episode, [row for row in wanted if row not in stored]))
    StoredDeadline.objects.filter(episode=episode).exclude(
        unit=episode.unit, responsible_id=episode.responsible_id
    ).update(unit=episode.unit, responsible_id=episode.responsible_id)
    for projection in projections():
        projection.refresh(episode, timeline)
    apply(episode, timeline, wanted)
    episode.save()


def row_of(deadline: StoredDeadline) -> Row:
    """The comparable part of a stored deadline."""
    return (*(getattr(deadline, name) for name in FIELDS[:-1]), _about(deadline.about))


def stored_deadlines(episode: Episode, rows: Iterable[Row]) -> Iterator[StoredDeadline]:
    """Make the rows to store, with the keys of access copied from the episode."""
    the_standard = standard.load()
    for row in rows:
        rule = the_standard.clock_version(row[VERSION])
        yield StoredDeadline(
            episode=episode,
            is_promise=rule.is_promise,
            answers=rule.answers,
            compartment=episode.compartment,
            unit=episode.unit,
            responsible_id=episode.responsible_id,
            **{**dict(zip(FIELDS, row, strict=True)), "about": dict(row[-1])},
        )


def apply(episode: Episode, timeline: Sequence[standard.Event], rows: Sequence[Row]) -> None:
    """Set on the episode what follows from its timeline, without saving it."""
    episode.phase = episode.course.phase_of(timeline).id
    happened = standing(timeline, None)
    closings = [event for event in happened if event.kind == EPISODE_CLOSED.id]
    withdrawals = [event for event in happened if event.kind == INQUIRY_WITHDRAWN.id]
    ends = closings or withdrawals
    episode.is_open = not ends
    episode.closed_on = ends[-1].on if ends else None
    episode.close_reason = str(REASON.read(ends[-1].facts) or ends[-1].kind)[:40] if ends else ""
    episode.kind_of_treatment = _kind_of_treatment(happened)
    the_standard = standard.load()
    ours = [
        row for row in rows if row[OUTCOME] == "open" and the_standard.clock_version(row[VERSION]).answers != "citizen"
    ]
    first = min(ours, key=lambda row: (row[ACT_BY], order_on_way(row[VERSION]), row[CLOCK]), default=None)
    episode.next_act_by = first[ACT_BY] if first else None
    episode.next_clock = first[CLOCK] if first else ""


def _kind_of_treatment(happened: Sequence[Any]) -> str:
    """The kind that runs or was granted last."""
    kinds = [
        KIND_OF_TREATMENT.read(event.facts)
        for event in happened
        if event.kind in (TREATMENT_STARTED.id, DECISION_MADE.id, RELAPSE_PREVENTION_STARTED.id)
    ]
    return str(next((kind for kind in reversed(kinds) if kind), ""))
