"""What one person's day holds. Each reading is one query, of tuples of just what the page shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet

from brobygger import standard
from brobygger.desk import about_clocks
from brobygger.desk.access import MY_DAY
from brobygger.ground import prepared_queries
from brobygger.ground.querysets import first_of
from brobygger.records.episodes.models import StoredDeadline
from brobygger.standard.clocks import CITIZEN
from brobygger.trust import access
from brobygger.trust.access import Reach
from brobygger.trust.roles import AUTHORITY, DOCTOR, NURSE

LIMIT = 50
LATE_SHOWN = 20  # old sins have a list of their own, so that they never push out what is due today
HORIZON = 14  # days: what lies further ahead is found among the cases
CLOSED_AT_MOST = 31  # days: no row's practical day lies further before its last day, however long the house is closed
OPEN = StoredDeadline.Outcome.OPEN
# Who works through what, in the units of the role, whoever has the case. The clinic is one house.
DUTIES = {AUTHORITY: "authority", DOCTOR: "doctor", NURSE: "doctor"}


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
    told: Mapping[str, Any]  # what rooms know of the deadlines of a clock


COLUMNS = (
    "id", "episode_id", "version", "started_on", "due_on", "act_by", "started_by", "presumed_from",
    "episode__number", "episode__line", "episode__person_name", "episode__name_protected", "episode__birth_date",
    "responsible_id", "responsible__name", "episode__person_id",
)  # fmt: skip


@dataclass(frozen=True)
class Worklist:
    """The open deadlines of one person up to a horizon: what is to come by its practical day, then what is overdue.

    `more` says that there are more before the horizon than are shown, `more_late` that more is overdue; `next_on` is
    the first day after the horizon.
    """

    rows: list[WorkRow]
    more: bool
    next_on: date | None
    more_late: bool = False


def worklist(actor: Any, today: date, unit: str = "") -> Worklist:
    """What one answers for (two queries for one's own cases, two for a role's duty: to come, and overdue).

    Counsellors see the cases they are responsible for. The authority also sees what it can act on in its units: a
    decision once it is recommended; the clinic what waits for a doctor. What is overdue has a limit of its own, the
    latest first: who has old sins sees today all the same.
    """
    the_standard = standard.load()
    # Of a clock that the file in use lacks, stored under another file, nothing can be said until all is recomputed.
    found = [row for row in _read(actor, today, unit) if the_standard.has_clock_version(row[COLUMNS.index("version")])]
    names = [name for name, _expression in about_clocks.row_expressions(in_lists=True)]
    known = len(COLUMNS)
    unique = {row[0]: WorkRow._make((*row[:known], dict(zip(names, row[known:], strict=True)))) for row in found}
    rows = sorted(unique.values(), key=lambda row: (row.act_by, row.due_on, row.id))
    horizon = today + timedelta(days=HORIZON)
    late = [row for row in reversed(rows) if row.due_on < today]
    near = [row for row in rows if row.due_on >= today and row.act_by <= horizon]
    beyond = next((row.act_by for row in rows if row.act_by > horizon), None)
    shown = near[:LIMIT] + late[:LATE_SHOWN]
    return Worklist(shown, len(near) > LIMIT, beyond, len(late) > LATE_SHOWN)


def _read(actor: Any, today: date, unit: str) -> list[tuple[Any, ...]]:
    reach = access.reach(actor, MY_DAY)
    if reach.nothing:
        return []
    # What is not over yet, from the days before a closing on; and what is.
    from_days = (today - timedelta(days=CLOSED_AT_MOST), None)
    asked: list[tuple[Any, ...]] = [(_own, reach, actor.pk, unit or None, today, since) for since in from_days]
    answers = frozenset(DUTIES[role] for role in actor.roles if role in DUTIES)
    units = tuple(one for one in reach.units if not unit or one == unit)
    if units and answers:
        of_units = replace(reach, units=units, responsible=None, episodes=())
        asked += [(_duty, of_units, today, answers, since) for since in from_days]
    return [row for build, *values in asked for row in prepared_queries.rows(build, *values)]


def _own(reach: Reach, account: int, unit: str | None, today: date, since: date | None) -> QuerySet[Any, Any]:
    """One's own cases: one stretch of deadline_responsible_open, onwards from a day or back from today."""
    deadlines = _open().filter(responsible_id=account)
    if unit is not None:
        deadlines = deadlines.filter(unit=unit)
    return _first([access.within(deadlines, reach)], today, since)


def _duty(reach: Reach, today: date, answers: frozenset[str], since: date | None) -> QuerySet[Any, Any]:
    """What a role answers for in its units: a stretch of deadline_duty_open for each."""
    found = []
    for part in access.parts(_open(), reach):
        for one in sorted(answers):
            own = part.filter(answers=one)
            found.append(own.filter(about_clocks.can_be_acted_on(one)))
    return _first(found, today, since)


def _open() -> QuerySet[StoredDeadline]:
    told = dict(about_clocks.row_expressions(in_lists=True))
    return StoredDeadline.objects.filter(outcome=OPEN.value).exclude(answers=CITIZEN).annotate(**told)


def _first(parts: list[QuerySet[StoredDeadline]], today: date, since: date | None) -> QuerySet[Any, Any]:
    """What is not over (`since` the first practical day to look at), or, without `since`, what is overdue.

    On a closed day the practical day of what is due tomorrow lies behind: the last lawful day says which it is.
    """
    if since is None:
        parts, order, size = [part.filter(due_on__lt=today) for part in parts], ("-act_by", "-id"), LATE_SHOWN
    else:
        parts, order, size = (
            [part.filter(due_on__gte=today, act_by__gte=since) for part in parts],
            ("act_by", "id"),
            LIMIT,
        )
    columns = (*COLUMNS, *(name for name, _told in about_clocks.row_expressions(in_lists=True)))
    found: QuerySet[Any, Any] = first_of(parts, order, columns, size + 1)
    return found


@dataclass(frozen=True)
class Group:
    """Rows that can be dealt with at the same time, under a heading."""

    key: str
    rows: list[WorkRow]


def grouped(rows: Iterable[WorkRow], today: date, soon: date) -> list[Group]:
    """Those to do by `soon` (practical day), the rest, and those whose lawful day is past; empty groups left out.

    What can still be done in time stands first, whatever is overdue.
    """
    now, later, late = Group("now", []), Group("later", []), Group("late", [])
    for row in rows:
        if row.due_on < today:
            late.rows.append(row)
        elif row.act_by <= soon:
            now.rows.append(row)
        else:
            later.rows.append(row)
    return [group for group in (now, later, late) if group.rows]
