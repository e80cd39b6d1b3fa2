"""One case at a glance: where it is, what comes next, what is promised, what happened, whom we may talk with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.records import pages as case_pages
from brobygger.records.consents import selectors as consents
from brobygger.records.episodes import journal
from brobygger.records.episodes.models import Episode, Phase, StoredDeadline
from brobygger.records.notes import selectors as notes
from brobygger.standard.clocks import CITIZEN
from brobygger.trust import clock, readings
from brobygger.trust.pages import page
from brobygger.web import dates
from brobygger.web.staff.access import CASE
from brobygger.web.staff.acts import act_for, rule_of, section_words
from brobygger.web.staff.reckoning import Reckoning, reckoning

PANEL = 4
STEPS = (
    (Phase.INQUIRY, "inquiry.received", "intake:citizen"),
    (Phase.ASSESSMENT, "assessment.completed", "assessment:assessment"),
    (Phase.VISITATION, "decision.made", "visitation:visitation"),
    (Phase.TREATMENT, "treatment.started", "plans:plan"),
    (Phase.FOLLOW_UP, "treatment.ended", "plans:after"),
)


@page(CASE)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The overview of a case. A fixed number of readings, however long its history."""
    episode = case_pages.case_page(request, number, CASE)
    which = request.GET.get("vis", "alt")
    deadlines = shown_deadlines(episode)
    events = journal.lines(episode)
    entries = journal.page(events, which, request.GET.get("foer", ""))
    steps = last_days(events)
    answers = consents.answers(episode)
    all_shown = request.GET.get("frister") == "alle"
    context = {
        "phases": phase_steps(episode, steps),
        "next_act": next_act(episode, deadlines, steps),
        "deadlines": deadlines if all_shown else deadlines[:PANEL],
        "deadline_count": len(deadlines),
        "all_deadlines_shown": all_shown or len(deadlines) <= PANEL,
        "journal": entries,
        "journal_rows": journal_rows(request.user, episode, entries.entries),
        "filters": filters(number, which, journal.counts(events)),
        "which": which,
        "consents": consents.panel(answers),
        "letter_failed": getattr(episode, "letter_failed", False),
    }
    return case_pages.render_case(request, "staff/case.html", episode, context, tab="overview", answers=answers)


@dataclass(frozen=True)
class ShownDeadline:
    """A deadline of the case with its words: what to do, by when, why, and how it ended."""

    act: str
    button: str
    href: str
    why: str
    state: str
    act_by: date
    due_on: date
    met_on: date | None
    is_open: bool
    meta: str
    reckoning: Reckoning
    clock: str
    can_depart: bool
    answers: str


def shown_deadlines(episode: Episode) -> list[ShownDeadline]:
    """The case's deadlines: open ones by the practical day, then what was met, newest first (one query)."""
    rows: list[StoredDeadline] = readings.rows(_deadlines, episode.pk)
    today = clock.today()
    standing = [row for row in rows if not (row.state_on(today) == "void" and row.answers == CITIZEN)]
    shown = [_shown(row, episode, today) for row in standing]
    opened = sorted((item for item in shown if item.is_open), key=lambda item: (item.act_by, item.due_on))
    ended = sorted((item for item in shown if not item.is_open), key=lambda item: item.due_on, reverse=True)
    return opened + ended


def _deadlines(episode: int) -> QuerySet[StoredDeadline]:
    return StoredDeadline.objects.filter(episode_id=episode)


def _shown(row: StoredDeadline, episode: Episode, today: date) -> ShownDeadline:
    rule = rule_of(row.version)
    act = act_for(rule, episode.number)
    state = row.state_on(today)
    is_open = state in ("running", "due", "late") and row.stopped_on is None
    responsible = episode.responsible.name if episode.responsible and row.answers == "counsellor" else ""
    shown_on = row.met_on or (row.due_on if state == "late" else row.act_by)
    return ShownDeadline(
        act=act.heading,
        button=act.button,
        href=act.href,
        why=section_words(rule),
        state=state,
        act_by=row.act_by,
        due_on=row.due_on,
        met_on=row.met_on,
        is_open=is_open,
        meta=_("%(day)s · standard %(section)s") % {"day": dates.full_day(shown_on), "section": rule.section},
        reckoning=reckoning(
            row.version, row.started_on, row.due_on, row.act_by, row.started_by, row.presumed_from, responsible
        ),
        clock=row.clock,
        can_depart=is_open and any(trigger.event == "provider.chosen" for trigger in rule.departed_by),
        answers=row.answers,
    )


