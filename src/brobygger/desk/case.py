"""One case at a glance: where it is, what comes next, what is promised, what happened, whom we may talk with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from markupsafe import Markup

from brobygger.care.assessment.access import CONTENT
from brobygger.care.visitation.models import Recommendation
from brobygger.desk.access import CASE
from brobygger.desk.acts import Act, act_for, rule_of, section_words
from brobygger.desk.next_acts import ones_act
from brobygger.desk.reckoning import folded
from brobygger.desk.tried import and_tried
from brobygger.ground import clock, dates, prepared_queries
from brobygger.ground.addresses import address_or_empty
from brobygger.ground.languages import present_language
from brobygger.records import pages as case_pages
from brobygger.records.consents import selectors as consents
from brobygger.records.consents.access import CHANGE as CHANGE_CONSENTS
from brobygger.records.episodes import journal
from brobygger.records.episodes.journal import TimelineEntry
from brobygger.records.episodes.models import Episode, Phase, StoredDeadline
from brobygger.records.episodes.way import WAY, order_on_way
from brobygger.records.notes import selectors as notes
from brobygger.standard.clocks import CITIZEN
from brobygger.trust import access, roles
from brobygger.trust.pages import page

PANEL = 4
SCORED = frozenset({"instrument.answered"})
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
    with prepared_queries.together(
        (_deadlines, (episode.pk,)), journal.lines_wanted(episode), consents.wanted(episode)
    ):
        deadlines, events, answers = shown_deadlines(episode), journal.lines(episode), consents.answers(episode)
    chosen = journal.choose(events, which, request.GET.get("foer", ""))
    entries = journal_rows(request.user, episode, chosen)
    steps = last_days(events)
    all_shown = request.GET.get("frister") == "alle"
    coming = next_act(request.user, episode, deadlines, steps)
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
        "consents": consents.panel(answers),
        "may_change_consents": access.may(request.user, CHANGE_CONSENTS, episode),
        "may_write": case_pages.may_open(request.user, "notes:new", episode),
        "letter_failed": getattr(episode, "letter_failed", False),
    }
    return case_pages.render_case(request, "desk/case.html", episode, context, tab="overview", answers=answers)


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

    @property
    def can_depart(self) -> bool:
        """Whether the citizen's choice of another place would end it."""
        return self.is_open and any(
            trigger.event == "provider.chosen" for trigger in rule_of(self.row.version).departed_by
        )


def shown_deadlines(episode: Episode) -> list[ShownDeadline]:
    """The case's deadlines: open ones by the practical day, then what was met, newest first (one query)."""
    rows: list[StoredDeadline] = prepared_queries.rows(_deadlines, episode.pk)
    today = clock.today()
    shown = [_shown(row, episode, today) for row in rows]
    standing = [item for item in shown if not (item.state == "void" and item.row.answers == CITIZEN)]
    opened = sorted((item for item in standing if item.is_open), key=_order)
    ended = sorted((item for item in standing if not item.is_open), key=lambda item: item.due_on, reverse=True)
    return opened + ended


def _order(item: ShownDeadline) -> tuple[date, date, int]:
    return item.act_by, item.due_on, order_on_way(item.row.version)


def _deadlines(episode: int) -> QuerySet[StoredDeadline]:
    submitted = Recommendation.objects.filter(episode_id=episode, state="submitted")
    return StoredDeadline.objects.filter(episode_id=episode).annotate(recommended=Exists(submitted))


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
    """The five steps of the way with their days, as components/phase_bar.html draws them."""
    order = [phase for phase, _kind, _name in STEPS]
    closed = episode.phase == Phase.CLOSED
    now = len(order) if closed else order.index(Phase(episode.phase))
    steps = []
    for place, (phase, kind, name) in enumerate(STEPS):
        state = "done" if place < now else "now" if place == now else "ahead"
        if closed and kind not in days:
            state = "ahead"
        # A step that lies ahead again, since the way led back, has no day of its own yet.
        meta = dates.day(days[kind]) if kind in days and state != "ahead" else ""
        open_to = state != "ahead" and case_pages.may_open(actor, name, episode)
        href = address_or_empty(name, episode.number) if open_to else ""
        steps.append((str(phase.label), meta, state, href))
    return steps


