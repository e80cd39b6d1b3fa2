"""My day: what runs out and why, with the one right act beside it; and what else waits for this person."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from brobygger.care.intake import notices, unsent
from brobygger.care.intake import selectors as intake
from brobygger.desk import house_today, meeting, my_day_glass, since_last
from brobygger.desk import my_day_selectors as selectors
from brobygger.desk import undated as without_deadline
from brobygger.desk.access import MY_DAY
from brobygger.desk.acts import section_words
from brobygger.desk.closing import Closing, closing_ahead, soon
from brobygger.desk.my_day_selectors import Group, Worklist, WorkRow
from brobygger.desk.next_acts import act_of, one_row_a_case, where_it_stands
from brobygger.desk.reckoning import folded
from brobygger.desk.words import in_words, label
from brobygger.ground import clock, dates, prepared_queries
from brobygger.ground.addresses import address_or_empty
from brobygger.ground.languages import present_language
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import selectors as letters
from brobygger.records.notes import selectors as notes
from brobygger.records.notes.models import Note
from brobygger.records.pages import listed_name, shown_name
from brobygger.records.people.rules import age_on
from brobygger.trust import offered, pages
from brobygger.trust import units as own_units
from brobygger.trust.pages import page
from brobygger.trust.roles import AUTHORITY, MANAGER, SECRETARY


@page(MY_DAY)
def my_day(request: HttpRequest) -> HttpResponse:
    """The first page of the day. A few readings, asked for at once, however large the house is."""
    today, unit = clock.today(), own_units.chosen(request)
    actor: Any = request.user
    closing = closing_ahead(today)
    last = soon(today, closing)
    with prepared_queries.together(*_wanted(actor, today, unit)):
        worklist = selectors.worklist(actor, today, unit)
        (inquiries, more_wait), unsigned = intake.waiting(actor), notes.unsigned(actor)
        failed, next_meeting = letters.failed_of_mine(actor), meeting.next_meeting_of(actor)
        opened, talks = my_day_glass.waiting(actor), intake.talks(actor, today)
        (happened, more_happened), owed = since_last.happened(actor, today), notices.owed(actor, today)
        concerns, undated = unsent.unsent(actor), without_deadline.cases(actor)
    _told_of(request, worklist.rows, opened, happened, talks, owed, concerns, undated)
    rows, waiting = one_row_a_case(worklist.rows)
    # The post is the secretary's, whoever wrote the letter.
    post = letters.waiting_count(actor) if SECRETARY in actor.roles else 0
    groups = selectors.grouped(rows, today, last)
    units = house_today.units_today(actor, today, last, unit) if MANAGER in actor.roles else []
    request.shell_counts = {"inquiries": _counted(len(inquiries), more_wait)}  # type: ignore[attr-defined]
    context = {
        "title": _capital(dates.full_day(today)),
        "sentence": _in_one_sentence(groups, closing, worklist, post, units, _unsent_words(concerns, owed)),
        "concerns": concerns,
        "notices": owed,
        "groups": [(*_headed(group, worklist, closing), rows_of(group, today, actor, waiting)) for group in groups],
        "units": units,
        "talks": talks,
        "happened": happened,
        "more_happened": more_happened,
        "decides": AUTHORITY in actor.roles,
        "takes_inquiries": offered.offers("intake:inquiries", actor),
        "inquiries": inquiries,
        "more_inquiries": more_wait,
        "unsigned": [_unsigned(note) for note in unsigned],
        "failed_letters": failed,
        "letters_waiting": post,
        "meeting": next_meeting,
        "undated": undated[: without_deadline.SHOWN],
        "more_undated": len(undated) > without_deadline.SHOWN,
        "opened_outside": opened[: my_day_glass.SHOWN],
        "more_opened": len(opened) > my_day_glass.SHOWN,
    }
    return pages.render(request, "desk/my_day.html", context)


def _wanted(actor: Any, today: date, unit: str) -> list[prepared_queries.Wanted]:
    """The readings of the page, which are asked for at once."""
    return [
        *selectors.wanted(actor, today, unit),
        intake.waiting_wanted(actor),
        notes.unsigned_wanted(actor),
        letters.failed_wanted(actor),
        *meeting.wanted(actor),
        *my_day_glass.wanted(actor),
        *since_last.wanted(actor, today),
        intake.talks_wanted(actor, today),
        notices.owed_wanted(actor),
        unsent.unsent_wanted(actor),
        without_deadline.wanted(actor),
    ]


def _unsigned(note: Note) -> dict[str, Any]:
    """A note that waits for its author's signature."""
    name = shown_name(note.episode)
    return {
        "title": f"{name}, {label(Note.Kind, note.kind, present_language()).lower()}",
        "href": address_or_empty("notes:edit", note.episode.number, note.key),
        "written_at": note.begun_at,
    }


