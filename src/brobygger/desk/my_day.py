"""My day: what runs out and why, with the one right act beside it; and what else waits for this person."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from brobygger.desk import day_parts, house_today
from brobygger.desk import my_day_selectors as selectors
from brobygger.desk.about_clocks import ones_act, where_it_stands
from brobygger.desk.access import MY_DAY
from brobygger.desk.acts import section_words
from brobygger.desk.closing import Closing, closing_ahead, soon
from brobygger.desk.day_parts import Found
from brobygger.desk.my_day_selectors import Group, Worklist, WorkRow
from brobygger.desk.next_acts import one_row_a_case
from brobygger.desk.reckoning import folded
from brobygger.ground import clock, dates
from brobygger.ground.addresses import address_or_empty
from brobygger.ground.counting import as_sentence, counted, in_words
from brobygger.ground.languages import present_language
from brobygger.records.episodes.models import Episode
from brobygger.records.pages import listed_name
from brobygger.records.people.rules import age_on
from brobygger.trust import pages
from brobygger.trust import units as own_units
from brobygger.trust.pages import page
from brobygger.trust.roles import MANAGER


@page(MY_DAY)
def my_day(request: HttpRequest) -> HttpResponse:
    """The first page of the day. A few readings, however large the house is."""
    today, unit = clock.today(), own_units.chosen(request)
    actor: Any = request.user
    closing = closing_ahead(today)
    last = soon(today, closing)
    worklist = selectors.worklist(actor, today, unit)
    parts = day_parts.found(actor, today)
    told_of = {row.episode_id for row in worklist.rows}.union(*(one.part.episodes for one in parts))
    pages.listed(request, MY_DAY, pages.numbered(Episode, told_of))
    rows, waiting = one_row_a_case(worklist.rows)
    groups = selectors.grouped(rows, today, last)
    units = house_today.units_today(actor, today, last, unit) if MANAGER in actor.roles else []
    request.shell_counts = day_parts.counts(parts)  # type: ignore[attr-defined]
    context = {
        "title": as_sentence(dates.full_day(today)),
        "sentence": _in_one_sentence(groups, closing, worklist, units, parts),
        "groups": [(*_headed(group, worklist, closing), rows_of(group, today, actor, waiting)) for group in groups],
        "units": units,
        **day_parts.by_place(parts),
        "hints": [one.part.hint for one in parts if one.part.hint],
    }
    return pages.render(request, "desk/my_day.html", context)


def _in_one_sentence(
    groups: list[Group],
    closing: Closing | None,
    worklist: Worklist,
    units: list[house_today.UnitToday],
    parts: list[Found],
) -> str:
    """The day of whoever it is: one's own deadlines, what a room says is owed, the post, the house."""
    whole = [one.part.sentence for one in parts if one.part.sentence and one.part.whole_day]
    owed = [one.part.sentence for one in parts if one.part.sentence and not one.part.whole_day]
    if not groups and whole:
        return " ".join([*whole, *owed])
    own = [sentence(groups, closing, worklist)] if groups or not (units or owed) else []
    return " ".join([*own, *owed, *([house_today.sentence(units)] if units else [])])


def _headed(group: Group, worklist: Worklist, closing: Closing | None) -> tuple[str, str, str, bool]:
    """A group's key and heading, how many stand in it, and whether there are more of them than are shown."""
    cut = worklist.more_late if group.key == "late" else worklist.more and group.key == "later"
    return group.key, group_words(group.key, closing), str(counted(len(group.rows), cut)), cut


def group_words(key: str, closing: Closing | None) -> str:
    """The heading of a group; a closing gives its name to what lies before and after it."""
    if key == "late":
        return _("Overdue")
    if closing and closing.season:
        words = _("Before %(season)s") if key == "now" else _("After %(season)s")
        return words % {"season": closing.season}
    return _("Today and tomorrow") if key == "now" else _("The next 14 days")


