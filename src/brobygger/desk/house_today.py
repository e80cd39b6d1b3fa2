"""The manager's day: each unit and counsellor in numbers, and the way to the cases behind; not everybody's list."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.desk.access import MY_DAY
from brobygger.ground.addresses import address_or_empty
from brobygger.ground.languages import present_language
from brobygger.records.episodes.models import Episode, StoredDeadline
from brobygger.standard.clocks import CITIZEN
from brobygger.standard.courses import WAITING
from brobygger.trust import access
from brobygger.trust import units as own_units

Key = tuple[str, int | None]


@dataclass
class Load:
    """What one counsellor of a unit has, or what nobody has. Every number counts cases, never deadlines.

    `late` have a promise whose last day is past, `behind` only a working deadline of the house.
    """

    name: str
    href: str
    cases: int = 0
    due: int = 0
    late: int = 0
    behind: int = 0
    waiting: int = 0
    nobodys: bool = False


@dataclass(frozen=True)
class UnitToday:
    """One unit with a line for each who has cases in it; what nobody has stands first."""

    name: str
    loads: list[Load]
    total: Load


def units_today(actor: Any, today: date, soon: date, unit: str = "") -> list[UnitToday]:
    """The manager's units in numbers (two queries)."""
    found: dict[Key, Load] = {}
    episodes = access.visible(Episode.objects.filter(is_open=True), actor, MY_DAY).order_by()
    waiting = Count("pk", filter=Q(phase__in=WAITING))
    counted = episodes.values("unit", "responsible_id").annotate(n=Count("pk"), waiting=waiting)
    for place, account, name, cases, waits in counted.values_list(
        "unit", "responsible_id", "responsible__name", "n", "waiting"
    ):
        found[place, account] = Load(
            name or _("Nobody has them"), _cases_of(place, account), cases, waiting=waits, nobodys=account is None
        )
    for place, whose, due, late, overdue in _deadlines(actor, today, soon):
        if (load := found.get((place, whose))) is not None:
            load.due, load.late, load.behind = due, late, overdue - late
    return [_unit(place, loads) for place, loads in _by_unit(found).items() if not unit or place == unit]


def _deadlines(actor: Any, today: date, soon: date) -> list[tuple[str, int | None, int, int, int]]:
    """For each unit and counsellor: the cases with something due, with a promise overdue, with anything overdue."""
    running = StoredDeadline.objects.filter(outcome=StoredDeadline.Outcome.OPEN).exclude(answers=CITIZEN)
    counted = access.visible(running, actor, MY_DAY).order_by().values("unit", "responsible_id")

    def cases(**which: Any) -> Count:
        return Count("episode", filter=Q(**which), distinct=True)

    rows = counted.annotate(
        due=cases(due_on__gte=today, act_by__lte=soon),
        late=cases(due_on__lt=today, is_promise=True),
        overdue=cases(due_on__lt=today),
    )
    return list(rows.values_list("unit", "responsible_id", "due", "late", "overdue"))


def _by_unit(found: dict[Key, Load]) -> dict[str, list[Load]]:
    """The lines of each unit: what nobody has first, then by what is overdue and due."""
    units: dict[str, list[tuple[Any, Load]]] = defaultdict(list)
    for (place, account), load in found.items():
        units[place].append(((account is not None, -load.late, -load.behind, -load.due, load.name), load))
    ordered = sorted(units.items(), key=lambda item: own_units.names(present_language()).get(item[0], item[0]))
    return {place: [load for _order, load in sorted(lines, key=lambda line: line[0])] for place, lines in ordered}


def sentence(units: list[UnitToday]) -> str:
    """The manager's day in one sentence."""
    totals = [unit.total for unit in units]
    nobody = sum(unit.loads[0].cases for unit in units if unit.loads[0].nobodys)
    numbers = {"due": sum(one.due for one in totals), "late": sum(one.late for one in totals), "nobody": nobody}
    words = _(
        "Cases in your units: %(due)s with something due now, %(late)s with a promise overdue, %(nobody)s without "
        "anyone responsible."
    )
    if standard.load().one_team:
        words = _(
            "Cases: %(due)s with something due now, %(late)s with a promise overdue, %(nobody)s without anyone "
            "responsible."
        )
    return words % numbers


def _unit(place: str, loads: list[Load]) -> UnitToday:
    total = Load(_("All in all"), f"{address_or_empty('desk:cases')}?{urlencode({'enhed': place})}")
    for name in ("cases", "due", "late", "behind", "waiting"):
        setattr(total, name, sum(getattr(load, name) for load in loads))
    return UnitToday(own_units.names(present_language()).get(place, place), loads, total)


def _cases_of(place: str, account: int | None) -> str:
    return f"{address_or_empty('desk:cases')}?{urlencode({'enhed': place, 'hvem': account or 'nobody'})}"
