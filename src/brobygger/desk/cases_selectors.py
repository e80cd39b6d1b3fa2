"""Lists of cases: tuples of what a row shows, filtered and ordered along an index, paged by key."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from brobygger.desk.access import CASE, CASES, SEARCH
from brobygger.ground import clock, prepared_queries
from brobygger.ground.prepared_queries import Constant
from brobygger.ground.querysets import first_of
from brobygger.records.episodes.models import Episode
from brobygger.records.people import indexes
from brobygger.standard.courses import CLOSED
from brobygger.trust import access
from brobygger.trust.access import Reach

SIZE = 50
FAR = date(9999, 12, 31)
FIRST_YEAR = 2000  # no case is older


class CaseRow(NamedTuple):
    """One case in a list."""

    id: int
    number: str
    name: str
    name_protected: bool
    birth_date: date | None
    line: str
    unit: str
    phase: str
    kind_of_treatment: str
    responsible: str | None
    next_act_by: date | None
    next_clock: str
    opened_on: date
    is_open: bool
    person_id: int


COLUMNS = (
    "id", "number", "person_name", "name_protected", "birth_date", "line", "unit", "phase", "kind_of_treatment",
    "responsible__name", "next_act_by", "next_clock", "opened_on", "is_open", "person_id",
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """What a list is narrowed to. `who` is "mine", "nobody", the number of an account, or "" for everyone's.

    `phase` "" means every open case.
    """

    unit: str
    who: str = ""
    phase: str = ""
    line: str = ""


@dataclass(frozen=True)
class CasePage:
    """One page of a list; `after` is the key of the next page, empty on the last."""

    rows: list[CaseRow]
    after: str


def cases(actor: Any, choice: Choice, after: str = "") -> CasePage:
    """A unit's cases by their next deadline (one query, along episode_unit_open or episode_unit_opened)."""
    reach = access.reach(actor, CASES)
    if reach.nothing:
        return CasePage([], "")
    if choice.unit and choice.who != "mine":
        reach = replace(reach, units=tuple(unit for unit in reach.units if unit == choice.unit))
    closed = choice.phase == CLOSED.id
    day, number = _read_key(after) or (None, None)
    far = day == FAR and not closed
    mine = actor.pk if choice.who == "mine" else int(choice.who) if choice.who.isdecimal() else None
    who = "one" if choice.who.isdecimal() else choice.who
    narrowed = (choice.unit or None, Constant(who), Constant(choice.phase), choice.line or None)
    found = prepared_queries.rows(_cases, reach, mine, *narrowed, None if far else day, number, far)
    rows = [CaseRow(*row) for row in found]
    shown = rows[:SIZE]
    last = shown[-1] if len(rows) > SIZE else None
    if last is None:
        return CasePage(shown, "")
    return CasePage(shown, f"{last.opened_on if closed else last.next_act_by or FAR}.{last.id}")


def _cases(
    reach: Reach, account: int | None, unit: str | None, who: str, phase: str, line: str | None, day: date | None,
    number: int | None, far: bool,
) -> QuerySet[Any, Any]:  # fmt: skip
    episodes = Episode.objects.filter(is_open=phase != CLOSED.id)
    if unit is not None:
        episodes = episodes.filter(unit=unit)
    if who:
        episodes = episodes.filter(responsible_id=account)
    if line is not None:
        episodes = episodes.filter(line=line)
    if phase == CLOSED.id:
        episodes, order = _opened_before(episodes, day, number), ("-opened_on", "-id")
    else:
        episodes = episodes.filter(phase=str(phase)) if phase else episodes
        episodes, order = _due_after(episodes, day, number, far), ("next_act_by", "id")
    # One's own cases are one stretch of an index already; what one reaches otherwise is one for each unit.
    parts = [access.within(episodes, reach)] if who == "mine" else access.parts(episodes, reach)
    first: QuerySet[Any, Any] = first_of(parts, order, COLUMNS, SIZE + 1)
    return first


def _due_after(episodes: QuerySet[Episode], day: date | None, number: int | None, far: bool) -> QuerySet[Episode]:
    """Open cases by the next practical day; those without a deadline come last (nulls sort last)."""
    if far:
        return episodes.filter(next_act_by__isnull=True, id__gt=number)
    if day is None:
        return episodes
    return episodes.filter(Q(next_act_by__gt=day) | Q(next_act_by=day, id__gt=number) | Q(next_act_by__isnull=True))


