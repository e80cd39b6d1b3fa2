"""What the clocks say about one timeline: a pure function from events to deadlines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from brobygger.standard.case import Case
from brobygger.standard.clocks import ClockVersion
from brobygger.standard.courses import CourseKind
from brobygger.standard.events import NO_FACTS, Event, danish_day, standing
from brobygger.standard.explanation import Explanation, explain, practical_day
from brobygger.standard.known import MEANS, REASON
from brobygger.standard.model import Standard
from brobygger.standard.naming import named_in
from brobygger.standard.runs import Run, departure_of, runs_of

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
        act_by: the last working day on or before ``due_on``, never before the start; lists sort by it.
        met_on: when it was met, None while it is not.
        departed_on: when the citizen's choice departed from it.
        stopped_on: when something ended it unmet (the inquiry was withdrawn, say).
        presumed_from: the day a letter was sent, when the start is a presumed receipt.
        reason: why it was departed from, as recorded; the kind of event that stopped it; or ``"lapsed"``.
        state: running, due, late, met, met-late, departed or void, as of the day asked about.
        line: the line of treatment, where the law is another on each; else empty.
        presumed_means: how the letter was sent, when the start is a presumed receipt.
        about: which decision, letter or appeal it belongs to: the names that its start carries (``decision_id`` …).
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
    line: str = ""
    presumed_means: str = ""
    about: Mapping[str, int | str] = field(default_factory=lambda: NO_FACTS, hash=False)

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
        """The paragraph of law behind it, on the line of the case."""
        return self.rule.law_of(self.line)

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
            presumed_means=self.presumed_means,
            line=self.line,
        )

    @property
    def explanation_da(self) -> str:
        """The reckoning as a Danish sentence to read aloud."""
        return self.explain().sentence.da

    @property
    def explanation_en(self) -> str:
        """The reckoning as an English sentence."""
        return self.explain().sentence.en


def deadlines(
    timeline: Iterable[Event], standard: Standard, as_of: date, course: CourseKind | None = None
) -> list[Deadline]:
    """Every deadline of a timeline as it stands on ``as_of``, the one to act on first foremost.

    Pure and total: events of different days, and such as say when they happened or were recorded, give the same answer
    in any order; what happens after ``as_of`` is not yet seen, and a lawful timeline never raises. Of which kind the
    ``course`` is, the timeline tells itself where nobody says it.
    """
    as_of = danish_day(as_of)
    case = Case(standing(timeline, as_of), standard, course)
    found: list[Deadline] = []
    started = {clock: None for kind in case.kinds for clock in standard.clocks_by_start.get(kind, ())}
    for clock in started:
        runs = runs_of(case, standard.clocks_by_id[clock])
        found.extend(_settled(case, run, number, as_of) for number, run in enumerate(runs, 1))
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


def _settled(case: Case, run: Run, number: int, as_of: date) -> Deadline:
    rule = run.rule
    act_by = practical_day(rule, case.standard.calendar, run.due_on, run.start.on)
    departed_on, choice = departure_of(case, run) or (None, None)
    state = state_on(
        as_of,
        due_on=run.due_on,
        act_by=act_by,
        met_on=run.met_on,
        departed_on=departed_on,
        stopped_on=run.stopped_on,
        lapses=rule.lapses,
    )
    told = run.counted.facts.get("presumed_from")
    sent_on = told if isinstance(told, date) else None
    reason = ""
    if state == "departed" and choice is not None:
        reason = str(REASON.read(choice.facts) or choice.kind)
    elif run.stopped is not None:
        reason = run.stopped.kind
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
        departed_on=departed_on if state == "departed" else None,
        stopped_on=run.stopped_on,
        presumed_from=sent_on,
        reason=reason,
        state=state,
        line=case.line(run.start) if rule.law_by_line else "",
        presumed_means=str(MEANS.read(run.counted.facts) or "") if sent_on is not None else "",
        about=named_in(run.start.facts),
    )
