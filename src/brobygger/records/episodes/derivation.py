"""What follows from a timeline: deadlines, phase and the next thing to do. Written in the event's transaction.

The same functions prove that nothing drifted (`brobygger standard recompute --verify`).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from brobygger import standard
from brobygger.records.episodes.models import Episode, Event, Phase, StoredDeadline
from brobygger.trust import clock

# A day after every due date: so that what is stored never depends on the day it was computed.
ALWAYS = date(2999, 12, 31)
Row = tuple[Any, ...]
FIELDS = ("clock", "version", "started_on", "due_on", "act_by", "met_on", "departed_on", "outcome", "reason")


def timeline_of(events: Iterable[Event]) -> list[standard.Event]:
    """The stored events as the standard reads them: Danish days, corrections by id."""
    return [
        standard.Event(
            kind=event.kind,
            occurred_on=clock.local_date(event.occurred_at),
            recorded_at=event.recorded_at,
            facts=event.facts,
            id=str(event.pk),
            corrects=str(event.corrects_id) if event.corrects_id else None,
        )
        for event in events
    ]


def computed_rows(timeline: Sequence[standard.Event]) -> list[Row]:
    """The deadlines of a timeline as they are stored, in a fixed order."""
    return sorted(
        (
            (d.clock, d.version, d.started_on, d.due_on, d.act_by, d.met_on, d.departed_on, _outcome(d), d.reason or "")
            for d in standard.deadlines(timeline, standard.load(), ALWAYS)
        ),
        key=str,
    )


def _outcome(deadline: standard.Deadline) -> str:
    """The part of a state that does not depend on today."""
    if deadline.state in ("running", "due", "late") or deadline.lapsed:
        return StoredDeadline.Outcome.OPEN
    return deadline.state


def refresh(episode: Episode) -> None:
    """Compute the episode's deadlines and phase from its events, and store what differs (four queries)."""
    timeline = timeline_of(Event.objects.filter(episode=episode).order_by("id"))
    stored = {row_of(d): d.pk for d in StoredDeadline.objects.filter(episode=episode)}
    wanted = computed_rows(timeline)
    gone = [pk for row, pk in stored.items() if row not in set(wanted)]
    if gone:
        StoredDeadline.objects.filter(pk__in=gone).delete()
    StoredDeadline.objects.bulk_create(stored_deadlines(episode, [row for row in wanted if row not in stored]))
    StoredDeadline.objects.filter(episode=episode).exclude(
        unit=episode.unit, responsible_id=episode.responsible_id
    ).update(unit=episode.unit, responsible_id=episode.responsible_id)
    apply(episode, timeline, wanted)
    episode.save()


def row_of(deadline: StoredDeadline) -> Row:
    """The comparable part of a stored deadline."""
    return tuple(getattr(deadline, name) for name in FIELDS)


def stored_deadlines(episode: Episode, rows: Iterable[Row]) -> Iterator[StoredDeadline]:
    """Make the rows to store, with the keys of access copied from the episode."""
    clocks = standard.load().clocks_by_version
    for row in rows:
        version = clocks[row[0], row[1]]
        yield StoredDeadline(
            episode=episode,
            is_promise=version.promise,
            answers=version.answers,
            compartment=episode.compartment,
            unit=episode.unit,
            responsible_id=episode.responsible_id,
            **dict(zip(FIELDS, row, strict=True)),
        )


def apply(episode: Episode, timeline: Sequence[standard.Event], rows: Sequence[Row]) -> None:
    """Set on the episode what follows from its timeline, without saving it."""
    summary = standard.summary_of(timeline)
    episode.phase = Phase(summary.phase)
    episode.is_open = summary.phase != Phase.CLOSED
    episode.closed_on = summary.closed_on
    episode.close_reason = summary.close_reason if summary.closed_on else ""
    episode.kind_of_treatment = summary.kind_of_treatment
    clocks = standard.load().clocks_by_version
    ours = [row for row in rows if row[7] == "open" and clocks[row[0], row[1]].answers != "citizen"]
    first = min(ours, key=lambda row: (row[4], row[3], row[0]), default=None)
    episode.next_act_by = first[4] if first else None
    episode.next_clock = first[0] if first else ""
