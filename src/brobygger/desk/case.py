"""One case at a glance: where it is, what comes next, what is promised, what happened, whom we may talk with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from markupsafe import Markup

from brobygger import standard
from brobygger.desk import about_clocks, panels
from brobygger.desk.access import CASE
from brobygger.desk.acts import act_for, rule_of, section_words
from brobygger.desk.reckoning import folded
from brobygger.desk.tried import and_tried
from brobygger.ground import clock, dates, prepared_queries, room
from brobygger.ground.addresses import address_or_empty
from brobygger.ground.languages import present_language
from brobygger.ground.room import Act, CaseNow, NextAct, Room
from brobygger.records import pages as case_pages
from brobygger.records.episodes import journal
from brobygger.records.episodes.journal import TimelineEntry
from brobygger.records.episodes.models import Episode, StoredDeadline
from brobygger.records.episodes.way import order_on_way
from brobygger.standard.clocks import CITIZEN
from brobygger.standard.courses import CLOSED
from brobygger.trust import access, roles
from brobygger.trust.pages import page

PANEL = 4
AFTER_DEADLINES = 100  # what a room says is lacking is asked before the deadlines, or from here on after them


@page(CASE)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The overview of a case. A fixed number of readings, however long its history."""
    episode = case_pages.case_page(request, number, CASE)
    which = request.GET.get("vis", "alt")
    deadlines, events = shown_deadlines(episode), journal.lines(episode)
    chosen = journal.choose(events, which, request.GET.get("foer", ""))
    entries = journal_rows(request.user, episode, chosen)
    steps = last_days(events)
    all_shown = request.GET.get("frister") == "alle"
    coming = next_act(request.user, episode, deadlines, steps)
    write_page = room.page_of("write-note")
    context = {
        "phases": phase_steps(request.user, episode, steps),
        "next_act": within_reach(request.user, episode, and_tried(coming, events, number)),
        "deadlines": deadlines if all_shown else deadlines[:PANEL],
        "deadline_count": len(deadlines),
        "all_deadlines_shown": all_shown or len(deadlines) <= PANEL,
        "journal": entries,
        "older_than": chosen.older_than,
        "filters": filters(number, which, journal.counts(events)),
        "which": which,
        "panels": panels.shown(request.user, episode),
        "may_write": bool(write_page) and case_pages.may_open(request.user, write_page, episode),
        "write_page": write_page,
        "letters_page": room.page_of("letters"),
        "letter_failed": getattr(episode, "letter_failed", False),
    }
    return case_pages.render_case(request, "desk/case.html", episode, context, tab="overview")


@dataclass(frozen=True)
class ShownDeadline:
    """A deadline of the case with its words: what to do, by when, why, and how it ended.

    The words are made when they are asked for: a long history has many deadlines, and the page shows a few.
    """

    row: StoredDeadline
    state: str
    number: str
    line: str
    responsible: str

    @property
    def is_open(self) -> bool:
        """Whether it can still be met."""
        return self.state in ("running", "due", "late") and self.row.stopped_on is None

    @property
    def act_by(self) -> date:
        """The practical day."""
        return self.row.act_by

    @property
    def due_on(self) -> date:
        """The lawful day."""
        return self.row.due_on

    @property
    def act(self) -> Act:
        """What to do about it, and where."""
        return act_for(self.row.version, self.number)

    @property
    def ended(self) -> str:
        """How it ended in the standard file's own words, where it has them; else the badge says it."""
        rule = rule_of(self.row.version)
        told = {"met": rule.met_words, "met-late": rule.late_words}.get(self.state)
        return told.in_(present_language()) if told is not None else ""

    @property
    def why(self) -> str:
        """The promise and where it stands."""
        return section_words(self.row.version)

    @property
    def meta(self) -> str:
        """The day that counts now, and the section."""
        day = dates.full_day(self.row.met_on or dates.day_that_counts(self.row.act_by, self.row.due_on))
        return _("%(day)s · standard %(section)s") % {"day": day, "section": rule_of(self.row.version).section}

    @property
    def reckoning(self) -> Markup:
        """How the day was reckoned, folded."""
        return folded(self.row, _("How this is reckoned"), self.responsible, self.line)

    def other_ways(self, days: Mapping[str, date]) -> list[tuple[str, str]]:
        """The other ways out of it, with words and page: what rooms say of the events that would end it."""
        ended_by = {trigger.event for trigger in rule_of(self.row.version).departed_by} if self.is_open else set()
        found = [one for _room, one in room.every("departs") if one.event in ended_by]
        return [
            (str(one.words), address_or_empty(one.page, self.number))
            for one in found
            if not days.keys() & set(one.unless)
        ]


