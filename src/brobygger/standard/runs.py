"""The runs of one clock over one timeline: where each begins, and what meets it, stops it or departs from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from brobygger.standard.case import Case
from brobygger.standard.clocks import ClockVersion, version_on, weeks_in
from brobygger.standard.events import Happening

Starts = Sequence[tuple[Happening, ClockVersion]]


@dataclass(slots=True)
class Run:
    """One deadline while it is being worked out.

    Attributes:
        rule: the clock's version.
        start: what started it, and ``counted`` what is counted from: the same, or something earlier.
        due_on: the last day.
        met_from: the first day on which something can meet it.
        met_on, stopped_on, stopped_by: what came first of the two, if anything did.
        round_ended: for a clock that runs once a round, the day on which the round ended.
    """

    rule: ClockVersion
    start: Happening
    counted: Happening
    due_on: date
    met_from: date
    met_on: date | None = None
    stopped_on: date | None = None
    stopped_by: str = ""
    round_ended: date | None = None


def runs_of(case: Case, versions: tuple[ClockVersion, ...]) -> list[Run]:
    """Every run of a clock, in the order in which they began."""
    starts = case.starts(versions)
    return _RUNNERS[versions[0].repeats](case, versions, starts) if starts else []


def departure_of(case: Case, run: Run) -> tuple[date, Happening] | None:
    """The departure that counts: in time, before anything else stopped the run, and not taken back.

    A choice may be taken back (limited, say) for as long as the deadline could still be met: when treatment has
    begun at the chosen place, or the case is closed, what is decided later is about something else.
    """
    if not run.rule.departed_by:
        return None
    last = min(run.due_on, run.stopped_on or run.due_on)
    until = min(day or date.max for day in (run.met_on, run.stopped_on, run.round_ended))
    for day, choice in case.departures(run.rule, run.start, run.counted.on):
        if day > last:
            return None
        if not case.is_taken_back(run.rule, run.start, choice, until):
            return day, choice
    return None


def _begin(case: Case, rule: ClockVersion, start: Happening) -> Run | None:
    """A run from one start; None where the due date cannot be known (a fact is missing)."""
    counted = case.counted_from(rule, start)
    due_on = case.due_on(rule, counted.on, start.facts)
    if due_on is None:
        return None
    return Run(rule, start, counted, due_on, case.met_from(rule, start, counted))


def _end(case: Case, run: Run, met: Happening | None, after: date | None = None) -> None:
    """Write down what came first: what meets the run, or what stops it (from ``after``, when given)."""
    stop = case.first_stop(run.rule, run.start, after=after)
    if met is not None and (stop is None or met.on <= stop.on):
        run.met_on = met.on
    elif stop is not None:
        run.stopped_on, run.stopped_by = stop.on, stop.kind


def _once(case: Case, _versions: tuple[ClockVersion, ...], starts: Starts) -> list[Run]:
    """One run a round: the first start counts, later ones only when the round has ended."""
    runs: list[Run] = []
    ended: date | None = None
    position = -1
    for start, rule in starts:
        if position >= 0 and (ended is None or start.on < ended):
            continue
        position, ended = case.round_end(start.on, position + 1)
        run = _begin(case, rule, start)
        if run is not None:
            run.round_ended = ended
            runs.append(run)
    for before, run, following in zip([None, *runs], runs, [*runs[1:], None], strict=False):
        begun_at_end = before is not None and before.round_ended == run.start.on
        _end(case, run, _met_in_round(case, run, following, begun_at_end), run.start.on if begun_at_end else None)
    return runs


def _met_in_round(case: Case, run: Run, following: Run | None, begun_at_end: bool) -> Happening | None:
    """What meets a run of a round first, before the next round begins.

    Where one round ends and the next begins on one day, what ended the round is of the first and all else of the
    second: a refusal is the decision of the round that it ended, never of the contact made after it.
    """
    if following is None and not begun_at_end:
        return case.first(run.rule.met_by, run.counted.on)
    for meeting in case.all(run.rule.met_by):
        ends_before = begun_at_end and meeting.on == run.start.on and case.ends_round(meeting)
        if meeting.on < run.counted.on or ends_before:
            continue
        if following is None or meeting.on < following.start.on:
            return meeting
        if meeting.on == following.start.on == run.round_ended and case.ends_round(meeting):
            return meeting
    return None


def _each_start(case: Case, _versions: tuple[ClockVersion, ...], starts: Starts) -> list[Run]:
    """A run for each start; what meets it is shared out to the oldest run that still waits."""
    runs = [run for start, rule in starts if (run := _begin(case, rule, start)) is not None]
    for run in runs:
        _end(case, run, None)
    for meeting in case.all(dict.fromkeys(trigger for run in runs for trigger in run.rule.met_by)):
        waiting = [run for run in runs if _may_meet(case, run, meeting)]
        if waiting and waiting[0].rule.one_meets_all:
            for run in waiting:
                run.met_on = meeting.on
        elif waiting:
            _chosen(waiting, meeting).met_on = meeting.on
    for run in runs:
        if run.met_on is not None:
            run.stopped_on, run.stopped_by = None, ""
    return runs


def _may_meet(case: Case, run: Run, meeting: Happening) -> bool:
    if run.met_on is not None or meeting.on < run.met_from:
        return False
    if run.stopped_on is not None and meeting.on > run.stopped_on:
        return False
    return _asks_for(run.rule, meeting, run.start.on) and case.may_concern(run.rule, run.start, meeting)


def _chosen(waiting: list[Run], meeting: Happening) -> Run:
    """The oldest run; where the clock says so, or time has run out for the citizen, the oldest still in time."""
    if waiting[0].rule.lapses or waiting[0].rule.in_time_first:
        return next((run for run in waiting if meeting.on <= run.due_on), waiting[-1])
    return waiting[0]


def _restarts(case: Case, versions: tuple[ClockVersion, ...], starts: Starts) -> list[Run]:
    """A chain of runs: each one begins where the last was met, until something ends the chain.

    The chain runs by the law of each day on which it begins anew. Where it ended, a later start begins another.
    """
    runs: list[Run] = []
    free_after: date | None = date.min
    for first, rule in starts:
        if free_after is None or first.on <= free_after:
            continue
        start: Happening | None = first
        picked: ClockVersion | None = rule
        free_after = None
        while start is not None:
            run = _begin(case, picked, start) if picked is not None else None
            if picked is None or run is None:
                free_after = start.on
                break
            runs.append(run)
            met = case.first_after(picked.met_by, start.on)
            _end(case, run, met)
            if run.met_on is None:
                free_after = run.stopped_on
                break
            start, picked = met, _next_version(case, versions, met)
            if start is not None and _ends_at_once(case, picked or run.rule, start):
                free_after = start.on
                break
    return runs


def _next_version(case: Case, versions: tuple[ClockVersion, ...], start: Happening | None) -> ClockVersion | None:
    found = version_on(versions, start.on) if start is not None else None
    return found if found is not None and start is not None and case.holds_for(found, start) else None


def _ends_at_once(case: Case, rule: ClockVersion, start: Happening) -> bool:
    stop = case.first_stop(rule, start)
    return stop is not None and stop.on == start.on


def _renewed(case: Case, _versions: tuple[ClockVersion, ...], starts: Starts) -> list[Run]:
    """A run from each day on which something is agreed, the newer agreement in the place of the one before.

    A rhythm ("every 12 weeks") is told once and holds from each later event that meets the clock, until something ends
    the course.
    """
    facts = {way.fact for _start, rule in starts for way in (rule.within, rule.or_within) if way and way.fact}
    if facts and not any(fact in start.facts for start, _rule in starts for fact in facts):
        return []
    runs: list[Run] = []
    rhythm: float | None = None
    last: Happening | None = None
    for group in _by_day(starts):
        stop = case.first_stop(group[0][1], last) if last is not None else None
        if stop is not None and stop.on <= group[0][0].on:
            rhythm = None
        last = group[0][0]
        rhythm = min((weeks for start, rule in group if (weeks := _weeks_told(rule, start))), default=rhythm)
        begun = [run for start, rule in group if (run := _begin(case, rule, start))]
        if not begun and rhythm is not None:
            again = (_with_weeks(rule, start, rhythm) for start, rule in group if _asks_for(rule, start))
            begun = [run for start in again if (run := _begin(case, group[0][1], start))]
        if begun:
            runs.append(min(begun, key=lambda run: run.due_on))
    for index, run in enumerate(runs):
        _end(case, run, case.first_after(run.rule.met_by, run.start.on))
        ended = run.met_on or run.stopped_on
        newer = runs[index + 1].start if index + 1 < len(runs) else None
        if newer is not None and (ended is None or ended > newer.on):
            run.met_on, run.stopped_on, run.stopped_by = None, newer.on, newer.kind
    return runs


def _by_day(starts: Starts) -> list[list[tuple[Happening, ClockVersion]]]:
    return [list(group) for _day, group in groupby(starts, key=lambda pair: pair[0].on)]


def _rhythm_fact(rule: ClockVersion) -> str:
    """The fact that tells the clock its rhythm in weeks, empty where it has none."""
    ways = (way for way in (rule.within, rule.or_within) if way is not None and way.unit == "fraction-of-weeks")
    return next((way.fact or "" for way in ways), "")


def _weeks_told(rule: ClockVersion, start: Happening) -> float | None:
    return weeks_in(start.facts.get(_rhythm_fact(rule)))


def _with_weeks(rule: ClockVersion, start: Happening, weeks: float) -> Happening:
    return Happening(start.kind, start.on, {**start.facts, _rhythm_fact(rule): weeks})


def _asks_for(rule: ClockVersion, happening: Happening, begun_on: date = date.min) -> bool:
    """Whether the event is one that meets the clock; one that must come on a later day, after it ``begun_on``."""
    return any(
        trigger.event == happening.kind
        and trigger.matches(happening.facts)
        and not (trigger.on_later_day and happening.on <= begun_on)
        for trigger in rule.met_by
    )


_RUNNERS: dict[str, Callable[[Case, tuple[ClockVersion, ...], Starts], list[Run]]] = {
    "once": _once,
    "each-start": _each_start,
    "restarts": _restarts,
    "renewed": _renewed,
}
