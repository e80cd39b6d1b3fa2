"""Lists of cases: tuples of what a row shows, filtered and ordered along an index, paged by key."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from brobygger.records.episodes.models import Episode, Phase
from brobygger.records.people.rules import search_tokens
from brobygger.trust import access
from brobygger.web.staff.access import CASES, SEARCH

SIZE = 50
FAR = date(9999, 12, 31)


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
    """What a list is narrowed to. `who` is "mine", "nobody" or "" for everyone's; `phase` "" means every open case."""

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
    episodes = access.visible(Episode.objects.all(), actor, CASES)
    if choice.unit:
        episodes = episodes.filter(unit=choice.unit)
    if choice.who == "mine":
        episodes = episodes.filter(responsible_id=actor.pk)
    elif choice.who == "nobody":
        episodes = episodes.filter(responsible_id=None)
    if choice.line:
        episodes = episodes.filter(line=choice.line)
    if choice.phase == Phase.CLOSED:
        return _closed(episodes.filter(is_open=False), after)
    if choice.phase:
        episodes = episodes.filter(phase=choice.phase)
    return _open(episodes.filter(is_open=True), after)


def _open(episodes: QuerySet[Episode], after: str) -> CasePage:
    """Open cases by the next practical day; those without a deadline come last (nulls sort last)."""
    key = _read_key(after)
    if key is not None:
        day, number = key
        if day == FAR:
            episodes = episodes.filter(next_act_by__isnull=True, id__gt=number)
        else:
            later = Q(next_act_by__gt=day) | Q(next_act_by=day, id__gt=number) | Q(next_act_by__isnull=True)
            episodes = episodes.filter(later)
    return _page(episodes.order_by("next_act_by", "id"), lambda row: row.next_act_by or FAR)


def _closed(episodes: QuerySet[Episode], after: str) -> CasePage:
    """Closed cases, the latest opened first."""
    key = _read_key(after)
    if key is not None:
        day, number = key
        episodes = episodes.filter(Q(opened_on__lt=day) | Q(opened_on=day, id__lt=number))
    return _page(episodes.order_by("-opened_on", "-id"), lambda row: row.opened_on)


def _page(episodes: QuerySet[Episode], day_of: Any) -> CasePage:
    rows = [CaseRow(*row) for row in episodes.values_list(*COLUMNS)[: SIZE + 1]]
    shown = rows[:SIZE]
    return CasePage(shown, f"{day_of(shown[-1])}.{shown[-1].id}" if len(rows) > SIZE else "")


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
    tokens = search_tokens(words)
    if not tokens:
        return []
    episodes = access.visible(Episode.objects.filter(name_tokens__contains=tokens), actor, SEARCH)
    return [CaseRow(*row) for row in episodes.order_by("-is_open", "-opened_on", "-id").values_list(*COLUMNS)[:SIZE]]


def of_person(actor: Any, person_id: int) -> list[CaseRow]:
    """One citizen's cases within what the actor may see (one query)."""
    episodes = access.visible(Episode.objects.filter(person_id=person_id), actor, SEARCH)
    return [CaseRow(*row) for row in episodes.order_by("-is_open", "-opened_on", "-id").values_list(*COLUMNS)[:SIZE]]


def by_number(actor: Any, number: str) -> list[CaseRow]:
    """The case with a number, if the actor may see it (one query)."""
    episodes = access.visible(Episode.objects.filter(number=number), actor, SEARCH)
    return [CaseRow(*row) for row in episodes.values_list(*COLUMNS)]


def caseload(actor: Any, account_id: int, action: Any) -> list[Episode]:
    """Every open case of one colleague that the actor may hand over (one query)."""
    episodes = access.visible(Episode.objects.filter(responsible_id=account_id, is_open=True), actor, action)
    return list(episodes.order_by("next_act_by", "id"))
