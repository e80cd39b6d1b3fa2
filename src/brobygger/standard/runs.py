"""The runs of one clock over one timeline: where each begins, and what meets it, stops it or departs from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from brobygger.standard.case import Case
from brobygger.standard.clocks import ClockVersion, version_on, weeks_in
from brobygger.standard.events import BEGINNING, END_OF_DAY, At, Happening

Starts = Sequence[tuple[Happening, ClockVersion]]
NEVER: At = (date.max, END_OF_DAY)


@dataclass(slots=True)
class Run:
    """One deadline while it is being worked out.

    Attributes:
        rule: the clock's version.
        start: what started it, and ``counted`` what is counted from: the same, or something earlier.
        due_on: the last day.
        met_from: the moment after which something can meet it.
        met, stopped: what met it or stopped it, if anything did: the one that came first.
        round_ended: for a clock that runs once a round, when the round ended.
    """

    rule: ClockVersion
    start: Happening
    counted: Happening
    due_on: date
    met_from: At
    met: Happening | None = None
    stopped: Happening | None = None
    round_ended: At | None = None

    @property
    def met_on(self) -> date | None:
        """The day on which it was met."""
        return self.met.on if self.met is not None else None

    @property
    def stopped_on(self) -> date | None:
        """The day on which something ended it unmet."""
        return self.stopped.on if self.stopped is not None else None


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
    stopped = run.stopped.at if run.stopped is not None else NEVER
    until = min(run.met.at if run.met is not None else NEVER, stopped, run.round_ended or NEVER)
    for moment, choice in case.departures(run.rule, run.start, run.counted.at):
        if moment[0] > run.due_on or moment > stopped:
            return None
        if not case.is_taken_back(run.rule, run.start, choice, until):
            return moment[0], choice
    return None


def _begin(case: Case, rule: ClockVersion, start: Happening) -> Run | None:
    """A run from one start; None where the due date cannot be known (a fact is missing)."""
    counted = case.counted_from(rule, start)
    due_on = case.due_on(rule, counted.on, start.facts)
    if due_on is None:
        return None
    return Run(rule, start, counted, due_on, case.met_from(rule, start, counted))


def _end(case: Case, run: Run, met: Happening | None) -> None:
    """Write down what came first: what meets the run, or what stops it."""
    stop = case.first_stop(run.rule, run.start)
    if met is not None and (stop is None or met.at <= stop.at):
        run.met = met
    else:
        run.stopped = stop


def _once(case: Case, _versions: tuple[ClockVersion, ...], starts: Starts) -> list[Run]:
    """One run a round: the first start counts, later ones only when the round has ended."""
    runs: list[Run] = []
    ended: At | None = None
    position = -1
    for start, rule in starts:
        if position >= 0 and (ended is None or start.at < ended):
            continue
        position, ended = case.round_end(start.at, position + 1)
        run = _begin(case, rule, start)
        if run is not None:
            run.round_ended = ended
            runs.append(run)
    for run, following in zip(runs, [*runs[1:], None], strict=False):
        met = case.first(run.rule.met_by, run.counted.at)
        # What comes after the next round has begun is of that one.
        _end(case, run, met if met is None or following is None or met.at < following.start.at else None)
    return runs


def _each_start(case: Case, _versions: tuple[ClockVersion, ...], starts: Starts) -> list[Run]:
    """A run for each start; what meets it is shared out to the oldest run that still waits."""
    runs = [run for start, rule in starts if (run := _begin(case, rule, start)) is not None]
    for run in runs:
        _end(case, run, None)
    for meeting in case.all(dict.fromkeys(trigger for run in runs for trigger in run.rule.met_by)):
        waiting = [run for run in runs if _may_meet(case, run, meeting)]
        if waiting and waiting[0].rule.one_meets_all:
            for run in waiting:
                run.met = meeting
        elif waiting:
            _chosen(waiting, meeting).met = meeting
    for run in runs:
        if run.met is not None:
            run.stopped = None
    return runs


def _may_meet(case: Case, run: Run, meeting: Happening) -> bool:
    if run.met is not None or meeting.at <= run.met_from:
        return False
    if run.stopped is not None and meeting.at > run.stopped.at:
        return False
    return _asks_for(run.rule, meeting) and case.may_concern(run.rule, run.start, meeting)


def _chosen(waiting: list[Run], meeting: Happening) -> Run:
    """The oldest run; where the clock says so, or time has run out for the citizen, the oldest still in time."""
    if waiting[0].rule.lapses or waiting[0].rule.in_time_first:
        return next((run for run in waiting if meeting.on <= run.due_on), waiting[-1])
    return waiting[0]


def _restarts(case: Case, versions: tuple[ClockVersion, ...], starts: Starts) -> list[Run]:
    """A chain of runs: each one begins on the day on which the last was met, until something ends the chain.

    The chain runs by the law of each day on which it begins anew. Where it ended, a later start begins another.
    """
    runs: list[Run] = []
    free_after: At | None = BEGINNING
    for first, rule in starts:
        if free_after is None or first.at <= free_after:
            continue
        start: Happening | None = first
        picked: ClockVersion | None = rule
        free_after = None
        while start is not None:
            run = _begin(case, picked, start) if picked is not None else None
            if picked is None or run is None:
                free_after = start.at
                break
            runs.append(run)
            stop = case.first_stop(picked, start)
            meetings = [one for one in case.first_later(picked.met_by, start.on) if stop is None or one.at <= stop.at]
            _end(case, run, meetings[0] if meetings else None)
            if run.met is None:
                free_after = run.stopped.at if run.stopped is not None else None
                break
            start, picked = _carried_on(case, versions, meetings)
            stop = case.first_stop(picked or run.rule, start)
            if stop is not None and stop.on == start.on:
                free_after = stop.at
                break
    return runs


def _carried_on(
    case: Case, versions: tuple[ClockVersion, ...], meetings: Sequence[Happening]
) -> tuple[Happening, ClockVersion | None]:
    """What carries a chain on of all that met it on one day: the last for which the clock holds.

    No promise is lost by a doubt: where one of them says that the clock is not for this citizen, another carries it.
    """
    for meeting in reversed(meetings):
        version = version_on(versions, meeting.on)
        if version is not None and case.holds_for(version, meeting):
            return meeting, version
    return meetings[-1], None


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
        for start, rule in group:
            stop = case.first_stop(rule, last) if last is not None else None
            if stop is not None and stop.at < start.at:
                rhythm = None
            last = start
            told = _weeks_told(rule, start)
            rhythm = rhythm if told is None else told
        begun = [run for start, rule in group if (run := _begin(case, rule, start))]
        if not begun and rhythm is not None:
            again = ((rule, _with_weeks(rule, start, rhythm)) for start, rule in group if _asks_for(rule, start))
            begun = [run for rule, start in again if (run := _begin(case, rule, start))]
        runs.extend(begun[-1:])
    for index, run in enumerate(runs):
        _end(case, run, next(iter(case.first_later(run.rule.met_by, run.start.on)), None))
        ended = run.met_on or run.stopped_on
        newer = runs[index + 1].start if index + 1 < len(runs) else None
        if newer is not None and (ended is None or ended > newer.on):
            run.met, run.stopped = None, newer
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
    return start.saying({**start.facts, _rhythm_fact(rule): weeks})


def _asks_for(rule: ClockVersion, happening: Happening) -> bool:
    """Whether the event is one that meets the clock."""
    return any(trigger.event == happening.kind and trigger.matches(happening.facts) for trigger in rule.met_by)


_RUNNERS: dict[str, Callable[[Case, tuple[ClockVersion, ...], Starts], list[Run]]] = {
    "once": _once,
    "each-start": _each_start,
    "restarts": _restarts,
    "renewed": _renewed,
}
