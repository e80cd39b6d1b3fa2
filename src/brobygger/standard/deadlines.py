"""What the clocks say about one timeline: a pure function from events to deadlines."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from brobygger.standard.case import Case
from brobygger.standard.clocks import ClockVersion, version_on
from brobygger.standard.events import Event, Happening, danish_day, standing
from brobygger.standard.explanation import Explanation, explain
from brobygger.standard.model import Standard

LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Deadline:
    """What one clock says about one timeline on one day.

    Attributes:
        rule: the version of the clock that was picked, with its words.
        number: the how-manieth deadline of this clock on the timeline, from 1.
        started_by: the kind of event whose day is counted from.
        started_on: that day; day 0 of the count.
        due_on: the last day on which the promise is kept.
        act_by: the last working day on or before ``due_on``; lists sort by it.
        met_on: when it was met, None while it is not.
        departed_on: when the citizen's choice departed from it.
        stopped_on: when something ended it unmet (the inquiry was withdrawn, say).
        presumed_from: the day a letter was sent, when the start is a presumed receipt.
        reason: why it was departed from, as recorded; the kind of event that stopped it; or ``"lapsed"``.
        state: running, due, late, met, met-late, departed or void, as of the day asked about.
    """

    rule: ClockVersion = field(repr=False)
    standard: Standard = field(repr=False)
    number: int
    started_by: str
    started_on: date
    due_on: date
    act_by: date
    met_on: date | None
    departed_on: date | None
    stopped_on: date | None
    presumed_from: date | None
    reason: str
    state: str

    @property
    def clock(self) -> str:
        """The clock's id."""
        return self.rule.id

    @property
    def version(self) -> str:
        """The key of the clock's version, for ``Standard.clock_version``."""
        return self.rule.version

    @property
    def requirements(self) -> tuple[str, ...]:
        """The ids of the register that the clock keeps."""
        return self.rule.requirements

    @property
    def section(self) -> str:
        """The section of the quality standard that makes the promise."""
        return self.rule.section

    @property
    def law(self) -> str:
        """The paragraph of law behind it."""
        return self.rule.law

    @property
    def answers(self) -> str:
        """Who answers for it: counsellor, authority, doctor, provider, manager or citizen."""
        return self.rule.answers

    @property
    def is_promise(self) -> bool:
        """False for a working deadline of the house, which is never counted as a promise."""
        return self.rule.is_promise

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act on it."""
        return self.state in ("running", "due", "late") and self.stopped_on is None

    def explain(self) -> Explanation:
        """The reckoning in rows and sentences, the same as for a stored deadline."""
        return explain(
            self.rule,
            self.standard,
            self.started_on,
            due_on=self.due_on,
            act_by=self.act_by,
            started_by=self.started_by,
            presumed_from=self.presumed_from,
        )

    @property
    def explanation_da(self) -> str:
        """The reckoning as a Danish sentence to read aloud."""
        return self.explain().sentence.da

    @property
    def explanation_en(self) -> str:
        """The reckoning as an English sentence."""
        return self.explain().sentence.en


def deadlines(timeline: Iterable[Event], standard: Standard, as_of: date) -> list[Deadline]:
    """Every deadline of a timeline as it stands on ``as_of``, the one to act on first foremost.

    Pure and total: the same events in any order give the same answer, what happens after ``as_of`` is not
    yet seen, and a lawful timeline never raises.
    """
    as_of = danish_day(as_of)
    case = Case(standing(timeline, as_of), standard)
    found: list[Deadline] = []
    for versions in standard.clocks_by_id.values():
        starts = case.starts(versions)
        if starts:
            found.extend(_RUNNERS[versions[0].repeats](case, versions, starts, as_of))
    found.sort(key=_order)
    return found


def state_on(
    as_of: date,
    *,
    due_on: date,
    act_by: date,
    met_on: date | None = None,
    departed_on: date | None = None,
    stopped_on: date | None = None,
    lapses: bool = False,
) -> str:
    """The state of a deadline on a day, from its dates alone; so stored deadlines need no nightly job.

    What happens after ``due_on`` does not mend a broken promise: it stays late, or becomes met late.
    """
    if met_on is not None and met_on <= due_on:
        return "met"
    if departed_on is not None and departed_on <= due_on:
        return "departed"
    if stopped_on is not None and stopped_on <= due_on:
        return "void"
    if met_on is not None:
        return "met-late"
    if as_of > due_on:
        return "void" if lapses else "late"
    return "due" if as_of >= act_by else "running"


def _order(deadline: Deadline) -> tuple[date, date, str, int]:
    return (deadline.act_by, deadline.due_on, deadline.rule.id, deadline.number)


@dataclass(slots=True)
class _Run:
    """One deadline while it is being worked out."""

    rule: ClockVersion
    start: Happening
    counted: Happening
    due_on: date
    met_from: date
    met_on: date | None = None
    stopped_on: date | None = None
    stopped_by: str = ""


def _begin(case: Case, rule: ClockVersion, start: Happening) -> _Run | None:
    """A run from one start; None where the due date cannot be known (a fact is missing)."""
    counted = case.counted_from(rule, start)
    due_on = case.due_on(rule, counted.on, start.facts)
    if due_on is None:
        return None
    return _Run(rule, start, counted, due_on, case.met_from(rule, start, counted))


def _once(
    case: Case, _versions: tuple[ClockVersion, ...], starts: list[tuple[Happening, ClockVersion]], as_of: date
) -> list[Deadline]:
    """One run a round: the first start counts, later ones only when the round has ended."""
    runs: list[_Run] = []
    round_end: date | None = None
    position = -1
    for start, rule in starts:
        if position >= 0 and (round_end is None or start.on < round_end):
            continue
        position, end = case.round_end(start.on, position + 1)
        round_end = end or date.max
        run = _begin(case, rule, start)
        if run is not None:
            runs.append(run)
    for index, run in enumerate(runs):
        before = runs[index + 1].start.on if index + 1 < len(runs) else None
        met = case.first(run.rule.met_by, run.counted.on)
        if met is not None and before is not None and met.on >= before:
            met = None
        after = runs[index - 1].stopped_on if index and runs[index - 1].stopped_on == run.start.on else None
        _stop(case, run, met, after)
    return [_settled(case, run, number, as_of) for number, run in enumerate(runs, 1)]


def _each_start(
    case: Case, _versions: tuple[ClockVersion, ...], starts: list[tuple[Happening, ClockVersion]], as_of: date
) -> list[Deadline]:
    """A run for each start; what meets it is shared out to the oldest run that still waits."""
    runs = [run for start, rule in starts if (run := _begin(case, rule, start)) is not None]
    for run in runs:
        _stop(case, run, None, None)
    if runs:
        for meeting in case.all(runs[0].rule.met_by):
            waiting = [run for run in runs if _may_meet(case, run, meeting)]
            if waiting and waiting[0].rule.one_meets_all:
                for run in waiting:
                    run.met_on = meeting.on
            elif waiting:
                _chosen(waiting, meeting).met_on = meeting.on
    for run in runs:
        if run.met_on is not None:
            run.stopped_on = None
    return [_settled(case, run, number, as_of) for number, run in enumerate(runs, 1)]


def _may_meet(case: Case, run: _Run, meeting: Happening) -> bool:
    if run.met_on is not None or meeting.on < run.met_from:
        return False
    if run.stopped_on is not None and meeting.on > run.stopped_on:
        return False
    return case.may_concern(run.rule, run.start, meeting)


def _chosen(waiting: list[_Run], meeting: Happening) -> _Run:
    """The oldest run; where the clock says so, or time has run out for the citizen, the oldest still in time."""
    if waiting[0].rule.lapses or waiting[0].rule.in_time_first:
        return next((run for run in waiting if meeting.on <= run.due_on), waiting[-1])
    return waiting[0]


def _restarts(
    case: Case, versions: tuple[ClockVersion, ...], starts: list[tuple[Happening, ClockVersion]], as_of: date
) -> list[Deadline]:
    """A chain of runs: each one begins where the last was met, until something ends the chain."""
    runs: list[_Run] = []
    free_after: date | None = date.min
    for first, rule in starts:
        if free_after is None or first.on <= free_after:
            continue
        start: Happening | None = first
        picked: ClockVersion | None = rule
        free_after = None
        while start is not None and picked is not None:
            run = _begin(case, picked, start)
            if run is None:
                break
            runs.append(run)
            met = case.first_after(picked.met_by, start.on)
            _stop(case, run, met, None)
            if run.met_on is None:
                free_after = run.stopped_on
                break
            ended = case.first(picked.voided_by, run.met_on)
            if ended is not None and ended.on == run.met_on:
                free_after = ended.on
                break
            start, picked = met, version_on(versions, run.met_on)
    return [_settled(case, run, number, as_of) for number, run in enumerate(runs, 1)]


def _stop(case: Case, run: _Run, met: Happening | None, after: date | None) -> None:
    """Write down what came first: what meets the run, or what stops it (from ``after``, when given)."""
    stop = case.first_stop(run.rule, run.start, after=after)
    if met is not None and (stop is None or met.on <= stop.on):
        run.met_on = met.on
    elif stop is not None:
        run.stopped_on, run.stopped_by = stop.on, stop.kind


def _settled(case: Case, run: _Run, number: int, as_of: date) -> Deadline:
    rule = run.rule
    act_by = case.standard.calendar.last_open_day(run.due_on)
    departure = _departure(case, run)
    state = state_on(
        as_of,
        due_on=run.due_on,
        act_by=act_by,
        met_on=run.met_on,
        departed_on=departure.on if departure else None,
        stopped_on=run.stopped_on,
        lapses=rule.lapses,
    )
    sent_on = run.counted.facts.get("presumed_from")
    reason = ""
    if state == "departed" and departure is not None:
        reason = str(departure.facts.get("reason") or departure.kind)
    elif run.stopped_on is not None:
        reason = run.stopped_by
    elif state == "void":
        reason = LAPSED
    return Deadline(
        rule=rule,
        standard=case.standard,
        number=number,
        started_by=run.counted.kind,
        started_on=run.counted.on,
        due_on=run.due_on,
        act_by=act_by,
        met_on=run.met_on,
        departed_on=departure.on if departure and state == "departed" else None,
        stopped_on=run.stopped_on,
        presumed_from=sent_on if isinstance(sent_on, date) else None,
        reason=reason,
        state=state,
    )


def _departure(case: Case, run: _Run) -> Happening | None:
    """The departure that counts: in time, before anything else stopped the run, and not taken back in time."""
    if not run.rule.departed_by:
        return None
    last = min(run.due_on, run.stopped_on or run.due_on)
    departure = case.first(run.rule.departed_by, run.counted.on)
    while departure is not None and departure.on <= last:
        undone = case.first(run.rule.departure_undone_by, departure.on)
        if undone is None or undone.on > run.due_on:
            return departure
        departure = case.first_after(run.rule.departed_by, undone.on)
    return None


_RUNNERS = {"once": _once, "each-start": _each_start, "restarts": _restarts}