def shown_deadlines(episode: Episode) -> list[ShownDeadline]:
    """The case's deadlines: open ones by the practical day, then what was met, newest first (one query)."""
    rows: list[StoredDeadline] = prepared_queries.rows(_deadlines, episode.pk)
    today, the_standard = clock.today(), standard.load()
    # Of a clock that the file in use lacks, stored under another file, nothing can be said until all is recomputed.
    known = [row for row in rows if the_standard.has_clock_version(row.version)]
    shown = [_shown(row, episode, today) for row in known]
    standing = [item for item in shown if not (item.state == "void" and item.row.answers == CITIZEN)]
    opened = sorted((item for item in standing if item.is_open), key=_order)
    ended = sorted((item for item in standing if not item.is_open), key=lambda item: item.due_on, reverse=True)
    return opened + ended


def _order(item: ShownDeadline) -> tuple[date, date, int]:
    return item.act_by, item.due_on, order_on_way(item.row.version)


def _deadlines(episode: int) -> QuerySet[StoredDeadline]:
    told = dict(about_clocks.row_expressions(in_lists=False))
    return StoredDeadline.objects.filter(episode_id=episode).annotate(**told)


def _shown(row: StoredDeadline, episode: Episode, today: date) -> ShownDeadline:
    responsible = episode.responsible.name if episode.responsible and row.answers == "counsellor" else ""
    return ShownDeadline(row, row.state_on(today), episode.number, episode.line, responsible)


def last_days(events: Sequence[journal.Line]) -> dict[str, date]:
    """The last day on which each kind of event happened, the latest first, without what was corrected or taken back."""
    days: dict[str, date] = {}
    for event in events:
        if event.stands and event.kind not in days:
            days[event.kind] = clock.local_date(event.occurred_at)
    return days


def phase_steps(actor: Any, episode: Episode, days: Mapping[str, date]) -> list[tuple[str, str, str, str]]:
    """The steps of the way, as the kind of course has them, with their days; components/phase_bar.html draws them."""
    pages = {one.event: one.page for _room, one in room.every("steps", episode.kind_of_course)}
    ordered = episode.course.steps
    closed = episode.stands_at is CLOSED
    now = len(ordered) if closed else ordered.index(episode.stands_at)
    steps = []
    for place, phase in enumerate(ordered):
        kind, name = phase.told_by, pages.get(phase.told_by, "")
        state = "done" if place < now else "now" if place == now else "ahead"
        if closed and kind not in days:
            state = "ahead"
        # A step that lies ahead again, since the way led back, has no day of its own yet.
        meta = dates.day(days[kind]) if kind in days and state != "ahead" else ""
        open_to = bool(name) and state != "ahead" and case_pages.may_open(actor, name, episode)
        href = address_or_empty(name, episode.number) if open_to else ""
        steps.append((phase.name.in_(present_language()), meta, state, href))
    return steps


def next_act(
    actor: Any, episode: Episode, deadlines: Sequence[ShownDeadline], days: Mapping[str, date]
) -> dict[str, Any] | None:
    """The one next right act: what the case lacks at its step, else what runs out first."""
    if not episode.is_open:
        return None
    case_now = CaseNow(actor, episode, days)
    lacking = list(room.every("next_acts", episode.kind_of_course))
    first = _first_of([pair for pair in lacking if pair[1].order < AFTER_DEADLINES], case_now)
    if first is not None:
        return first
    urgent = _first_in_reach(episode, [item for item in deadlines if item.is_open and item.row.answers != CITIZEN])
    if urgent is None:
        return _first_of([pair for pair in lacking if pair[1].order >= AFTER_DEADLINES], case_now)
    when = dates.deadline_words(urgent.act_by, urgent.due_on)
    text = _("%(when)s. %(why)s.") % {"when": when, "why": urgent.why}
    told = {name: getattr(urgent.row, name, None) for name, _expression in about_clocks.row_expressions(in_lists=False)}
    act = about_clocks.ones_act(urgent.row.version, episode.number, actor, told)
    return _act(act.heading, text, act.button, act.href, [link for link in urgent.other_ways(days) if link[1]])


