"""What one person's day holds. Each reading is one query, of tuples of just what the page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

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
    roles, units = set(actor.roles), tuple(actor.units)
    decides, leads = AUTHORITY in roles, MANAGER in roles
    asked: list[Wanted] = [(_own, (reach, actor.pk, unit or None))]
    if units and (decides or leads):
        asked.append((_duty, (reach, units, today if leads else None, unit or None, decides, leads)))
    return asked


def _own(reach: Reach, account: int, unit: str | None) -> QuerySet[Any, Any]:
    """One's own cases."""
    return _open(Q(responsible_id=account), reach, unit)


def _duty(
    reach: Reach, units: tuple[str, ...], today: date | None, unit: str | None, decides: bool, leads: bool
) -> QuerySet[Any, Any]:
    """What a role answers for beyond its own cases."""
    duty = Q()
    if decides:
        duty |= Q(answers="authority", unit__in=units)
    if leads:
        duty |= Q(unit__in=units, act_by__lt=today, due_on__lt=today)
    return _open(duty, reach, unit)


def _open(which: Q, reach: Reach, unit: str | None) -> QuerySet[Any, Any]:
    deadlines = StoredDeadline.objects.filter(which, outcome=OPEN).exclude(answers=CITIZEN)
    if unit is not None:
        deadlines = deadlines.filter(unit=unit)
    return access.within(deadlines, reach).order_by("act_by", "id").values_list(*COLUMNS)[: LIMIT + 1]


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