def _in_one_sentence(
    groups: list[Group],
    closing: Closing | None,
    worklist: Worklist,
    post: int,
    units: list[house_today.UnitToday],
    owed: list[str],
) -> str:
    """The day of whoever it is: one's own deadlines, what has not been sent about children, the post, the house."""
    if not groups and post:
        return " ".join([post_sentence(post), *owed])
    own = [sentence(groups, closing, worklist)] if groups or not (units or owed) else []
    return " ".join([*own, *owed, *([house_today.sentence(units)] if units else [])])


def _unsent_words(concerns: list[Any], owed: list[Any]) -> list[str]:
    """What about children has been begun, or is owed, and has not been sent."""
    parts = [concern_sentence(len(concerns))] if concerns else []
    return [*parts, notice_sentence(len(owed))] if owed else parts


def concern_sentence(count: int) -> str:
    """A notification that one has begun: it is sent at once (KS 3.3)."""
    words = ngettext(
        "One notification of a concern is written and has not been sent.",
        "%(n)s notifications of a concern are written and have not been sent.",
        count,
    )
    return _capital(words % {"n": in_words(count)})


def notice_sentence(count: int) -> str:
    """What is owed at every enrolment of a parent, and has not gone."""
    words = ngettext(
        "One notice about children at home has not been sent.",
        "%(n)s notices about children at home have not been sent.",
        count,
    )
    return _capital(words % {"n": in_words(count)})


def _told_of(request: HttpRequest, *lists: list[Any]) -> None:
    """Whose cases the page tells of, for the audit trail."""
    shown = {one.episode_id for rows in lists for one in rows}
    pages.listed(request, MY_DAY, pages.numbered(Episode, shown))


def _counted(shown: int, more: bool) -> int | str:
    """How many there are, or that there are more than these."""
    return f"{shown}+" if more else shown


def _headed(group: Group, worklist: Worklist, closing: Closing | None) -> tuple[str, str, str, bool]:
    """A group's key and heading, how many stand in it, and whether there are more of them than are shown."""
    cut = worklist.more_late if group.key == "late" else worklist.more and group.key == "later"
    return group.key, group_words(group.key, closing), str(_counted(len(group.rows), cut)), cut


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


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
    act = act_of(row, actor)
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
    stands = where_it_stands(row, actor)
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
        parts.append(_capital(words % {"n": in_words(late)}))
    if not parts:
        later = next((group.rows for group in groups if group.key == "later"), [])
        first = later[0].act_by if later else worklist.next_on
        if first is None:
            return _("Nothing is urgent, and no deadline is running.")
        return _("Nothing is urgent. The next deadline is %(day)s.") % {"day": dates.full_day(first)}
    return " ".join(parts)


def post_sentence(count: int) -> str:
    """The day of one whose work is the post."""
    words = ngettext("One letter waits to be sent.", "%(n)s letters wait to be sent.", count)
    return _capital(words % {"n": in_words(count)})


def _soon_words(count: int, closing: Closing | None) -> str:
    if closing is None:
        words = ngettext(
            "One thing is to happen tomorrow at the latest.",
            "%(n)s things are to happen tomorrow at the latest.",
            count,
        )
        return _capital(words % {"n": in_words(count)})
    words = ngettext(
        "One thing is to happen before the house is closed from %(first)s to %(last)s.",
        "%(n)s things are to happen before the house is closed from %(first)s to %(last)s.",
        count,
    )
    days = {"first": dates.full_day(closing.first), "last": dates.full_day(closing.last)}
    return _capital(words % {"n": in_words(count), **days})