def _first_of(lacking: Sequence[tuple[Room, NextAct]], case_now: CaseNow) -> dict[str, Any] | None:
    """The first thing that a room says is lacking."""
    found = (of_room.at(one.act)(case_now) for of_room, one in lacking)
    todo = next((one for one in found if one is not None), None)
    return _act(todo.heading, todo.why, todo.button, todo.href) if todo is not None else None


def _first_in_reach(episode: Episode, waits: Sequence[ShownDeadline]) -> ShownDeadline | None:
    """What runs out first; but nobody can go further along the way than what the phase owes, so that goes first.

    So it is when Ankestyrelsen has changed a refusal: the days of the first contact stand, and we must decide anew.
    """
    first, way, owed = waits[0] if waits else None, episode.course.way, episode.stands_at.owes
    if first is None or not owed:
        return first
    if order_on_way(first.row.version) in range(way.index(owed) + 1, len(way)):
        return next((item for item in waits if order_on_way(item.row.version) <= way.index(owed)), first)
    return first


def within_reach(actor: Any, episode: Episode, act: dict[str, Any] | None) -> dict[str, Any] | None:
    """The act if it is this actor's to do: a page offers nothing that would be refused."""
    if act is None:
        return None
    allowed = [href for _words, href in (act["button"], *act["links"]) if _may_follow(actor, episode, href)]
    if act["button"][1] not in allowed:
        return None
    return {**act, "links": [link for link in act["links"] if link[1] in allowed]}


def _may_follow(actor: Any, episode: Episode, href: str) -> bool:
    action = case_pages.action_at(href)
    return action is None or access.may(actor, action, episode)


def _act(title: str, text: str, words: str, href: str, links: Sequence[tuple[str, str]] = ()) -> dict[str, Any] | None:
    return {"title": title, "text": text, "button": (words, href), "links": list(links)} if href else None


def journal_rows(actor: Any, episode: Episode, chosen: journal.Chosen) -> list[TimelineEntry]:
    """The entries as the page draws them; an event may give way to what its room draws (two queries).

    A note of a record that the actor does not read is told of by its event alone; and of a case in the other
    record (social or health) only what happened crosses, not what was written about it. A questionnaire's points are
    the assessment's, and told to who reads that.
    """
    if not chosen.lines:
        return []
    entries = journal.page(chosen, undetailed=_undetailed(actor, episode))
    drawn: dict[int, TimelineEntry] = {}
    for draw in room.answers("journal"):
        drawn |= draw(actor, episode, chosen)
    if episode.compartment not in roles.compartments(actor.roles):
        entries = [replace(entry, text="") for entry in entries]
    by_event = {f"e{event}": row for event, row in drawn.items()}
    return [by_event.get(entry.id) or journal_row(entry) for entry in entries]


def _undetailed(actor: Any, episode: Episode) -> frozenset[str]:
    """The events of which this person is told only that they happened, as the rooms say."""
    return frozenset(
        one.event for of_room, one in room.every("guarded") if not access.may(actor, of_room.at(one.reads), episode)
    )


def journal_row(entry: journal.Entry) -> TimelineEntry:
    """An entry with its words; late writing shows both times."""
    meta = dates.moment(entry.occurred_at)
    if entry.by:
        meta = f"{meta} · {entry.by}"
    if entry.written_late:
        meta = _("%(meta)s · written %(moment)s") % {"meta": meta, "moment": dates.moment(entry.recorded_at)}
    return TimelineEntry(entry.title, meta, entry.icon, entry.step, entry.text, entry.struck, entry.link, entry.id)


def filters(number: str, which: str, counts: Mapping[str, int]) -> list[tuple[str, str, bool, int]]:
    """The journal's filters as links with counts."""
    words = {
        "alt": _("All"), "trin": _("Steps"), "notater": _("Notes"), "breve": _("Letters"), "samtykker": _("Consents"),
    }  # fmt: skip
    base = address_or_empty("desk:case", number)
    return [
        (words[key], base if key == "alt" else f"{base}?vis={key}#journal", key == which, counts[key]) for key in words
    ]
