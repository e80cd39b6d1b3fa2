"""What one person's day holds. Each reading is one query, of tuples of just what the page shows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from brobygger.care.visitation.models import AgendaItem, Recommendation
from brobygger.records.episodes.models import StoredDeadline
from brobygger.standard.clocks import CITIZEN
from brobygger.trust import access, readings
from brobygger.trust.access import Reach
from brobygger.trust.readings import Wanted
from brobygger.trust.roles import AUTHORITY, DOCTOR, MANAGER, NURSE
from brobygger.web.staff.access import MY_DAY

LIMIT = 50
HORIZON = 14  # days: what lies further ahead is found among the cases
OPEN = StoredDeadline.Outcome.OPEN
# Who works through what, in the units of the role, whoever has the case. The clinic is one house.
DUTIES = {AUTHORITY: "authority", DOCTOR: "doctor", NURSE: "doctor"}
DECISION = "decision"  # The clock that every inquiry starts, long before anybody can decide.
NEAR = 3  # days: so soon before its day an undecided case is the authority's, recommended or not


class WorkRow(NamedTuple):
    """One open deadline with what its row shows."""

    id: int
    episode_id: int
    version: str
    started_on: date
    due_on: date
    act_by: date
    started_by: str
    presumed_from: date | None
    number: str
    line: str
    name: str
    name_protected: bool
    birth_date: date | None
    responsible_id: int | None
    responsible: str | None
    person_id: int
    recommended: bool
    meeting_at: datetime | None


COLUMNS = (
    "id", "episode_id", "version", "started_on", "due_on", "act_by", "started_by", "presumed_from",
    "episode__number", "episode__line", "episode__person_name", "episode__name_protected", "episode__birth_date",
    "responsible_id", "responsible__name", "episode__person_id", "recommended", "meeting_at",
)  # fmt: skip


@dataclass(frozen=True)
class Worklist:
    """The open deadlines of one person up to a horizon, by the practical day.

    `more` says that there are more before the horizon than are shown; `next_on` is the first day after it.
    """

    rows: list[WorkRow]
    more: bool
    next_on: date | None


def worklist(actor: Any, today: date, unit: str = "") -> Worklist:
    """What one answers for, soonest first (one query for one's own cases, one for a role's duty).

    Counsellors see the cases they are responsible for. The authority also sees what waits for it in its units: a
    decision once it is recommended, or when its day is near; the clinic what waits for a doctor; the manager what
    should have happened in the manager's units.
    """
    found = [row for build, values in wanted(actor, today, unit) for row in readings.rows(build, *values)]
    unique = {row[0]: WorkRow(*row) for row in found}
    rows = sorted(unique.values(), key=lambda row: (row.act_by, row.due_on, row.id))
    horizon = today + timedelta(days=HORIZON)
    near = [row for row in rows if row.act_by <= horizon]
    beyond = next((row.act_by for row in rows if row.act_by > horizon), None)
    return Worklist(near[:LIMIT], len(near) > LIMIT, beyond)


def wanted(actor: Any, today: date, unit: str = "") -> list[Wanted]:
    """The readings behind `worklist`, for readings.together."""
    reach = access.reach(actor, MY_DAY)
    if reach.nothing:
        return []
    asked: list[Wanted] = [(_own, (reach, actor.pk, unit or None))]
    answers, leads = frozenset(DUTIES[role] for role in actor.roles if role in DUTIES), MANAGER in actor.roles
    units = tuple(one for one in reach.units if not unit or one == unit)
    if units and (answers or leads):
        of_units = replace(reach, units=units, responsible=None, episodes=())
        near = today + timedelta(days=NEAR) if "authority" in answers else None
        asked.append((_duty, (of_units, today if leads else None, near, answers, leads)))
    return asked


def _own(reach: Reach, account: int, unit: str | None) -> QuerySet[Any, Any]:
    """One's own cases: one stretch of deadline_responsible_open."""
    deadlines = _open().filter(responsible_id=account)
    if unit is not None:
        deadlines = deadlines.filter(unit=unit)
    return _first([access.within(deadlines, reach)])


def _duty(
    reach: Reach, today: date | None, near: date | None, answers: frozenset[str], leads: bool
) -> QuerySet[Any, Any]:
    """What a role answers for in its units: a stretch of deadline_duty_open or deadline_unit_open for each."""
    found = []
    for part in access.parts(_open(), reach):
        for one in sorted(answers):
            own = part.filter(answers=one)
            found.append(own.filter(_ripe(near)) if one == "authority" else own)
        if leads:
            late = part.filter(act_by__lt=today, due_on__lt=today)
            found.append(late.exclude(answers__in=sorted(answers)) if answers else late)
    return _first(found)


def _ripe(near: date | None) -> Q:
    """What the authority can act on: a decision that is recommended or nearly due, and everything else."""
    return ~Q(clock=DECISION) | Q(recommended=True) | Q(act_by__lte=near)


def _open() -> QuerySet[StoredDeadline]:
    submitted = Recommendation.objects.filter(episode=OuterRef("episode"), state="submitted")
    waiting = AgendaItem.objects.filter(episode=OuterRef("episode"), state="waiting").order_by("pk")
    return (
        StoredDeadline.objects.filter(outcome=OPEN.value)
        .exclude(answers=CITIZEN)
        .annotate(recommended=Exists(submitted), meeting_at=Subquery(waiting.values("meeting__starts_at")[:1]))
    )


def _first(parts: list[QuerySet[StoredDeadline]]) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = readings.first_of(parts, ("act_by", "id"), COLUMNS, LIMIT + 1)
    return found


@dataclass(frozen=True)
class Group:
    """Rows that can be dealt with at the same time, under a heading."""

    key: str
    rows: list[WorkRow]


def grouped(rows: Iterable[WorkRow], today: date, soon: date) -> list[Group]:
    """Late ones (after the lawful day), those to do by `soon` (practical day), and the rest; empty groups left out."""
    late, now, later = Group("late", []), Group("now", []), Group("later", [])
    for row in rows:
        if row.due_on < today:
            late.rows.append(row)
        elif row.act_by <= soon:
            now.rows.append(row)
        else:
            later.rows.append(row)
    return [group for group in (late, now, later) if group.rows]