def _opened_before(episodes: QuerySet[Episode], day: date | None, number: int | None) -> QuerySet[Episode]:
    """Closed cases, the latest opened first."""
    if day is None:
        return episodes
    return episodes.filter(Q(opened_on__lt=day) | Q(opened_on=day, id__lt=number))


def _read_key(text: str) -> tuple[date, int] | None:
    """The key of a page from its address; anything else begins at the first page."""
    day, _dot, number = text.partition(".")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


def by_name(actor: Any, words: str) -> list[CaseRow]:
    """Cases whose citizen's name sounds like the words, within what the actor may see (one query).

    Protected names are found too, by those who may see the case, and stay masked.
    """
    tokens = indexes.to_find(words)
    if not tokens:
        return []
    return _newest(Episode.objects.filter(name_tokens__contains=tokens), actor)


def nearly_by_name(actor: Any, words: str) -> list[CaseRow]:
    """Cases whose citizen's name is one slip of a letter from the words, within what the actor may see (one query)."""
    episodes = Episode.objects.all()
    for tokens in indexes.to_find_nearly(words):
        episodes = episodes.filter(name_tokens__overlap=tokens)
    return _newest(episodes, actor)


def _newest(episodes: QuerySet[Episode], actor: Any) -> list[CaseRow]:
    shown = access.visible(episodes, actor, SEARCH).order_by("-is_open", "-opened_on", "-id")
    return [CaseRow(*row) for row in shown.values_list(*COLUMNS)[:SIZE]]


def of_persons(actor: Any, person_ids: list[int]) -> list[CaseRow]:
    """The cases of some citizens within what the actor may see (one query)."""
    return _newest(Episode.objects.filter(person_id__in=person_ids), actor)


def by_phone(actor: Any, index: bytes) -> list[CaseRow]:
    """The cases of whoever has a telephone number, within what the actor may see (one query)."""
    return _newest(Episode.objects.filter(person__phone_index=index), actor)


def by_birth_date(actor: Any, born: date) -> list[CaseRow]:
    """The cases of those born on a day, within what the actor may see (one query)."""
    return _newest(Episode.objects.filter(birth_date=born), actor)


def by_running_number(actor: Any, running: int) -> list[CaseRow]:
    """The cases with a running number in any year, within what the actor may see (one query along the numbers)."""
    years = range(FIRST_YEAR, clock.today().year + 1)
    return _newest(Episode.objects.filter(number__in=[f"{year}-{running:04d}" for year in years]), actor)


def by_number(actor: Any, number: str) -> list[CaseRow]:
    """The case with a number, if the actor may see it (one query)."""
    episodes = access.visible(Episode.objects.filter(number=number), actor, SEARCH)
    return [CaseRow(*row) for row in episodes.values_list(*COLUMNS)]


def behind_glass(actor: Any, number: str) -> Episode | None:
    """The case with a number, outside the actor's reach, when a reason would open it (one query)."""
    found = Episode.objects.filter(number=number).first()
    return found if found is not None and access.glass_would_help(actor, CASE, found) else None


def caseload(actor: Any, account_id: int, action: Any) -> list[Episode]:
    """Every open case of one colleague that the actor may hand over (one query)."""
    episodes = access.visible(Episode.objects.filter(responsible_id=account_id, is_open=True), actor, action)
    return list(episodes.order_by("next_act_by", "id"))


class Caseload(NamedTuple):
    """How many open cases a colleague answers for, of those the actor may hand over."""

    account_id: int
    name: str
    title: str
    cases: int


def caseloads(actor: Any, action: Any) -> list[Caseload]:
    """Everybody with open cases within the actor's reach, by name (one query)."""
    within = access.visible(Episode.objects.filter(is_open=True, responsible__isnull=False), actor, action)
    counted = within.order_by().values("responsible_id").annotate(cases=Count("pk"))
    rows = counted.values_list("responsible_id", "responsible__name", "responsible__title", "cases")
    return [Caseload(*row) for row in rows.order_by("responsible__name", "responsible_id")]
