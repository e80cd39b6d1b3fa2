"""Compute again what is kept of the timelines, every deadline above all, and prove that what is stored is the same."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models, transaction
from django.db.models import QuerySet

from brobygger.records.episodes import derivation
from brobygger.records.episodes.models import Episode, Event, StoredDeadline
from brobygger.records.episodes.projecting import KEYS, Projection, projections

BATCH = 1000
FOLLOWS = ("phase", "is_open", "closed_on", "close_reason", "kind_of_treatment", "next_act_by", "next_clock")


@dataclass(frozen=True)
class Drift:
    """What differs in one episode: its number, and in words what is stored and what follows."""

    number: str
    words: str


def recompute(verify: bool) -> int:
    """Recompute all episodes; returns 0 when nothing had drifted, 1 when something had.

    With `verify` nothing is written. Works in batches, so memory does not grow with the house.
    """
    seen = drifted = 0
    for seen, found in _read_through(repair=not verify):
        drifted += len(found)
        for drift in found:
            sys.stdout.write(f"{drift.number}: {drift.words}\n")
        if seen % (20 * BATCH) == 0:
            sys.stderr.write(f"{seen} …\n")
    if not drifted:
        sys.stdout.write(f"{seen} forløb regnet igen. Alle frister er, som de skal være.\n")
        return 0
    done = "afviger" if verify else "afveg og er rettet"
    sys.stdout.write(f"{seen} forløb regnet igen. {drifted} {done}.\n")
    return 1


def repair(say: Callable[[str], None]) -> tuple[int, int]:
    """Store what follows from every timeline now; gives how many cases were read and how many had drifted.

    After an upgrade, when thousands may differ: none is named. `say` is told how far it has come.
    """
    seen = drifted = 0
    for seen, found in _read_through(repair=True):
        drifted += len(found)
        if seen % (20 * BATCH) == 0:
            say(f"{seen} …")
    return seen, drifted


def repair_around(first: date, last: date | None) -> tuple[int, int]:
    """The same for the cases with a deadline that these days stand around, or between its practical and its last day.

    For when the house closes or opens on them: a closing moves no deadline but such.
    """
    around = StoredDeadline.objects.filter(due_on__gte=first)
    if last is not None:
        around = around.filter(act_by__lte=last)
    seen = drifted = 0
    among = Episode.objects.filter(pk__in=around.values("episode_id"))
    for count, found in _read_through(repair=True, among=among):
        seen, drifted = count, drifted + len(found)
    return seen, drifted


def _read_through(*, repair: bool, among: QuerySet[Episode] | None = None) -> Iterator[tuple[int, list[Drift]]]:
    """Batch by batch: how many cases have been read, and what had drifted in the batch."""
    seen = 0
    for episodes in _batches(Episode.objects.all() if among is None else among):
        with transaction.atomic():
            found = list(_drifts(episodes, repair=repair))
        seen += len(episodes)
        yield seen, found


def _batches(among: QuerySet[Episode]) -> Iterator[list[Episode]]:
    """Every episode of these, by its key."""
    last = 0
    while True:
        episodes = list(among.filter(pk__gt=last).order_by("pk")[:BATCH])
        if not episodes:
            return
        yield episodes
        last = episodes[-1].pk


def _drifts(episodes: Sequence[Episode], *, repair: bool) -> Iterator[Drift]:
    """What differs among these episodes (two queries for all of them, and one for each projection)."""
    ids = [episode.pk for episode in episodes]
    events: dict[int, list[Event]] = defaultdict(list)
    for event in Event.objects.filter(episode_id__in=ids).order_by("id"):
        events[event.episode_id].append(event)
    stored: dict[int, list[StoredDeadline]] = defaultdict(list)
    for deadline in StoredDeadline.objects.filter(episode_id__in=ids):
        stored[deadline.episode_id].append(deadline)
    kept = {projection: _kept(projection, ids) for projection in projections()}
    for episode in episodes:
        rows = {projection: found[episode.pk] for projection, found in kept.items()}
        words = _difference(episode, events[episode.pk], stored[episode.pk], rows)
        if words:
            if repair:
                derivation.refresh(Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk))
            yield Drift(episode.number, words)


def _kept(projection: Projection, ids: Sequence[int]) -> dict[int, list[models.Model]]:
    found: dict[int, list[models.Model]] = defaultdict(list)
    for row in projection.model._default_manager.filter(episode_id__in=ids):
        found[row.episode_id].append(row)  # type: ignore[attr-defined]
    return found


def _difference(
    episode: Episode,
    events: Sequence[Event],
    stored: Sequence[StoredDeadline],
    kept: Mapping[Projection, Sequence[models.Model]],
) -> str:
    """What differs in one episode, in words; empty when nothing does."""
    timeline = derivation.timeline_of(events)
    wanted = derivation.computed_rows(timeline, episode.course)
    have = sorted((derivation.row_of(deadline) for deadline in stored), key=str)
    parts = []
    if have != sorted(wanted, key=str):
        missing = [row for row in wanted if row not in have]
        extra = [row for row in have if row not in wanted]
        parts.append(f"frister: mangler {len(missing)}, for mange {len(extra)}")
    if any(getattr(deadline, key) != getattr(episode, key) for deadline in stored for key in KEYS):
        parts.append("fristernes enhed eller behandler")
    parts += [
        projection.words
        for projection, rows in kept.items()
        if projection.comparable(rows) != projection.comparable(projection.wanted(episode, timeline))
    ]
    before = [getattr(episode, name) for name in FOLLOWS]
    derivation.apply(episode, timeline, wanted)
    after = [getattr(episode, name) for name in FOLLOWS]
    parts += [
        f"{name}: {was or '–'} skal være {now or '–'}"
        for name, was, now in zip(FOLLOWS, before, after, strict=True)
        if was != now
    ]
    return "; ".join(parts)