class ShownRow(NamedTuple):
    """A row of the day as the page draws it."""

    late: bool
    when: str
    date: str
    act: str
    who: str
    href: str
    note: str
    reckoning: Markup
    button: str
    button_href: str


def rows_of(group: Group, today: date, actor: Any, waiting: Mapping[int, int]) -> list[ShownRow]:
    """The rows of a group as the page draws them; `waiting` says how many more of the case end the same day."""
    late = group.key == "late"
    return [_row(row, today, actor, late=late, waiting=waiting.get(row.id, 0)) for row in group.rows]


def _row(row: WorkRow, today: date, actor: Any, *, late: bool, waiting: int) -> ShownRow:
    act = ones_act(row.version, row.number, actor, row.told)
    name = listed_name(row.name, row.number, row.name_protected)
    age = age_on(row.birth_date, today) if row.birth_date else None
    when, day = _when(row.act_by, row.due_on, today, present_language())
    return ShownRow(
        late=late,
        when=when,
        date=day,
        act=act.heading,
        who=_("%(name)s, %(age)s years") % {"name": name, "age": age} if age is not None else name,
        href=address_or_empty("desk:case", row.number),
        note=_note(row, actor, waiting),
        reckoning=folded(row, section_words(row.version), row.responsible or "", row.line),
        button=act.button,
        button_href=act.href,
    )


@lru_cache(maxsize=2048)
def _when(act_by: date, due_on: date, today: date, _language: str) -> tuple[str, str]:
    """How soon, and the day that counts."""
    counts = dates.day_that_counts(act_by, due_on, today)
    return dates.deadline_words(act_by, due_on, today), dates.full_day(counts)


def _note(row: WorkRow, actor: Any, waiting: int) -> str:
    """What changes what one does: how far the case is, whose it is when not one's own, and what else ends that day."""
    stands = where_it_stands(row.version, row.number, actor, row.told)
    parts = [stands] if stands else []
    if row.responsible_id is None:
        parts.append(_("nobody has the case yet"))
    elif row.responsible_id != actor.pk:
        parts.append(_("%(name)s’s case") % {"name": row.responsible})
    if waiting:
        words = ngettext("%(n)s more deadline the same day", "%(n)s more deadlines the same day", waiting)
        parts.append(words % {"n": waiting})
    return " · ".join(parts)


def sentence(groups: list[Group], closing: Closing | None, worklist: Worklist) -> str:
    """The day in one sentence, for a person who reads only that."""
    counts = {group.key: len(group.rows) for group in groups}
    late, now = counts.get("late", 0), counts.get("now", 0)
    parts = []
    if now:
        parts.append(_soon_words(now, closing))
    if late:
        words = ngettext("One deadline is overdue.", "%(n)s deadlines are overdue.", late)
        if worklist.more_late:
            words = _("More than %(n)s deadlines are overdue.")
        parts.append(as_sentence(words % {"n": in_words(late)}))
    if not parts:
        later = next((group.rows for group in groups if group.key == "later"), [])
        first = later[0].act_by if later else worklist.next_on
        if first is None:
            return _("Nothing is urgent, and no deadline is running.")
        return _("Nothing is urgent. The next deadline is %(day)s.") % {"day": dates.full_day(first)}
    return " ".join(parts)


def _soon_words(count: int, closing: Closing | None) -> str:
    if closing is None:
        words = ngettext(
            "One thing is to happen tomorrow at the latest.",
            "%(n)s things are to happen tomorrow at the latest.",
            count,
        )
        return as_sentence(words % {"n": in_words(count)})
    words = ngettext(
        "One thing is to happen before the house is closed from %(first)s to %(last)s.",
        "%(n)s things are to happen before the house is closed from %(first)s to %(last)s.",
        count,
    )
    days = {"first": dates.full_day(closing.first), "last": dates.full_day(closing.last)}
    return as_sentence(words % {"n": in_words(count), **days})
