"""What a citizen has been granted and holds now, read off a timeline as it stands. Pure; the one reading of it.

Rooms that need to know what was granted, or where the citizen has chosen to go, ask here and never each other. Every
function takes the timeline after corrections, in its order (`brobygger.standard.standing`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from brobygger.records.episodes.events import APPROVED, DIRECT, EPISODE_CLOSED, PROVIDER_CHOSEN
from brobygger.records.episodes.facts import CHOICE_ID, DECISION_ID, KIND_OF_TREATMENT, PROVIDER
from brobygger.records.episodes.milestones import (
    ALSO,
    BESIDE,
    DECISION_MADE,
    INQUIRY_WITHDRAWN,
    OUTCOME,
    PLACE,
    PROVIDER_CHOICE_LIMITED,
    PROVIDER_DECLINED,
    PROVIDER_GIVEN_UP,
    PROVIDER_NAME,
    RELAPSE_PREVENTION_STARTED,
    REPLACES,
    STARTS_ON,
    TREATMENT_ENDED,
    TREATMENT_STARTED,
    WEEKS,
)

HELD, REPLACED, ENDED = "held", "replaced", "ended"
STARTS = frozenset({TREATMENT_STARTED.id, RELAPSE_PREVENTION_STARTED.id})
ENDS = frozenset({TREATMENT_ENDED.id, EPISODE_CLOSED.id, INQUIRY_WITHDRAWN.id})
COME_TO_NOTHING = frozenset({PROVIDER_DECLINED.id, PROVIDER_GIVEN_UP.id})
REFUSED = "refused"
OWN, OTHER = "own", "other"  # what a start says of where it is, when no place is named


class Happening(Protocol):
    """One thing on the timeline as it stands."""

    kind: str
    on: date
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    """The place that the citizen has chosen instead of ours, while the choice holds (KS 3.5 and 3.6).

    A choice that was told at the first contact has no row of ours yet, and no `choice_id`.
    """

    provider: str
    chosen_on: date
    choice_id: int | None = None
    approved: bool = False
    direct: bool = False


@dataclass(frozen=True)
class Grant:
    """One kind of treatment that one decision grants.

    `beside` is the main kind of the same decision, empty for the main kind itself. `until` is its last day: when it
    was replaced or ended, else when its weeks are over; None while nothing says. Older decisions do not say on the
    timeline when the treatment was to begin, or where.
    """

    kind: str
    beside: str
    decided_on: date
    decision_id: int | None = None
    weeks: int | None = None
    starts_on: date | None = None
    begun_on: date | None = None
    place: str = ""
    provider: str = ""
    choice_limited: bool = False
    until: date | None = None
    state: str = HELD


@dataclass(frozen=True)
class Holding:
    """All that was granted in a course, oldest first; when what holds was decided first; and the choice that holds.

    `decided_on` is there for a refusal that holds as well: somebody has answered, and granted nothing.
    """

    grants: tuple[Grant, ...] = ()
    decided_on: date | None = None
    choice: Choice | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """What the decisions that hold grant, a treatment that has ended too: it may be begun again (KS 5.7)."""
        return tuple(dict.fromkeys(grant.kind for grant in self.grants if grant.state != REPLACED))

    def weeks_of(self, kind: str) -> int | None:
        """For how many weeks a kind of treatment was granted last; None when no decision that holds says it."""
        granted = [grant.weeks for grant in self.grants if grant.kind == kind and grant.state != REPLACED]
        return granted[-1] if granted else None


def holding(happened: Sequence[Happening]) -> Holding:
    """Read off the timeline what was granted, what of it holds, and where it is given."""
    replaced = _replaced(happened)
    holds = [h for h in happened if h.kind == DECISION_MADE.id and not BESIDE.read(h.facts) and id(h) not in replaced]
    choice = choice_that_holds(happened)
    grants = [
        grant
        for place, h in enumerate(happened)
        if h.kind == DECISION_MADE.id and not BESIDE.read(h.facts)
        for grant in _grants(happened, place, replaced.get(id(h)), choice)
    ]
    return Holding(tuple(grants), holds[0].on if holds else None, choice)


def choice_that_holds(happened: Sequence[Happening]) -> Choice | None:
    """The last choice of another place, unless it came to nothing or the treatment that it was for has ended.

    Where one goes after an end is chosen anew. What came to nothing names the choice that it is about; a choice told
    at the first contact has no number to be named by, so whatever comes to nothing after it is that one.
    """
    place, chosen = _last(happened, PROVIDER_CHOSEN.id)
    if chosen is None:
        return None
    mine = CHOICE_ID.read(chosen.facts)
    for h in happened[place + 1 :]:
        to_nothing = h.kind in COME_TO_NOTHING and (mine is None or CHOICE_ID.read(h.facts) in (mine, None))
        if to_nothing or h.kind in ENDS:
            return None
    return Choice(
        provider=str(PROVIDER.read(chosen.facts) or ""),
        chosen_on=chosen.on,
        choice_id=mine,
        approved=bool(APPROVED.read(chosen.facts)),
        direct=bool(DIRECT.read(chosen.facts)),
    )


def given_at(start: Happening, choice: Choice | None) -> str:
    """Where a treatment that began is given, empty for with us: as its start says, else at the chosen place."""
    told, name = str(PROVIDER.read(start.facts) or ""), str(PROVIDER_NAME.read(start.facts) or "")
    if told == OWN or name:
        return "" if told == OWN else name
    if told not in ("", OTHER):
        return told
    return choice.provider if choice is not None else ""


def _last(happened: Sequence[Happening], kind: str) -> tuple[int, Happening | None]:
    return next(((place, happened[place]) for place in reversed(range(len(happened))) if happened[place].kind == kind),
                (-1, None))  # fmt: skip


def _replaced(happened: Sequence[Happening]) -> dict[int, int]:
    """Which decision holds no more, and the place of the one that took its place.

    A decision takes the place of those before it, but for one: a no to something more (`beside`) takes nothing away,
    and a yes in the place of such a no comes beside the grant.
    """
    made = [(place, h) for place, h in enumerate(happened) if h.kind == DECISION_MADE.id]
    beside = {DECISION_ID.read(h.facts) for _place, h in made if BESIDE.read(h.facts)} - {None}
    holds: list[Happening] = []
    replaced: dict[int, int] = {}
    for place, decision in made:
        if BESIDE.read(decision.facts):
            continue
        if REPLACES.read(decision.facts) not in beside:
            replaced |= {id(earlier): place for earlier in holds}
            holds = []
        holds.append(decision)
    return replaced


def _grants(
    happened: Sequence[Happening], place: int, replaced_at: int | None, choice: Choice | None
) -> Iterator[Grant]:
    """What one decision grants: the main treatment, and what is granted beside it."""
    facts, on = happened[place].facts, happened[place].on
    number = DECISION_ID.read(facts)
    limited = number is not None and any(
        h.kind == PROVIDER_CHOICE_LIMITED.id and DECISION_ID.read(h.facts) == number for h in happened
    )
    kinds = _kinds(facts)
    for kind in kinds:
        starts = _starts(happened, place, replaced_at, kind)
        begun = starts[0] if starts else None
        ended = _ended(happened, place, replaced_at, kind)
        # What is replaced is granted no more, whether it had ended before or not.
        state = REPLACED if replaced_at is not None else ENDED if ended is not None else HELD
        # The weeks of a decision are those of its main treatment.
        weeks, starts_on = WEEKS.read(facts) if kind == kinds[0] else None, _day(STARTS_ON.read(facts))
        yield Grant(
            kind=kind,
            beside="" if kind == kinds[0] else kinds[0],
            decided_on=on,
            decision_id=number,
            weeks=weeks,
            starts_on=starts_on,
            begun_on=begun.on if begun else None,
            place=str(PLACE.read(facts) or ""),
            provider=_provider(starts, choice if state == HELD else None),
            choice_limited=limited,
            until=_until(ended, happened[replaced_at] if replaced_at is not None else None, weeks,
                         _first_day(on, starts_on, begun)),
            state=state,
        )  # fmt: skip


def _kinds(facts: Mapping[str, Any]) -> tuple[str, ...]:
    if OUTCOME.read(facts) == REFUSED:
        return ()
    value, also = KIND_OF_TREATMENT.read(facts), ALSO.read(facts) or []
    kinds = value if isinstance(value, list | tuple) else [value]
    beside = also if isinstance(also, list | tuple) else [also]
    return tuple(dict.fromkeys(str(kind) for kind in (*kinds, *beside) if kind))


def _starts(happened: Sequence[Happening], place: int, replaced_at: int | None, kind: str) -> list[Happening]:
    """The starts of this kind while the decision holds; a treatment that runs when it is granted anew has begun."""
    since = next((at for at in range(place - 1, -1, -1) if happened[at].kind in ENDS), -1)
    while_held = happened[since + 1 : replaced_at]
    return [h for h in while_held if h.kind in STARTS and KIND_OF_TREATMENT.read(h.facts) == kind]


def _ended(happened: Sequence[Happening], place: int, replaced_at: int | None, kind: str) -> Happening | None:
    """The end of it, unless it began again afterwards (KS 5.7)."""
    ended = None
    for h in happened[place + 1 : replaced_at]:
        if h.kind in ENDS and ended is None:
            ended = h
        elif h.kind in STARTS and KIND_OF_TREATMENT.read(h.facts) == kind:
            ended = None
    return ended


def _provider(starts: Sequence[Happening], choice: Choice | None) -> str:
    """Where it is given, when not by us: where it began last, else at the chosen place."""
    if starts:
        return given_at(starts[-1], choice)
    return choice.provider if choice is not None else ""


def _first_day(decided_on: date, starts_on: date | None, begun: Happening | None) -> date | None:
    """The day from which the weeks are counted: when it began, for what was granted anew when it was to."""
    return begun.on if begun is not None and begun.on >= decided_on else starts_on


def _until(ended: Happening | None, replaced: Happening | None, weeks: int | None, first: date | None) -> date | None:
    over = ended or replaced
    if over is not None:
        return over.on
    return first + timedelta(weeks=weeks, days=-1) if weeks and first is not None else None


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else date.fromisoformat(value) if value else None
