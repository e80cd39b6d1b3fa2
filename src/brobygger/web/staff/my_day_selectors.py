"""What one person's day holds. Each reading is one query, of tuples of just what the page shows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet

from brobygger.records.episodes.models import StoredDeadline
from brobygger.standard.clocks import CITIZEN
from brobygger.trust import access, readings
from brobygger.trust.access import Reach
from brobygger.trust.readings import Wanted
from brobygger.trust.roles import AUTHORITY, MANAGER
from brobygger.web.staff.access import MY_DAY

LIMIT = 50
HORIZON = 14  # days: what lies further ahead is found among the cases
OPEN = StoredDeadline.Outcome.OPEN


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
    name: str
    name_protected: bool
    birth_date: date | None
    responsible_id: int | None
    responsible: str | None
    person_id: int


COLUMNS = (
    "id", "episode_id", "version", "started_on", "due_on", "act_by", "started_by", "presumed_from",
    "episode__number", "episode__person_name", "episode__name_protected", "episode__birth_date",
    "responsible_id", "responsible__name", "episode__person_id",
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

    Counsellors see the cases they are responsible for; the authority also what waits for a decision in its
    units; the manager also what should have happened in the manager's units.
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
    decides, leads = AUTHORITY in actor.roles, MANAGER in actor.roles
    units = tuple(one for one in reach.units if not unit or one == unit)
    if units and (decides or leads):
        of_units = replace(reach, units=units, responsible=None, episodes=())
        asked.append((_duty, (of_units, today if leads else None, decides, leads)))
    return asked


def _own(reach: Reach, account: int, unit: str | None) -> QuerySet[Any, Any]:
    """One's own cases: one stretch of deadline_responsible_open."""
    deadlines = _open().filter(responsible_id=account)
    if unit is not None:
        deadlines = deadlines.filter(unit=unit)
    return _first([access.within(deadlines, reach)])


def _duty(reach: Reach, today: date | None, decides: bool, leads: bool) -> QuerySet[Any, Any]:
    """What a role answers for in its units: a stretch of deadline_duty_open or deadline_unit_open for each."""
    found = []
    for part in access.parts(_open(), reach):
        if decides:
            found.append(part.filter(answers="authority"))
        if leads:
            late = part.filter(act_by__lt=today, due_on__lt=today)
            found.append(late.exclude(answers="authority") if decides else late)
    return _first(found)


def _open() -> QuerySet[StoredDeadline]:
    return StoredDeadline.objects.filter(outcome=OPEN.value).exclude(answers=CITIZEN)


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