def last_days(events: Sequence[journal.Line]) -> dict[str, date]:
    """The last day on which each kind of event happened, corrected ones left out."""
    days: dict[str, date] = {}
    for event in events:
        if not event.corrected and event.kind not in days:
            days[event.kind] = clock.local_date(event.occurred_at)
    return days


def phase_steps(episode: Episode, days: Mapping[str, date]) -> list[tuple[str, str, str, str]]:
    """The five steps of the way with their days, as components/phase_bar.html draws them."""
    order = [phase for phase, _kind, _name in STEPS]
    closed = episode.phase == Phase.CLOSED
    now = len(order) if closed else order.index(Phase(episode.phase))
    steps = []
    for place, (phase, kind, name) in enumerate(STEPS):
        state = "done" if place < now else "now" if place == now else "ahead"
        if closed and kind not in days:
            state = "ahead"
        meta = dates.day(days[kind]) if kind in days else ""
        href = case_pages.address(name, episode.number) if state != "ahead" else ""
        steps.append((str(phase.label), meta, state, href))
    return steps


def next_act(episode: Episode, deadlines: Sequence[ShownDeadline], days: Mapping[str, date]) -> dict[str, Any] | None:
    """The one next right act: what the case lacks at its step, else what runs out first."""
    if not episode.is_open:
        return None
    if episode.responsible_id is None:
        text = _("Nobody has taken the case yet.")
        return _act(_("Take the case"), text, _("Take it"), case_pages.address("intake:inquiries"))
    if "enrolment.completed" not in days and episode.phase == Phase.INQUIRY:
        text = _("Consent, children at home and how to reach each other are settled at enrolment.")
        return _act(
            _("Enrol the citizen"), text, _("Open the enrolment"), case_pages.address("intake:enrol", episode.number)
        )
    urgent = next((item for item in deadlines if item.is_open and item.answers != CITIZEN), None)
    if urgent is not None:
        links = []
        if urgent.can_depart:
            links.append(
                (_("The citizen chooses another place"), case_pages.address("visitation:provider", episode.number))
            )
        when = dates.deadline_words(urgent.act_by, urgent.due_on)
        text = _("%(when)s: %(why)s.") % {"when": when, "why": urgent.why}
        return _act(urgent.act, text, urgent.button, urgent.href, [link for link in links if link[1]])
    if episode.phase == Phase.FOLLOW_UP:
        text = _("Every follow-up that was agreed has been held.")
        return _act(_("Close the case"), text, _("Open the ending"), case_pages.address("plans:close", episode.number))
    return None


def _act(title: str, text: str, words: str, href: str, links: Sequence[tuple[str, str]] = ()) -> dict[str, Any] | None:
    return {"title": title, "text": text, "button": (words, href), "links": list(links)} if href else None


def journal_rows(actor: Any, episode: Episode, entries: Sequence[journal.Entry]) -> list[Any]:
    """The entries as the page draws them; a note's event gives way to the note itself (one query).

    A note of a record that the actor does not read is told of by its event alone.
    """
    ids = [int(entry.id[1:]) for entry in entries if entry.kind in journal.FILTERS["notater"]]
    if not ids:
        return [journal_row(entry) for entry in entries]
    found = notes.journal(actor, episode, notes.behind(actor, episode, ids))
    by_event = {f"e{note.event_id}": note for note in found}
    return [by_event.get(entry.id) or journal_row(entry) for entry in entries]


def journal_row(entry: journal.Entry) -> dict[str, Any]:
    """An entry as components/timeline.html draws it; late writing shows both times."""
    meta = dates.moment(entry.occurred_at)
    if entry.by:
        meta = f"{meta} · {entry.by}"
    if entry.written_late:
        meta = _("%(meta)s · written %(moment)s") % {"meta": meta, "moment": dates.moment(entry.recorded_at)}
    return {
        "id": entry.id,
        "icon": entry.icon,
        "step": entry.step,
        "title": entry.title,
        "meta": meta,
        "text": entry.text,
        "struck": entry.struck,
        "link": entry.link,
    }


def filters(number: str, which: str, counts: Mapping[str, int]) -> list[tuple[str, str, bool, int]]:
    """The journal's filters as links with counts."""
    words = {
        "alt": _("All"), "trin": _("Steps"), "notater": _("Notes"), "breve": _("Letters"), "samtykker": _("Consents"),
    }  # fmt: skip
    base = case_pages.address("web:case", number)
    return [
        (words[key], base if key == "alt" else f"{base}?vis={key}#journal", key == which, counts[key]) for key in words
    ]