def next_act(
    actor: Any, episode: Episode, deadlines: Sequence[ShownDeadline], days: Mapping[str, date]
) -> dict[str, Any] | None:
    """The one next right act: what the case lacks at its step, else what runs out first."""
    if not episode.is_open:
        return None
    if episode.responsible_id is None:
        text = _("Nobody has taken the case yet.")
        return _act(_("Take the case"), text, _("Take it"), address_or_empty("intake:inquiries"))
    if "enrolment.completed" not in days and episode.phase == Phase.INQUIRY:
        text = _("Consent, children at home and how to reach each other are settled at enrolment.")
        return _act(
            _("Enrol the citizen"), text, _("Open the enrolment"), address_or_empty("intake:enrol", episode.number)
        )
    if "enrolment.completed" in days and _owes_notice(actor, episode):
        text = _("It goes each time a parent with children at home is enrolled. It is not a notification of concern.")
        href = address_or_empty("intake:notice", episode.number)
        return _act(_("Send the notice about the children"), text, _("Open the notice"), href)
    urgent = _first_in_reach(episode, [item for item in deadlines if item.is_open and item.row.answers != CITIZEN])
    if urgent is not None:
        links = []
        if urgent.can_depart and "provider-choice.limited" not in days:
            links.append(
                (_("The citizen chooses another place"), address_or_empty("visitation:provider", episode.number))
            )
        when = dates.deadline_words(urgent.act_by, urgent.due_on)
        text = _("%(when)s. %(why)s.") % {"when": when, "why": urgent.why}
        recommended = getattr(urgent.row, "recommended", False)
        act = ones_act(urgent.row.version, episode.number, actor, recommended=recommended)
        return _act(act.heading, text, act.button, act.href, [link for link in links if link[1]])
    if episode.phase == Phase.TREATMENT and not {"treatment.started", "relapse-prevention.started"} & days.keys():
        text = _("Treatment is granted and has not begun.")
        href = address_or_empty("plans:start_treatment", episode.number)
        return _act(_("Begin the treatment"), text, _("Register the first talk"), href)
    if episode.phase == Phase.TREATMENT and _lacks_a_plan(episode, days):
        text = _("The treatment has begun, and no plan has been agreed for it.")
        return _act(
            _("Agree on the treatment plan"), text, _("Open the plan"), address_or_empty("plans:plan", episode.number)
        )
    if episode.phase == Phase.FOLLOW_UP:
        text = _("No follow-up that was agreed is left to hold.")
        return _act(_("Close the case"), text, _("Open the ending"), address_or_empty("plans:close", episode.number))
    return None


def _owes_notice(actor: Any, episode: Episode) -> bool:
    """Whether this actor is to send the notice of the enrolment: it takes a minute, and waits for nothing."""
    return case_pages.notice_missing(episode) and case_pages.may_open(actor, "intake:send_notice", episode)


def _first_in_reach(episode: Episode, waits: Sequence[ShownDeadline]) -> ShownDeadline | None:
    """What runs out first; but before anything is granted nobody can start it, so the decision that is owed goes first.

    So it is when Ankestyrelsen has changed a refusal: the days of the first contact stand, and we must decide anew.
    """
    first = waits[0] if waits else None
    if first is None or episode.phase != Phase.VISITATION:
        return first
    decides = WAY.index("decision.made")
    if order_on_way(first.row.version) in range(decides + 1, len(WAY)):
        return next((item for item in waits if order_on_way(item.row.version) <= decides), first)
    return first


def _lacks_a_plan(episode: Episode, days: Mapping[str, date]) -> bool:
    """Every course has a plan (KS 5), one without a time limit too; a chosen provider makes it itself."""
    return not getattr(episode, "chosen_elsewhere", False) and "plan.agreed" not in days


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
    """The entries as the page draws them; a note's event gives way to the note itself (two queries, asked at once).

    A note of a record that the actor does not read is told of by its event alone; and of a case in the other
    record (social or health) only what happened crosses, not what was written about it. A questionnaire's points are
    the assessment's, and told to who reads that.
    """
    if not chosen.lines:
        return []
    ids = chosen.numbers_of(journal.kinds_in(journal.NOTES) or ())
    asked = [chosen.wanted(), notes.behind_wanted(actor, episode, ids)]
    with prepared_queries.together(*filter(None, asked)):
        entries = journal.page(chosen, undetailed=() if access.may(actor, CONTENT, episode) else SCORED)
        found = notes.journal(actor, episode, notes.behind(actor, episode, ids))
    if episode.compartment not in roles.compartments(actor.roles):
        entries = [replace(entry, text="") for entry in entries]
    by_event = {f"e{note.event_id}": note.drawn for note in found}
    return [by_event.get(entry.id) or journal_row(entry) for entry in entries]


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
