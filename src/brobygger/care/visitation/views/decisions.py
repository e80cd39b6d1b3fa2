"""Pages where a decision is made: a case at a meeting, or the authority alone; and the decision as it was made."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.care.visitation import access as may
from brobygger.care.visitation import desk as desks
from brobygger.care.visitation import forms, rules, selectors, services, timing
from brobygger.care.visitation.dating import dating_of
from brobygger.care.visitation.desk import Desk
from brobygger.care.visitation.models import AgendaItem, Decision, Meeting
from brobygger.care.visitation.rules import Problem
from brobygger.care.visitation.services.decisions import last_made
from brobygger.care.visitation.views.common import attempt, onward, staff_page, to
from brobygger.care.visitation.views.meetings import fetch, present, progress
from brobygger.care.visitation.words import add_problems, meets
from brobygger.ground import clock, once
from brobygger.ground.versions import Stale
from brobygger.records.drafts import autosave
from brobygger.records.episodes.models import Episode
from brobygger.records.letters.showing import shown_text_of
from brobygger.records.pages import case_page, render_case, shown_name
from brobygger.records.people.rules import age_on
from brobygger.trust import access, pages
from brobygger.trust.pages import page


def _item(request: HttpRequest, meeting: Meeting, item_id: int, action: access.Action) -> AgendaItem:
    """The case of an agenda item, if the actor may see it."""
    queryset = Episode.objects.select_related("person", "responsible")
    lookup = {"agenda_items__pk": item_id, "agenda_items__meeting": meeting}
    episode = pages.get_visible(request, queryset, action, **lookup)
    item = AgendaItem.objects.select_related("recommendation__written_by", "postponed_to").get(pk=item_id)
    item.episode, item.meeting = episode, meeting
    return item


@page(may.AGENDA, methods=("GET", "POST"))
def agenda_item(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """One case at the meeting: agenda, case and letter side by side; decide, and on to the next."""
    meeting = fetch(meeting_id)
    item = _item(request, meeting, item_id, may.AGENDA)
    if request.method == "POST":
        access.require(request.user, may.DECIDE, item.episode)
    rows = selectors.agenda(meeting, request.user)
    desk = Desk.of(item.episode, item)
    form = desk.form(request.POST or None)
    if request.method == "POST":
        answer = _post(request, desk, form, rows)
        if answer is not None:
            return answer
    context = {
        **_desk_context(request, desk, form),
        "meeting": meeting,
        "item": item,
        "rows": rows,
        "progress": progress(rows),
        "next_item": _next(rows, item),
        "present": present(meeting),
        "episode": item.episode,
        "case": _head(item.episode),
        "made": item.decisions.filter(state="made").select_related("letter", "made_by", "item__meeting").first(),
    }
    pages.listed(request, may.AGENDA, [row.item for row in rows if row.visible])
    return staff_page(request, "agenda_item", context, status=422 if form.errors else 200)


def _head(episode: Episode) -> dict[str, Any]:
    """Who the case is about, as the meeting sees it."""
    marks = {
        (True, True): _("Protected name and address"),
        (True, False): _("Protected name"),
        (False, True): _("Protected address"),
    }
    return {
        "number": episode.number,
        "name": shown_name(episode),
        "age": age_on(episode.birth_date, clock.today()) if episode.birth_date else None,
        "counsellor": episode.responsible.name if episode.responsible else "",
        "line": episode.get_line_display(),
        "protection": marks.get((episode.name_protected, episode.address_protected), ""),
    }


def _next(rows: list[selectors.AgendaRow], item: AgendaItem) -> AgendaItem | None:
    """The next case to be taken: after this one, else the first that was passed by."""
    left = [row.item for row in rows if row.visible and row.item.state == "waiting" and row.item.pk != item.pk]
    return next((one for one in left if one.position > item.position), left[0] if left else None)


def _desk_context(request: HttpRequest, desk: Desk, form: forms.DecisionForm) -> dict[str, Any]:
    decision, deadline = desk.as_decision(), selectors.deadline(desk.episode, "decision")
    later = selectors.later_meetings(desk.item.meeting) if desk.item else ()
    decision.episode = desk.episode
    return {
        "desk": desk,
        "form": form,
        "ticks": desks.ticks(desk),
        "notes": desk.notes(),
        "marked": desk.recommendation.kind_of_treatment if desk.recommendation else "",
        "letter": desks.letter(desk, decision, request.user),
        "by_itself": desks.by_itself(decision),
        "deadline": deadline,
        "some_too_late": timing.some_too_late(later, deadline),
        "last_post_day": desks.last_post_day(dating_of(decision)),
        "may_decide": access.may(request.user, may.DECIDE, desk.episode),
        "may_answer": access.may(request.user, may.ANSWER, desk.episode),
        "questions": list(desk.recommendation.questions.select_related("asked_by")) if desk.recommendation else [],
        "question_form": forms.QuestionForm(),
        "once": once.once_key(),
    }


def _post(
    request: HttpRequest, desk: Desk, form: forms.DecisionForm, rows: list[selectors.AgendaRow] | None = None
) -> HttpResponse | None:
    """Keep the draft, show the letter, postpone or decide; None when the form comes back with its errors."""
    form.is_valid()
    act = request.POST.get("act", "save")
    if act == "decide" and form.is_valid():
        if form.cleaned_data["choice"] == forms.POSTPONE:
            return _postpone(request, desk, form, rows or [])
        return _decide(request, desk, form, rows)
    if act != "decide" and form.is_valid() and _kept(request, desk, form):
        if act == "letter":
            return to("agenda_item", desk.item.meeting_id, desk.item.pk) if desk.item else to("decide", _number(desk))
        words = _("The draft is kept.")
        if desk.item:
            return onward(request, words, "agenda_item", desk.item.meeting_id, desk.item.pk)
        return onward(request, words, "decide", _number(desk))
    return None


def _number(desk: Desk) -> str:
    return desk.episode.number


def _save(request: HttpRequest, desk: Desk, form: forms.DecisionForm) -> Decision:
    """Keep what could be read."""
    saved = services.save_decision(
        request.user,
        desk.episode,
        item=desk.item,
        version=form.cleaned_data.get("version") or 0,
        standing=form.cleaned_data.get("standing") or 0,
        **form.draft_values(),
    )
    if desk.item is not None and "citizen_present" in form.cleaned_data:
        data = form.cleaned_data
        services.note_presence(
            request.user,
            desk.item,
            citizen=data["citizen_present"] or None,
            counsellor=data["counsellor_present"] or None,
        )
    saved.episode = desk.episode
    if desk.item is not None:
        saved.item = desk.item
    return saved


def _postpone(
    request: HttpRequest, desk: Desk, form: forms.DecisionForm, rows: list[selectors.AgendaRow]
) -> HttpResponse | None:
    item, data = desk.item, form.cleaned_data
    if item is None:
        raise Http404
    to_meeting = data["postpone_to"]
    if to_meeting is None:
        missing = [] if data["missing"].strip() else [Problem("missing", "missing")]
        add_problems(form, [*missing, Problem("postpone_to", "missing")])
        return None
    if not attempt(form, lambda: services.postpone(request.user, item, data["missing"], to_meeting)):
        return None
    return _onward(
        request,
        item,
        rows,
        _("The case is postponed to %(meeting)s.") % {"meeting": forms.meeting_words(to_meeting)},
    )


def _decide(
    request: HttpRequest, desk: Desk, form: forms.DecisionForm, rows: list[selectors.AgendaRow] | None
) -> HttpResponse | None:
    if not form.cleaned_data["choice"]:
        add_problems(form, [Problem("choice", "missing")])
    read = form.cleaned_data.get("standing") or 0
    if not _is_first(desk, form, read) or not _kept(request, desk, form):
        return None
    draft, made = cast(Decision, desk.draft), list[Decision]()
    if form.errors or not attempt(form, lambda: made.append(services.make(request.user, draft, standing=read))):
        return None
    words = _("Decided. The letter is on its way: %(means)s.") % {"means": made[0].letter.get_means_display()}  # type: ignore[union-attr]
    if desk.item is not None:
        return _onward(request, desk.item, rows or [], words)
    return onward(request, words, "decision", _number(desk), made[0].pk)


def _is_first(desk: Desk, form: forms.DecisionForm, read: int) -> bool:
    """Whether nobody has decided the case since the form was drawn: then not even a draft is left behind."""
    if desk.item is not None:
        code = "" if desk.item.state == AgendaItem.State.WAITING else "done"
    else:
        code = "" if read == desk.newest else "made"
    if code:
        add_problems(form, [Problem("", code)])
    return not code


def _kept(request: HttpRequest, desk: Desk, form: forms.DecisionForm) -> bool:
    """Keep the draft on the desk; what keeps it from being kept is said in the form."""
    saved: list[Decision] = []
    if not attempt(form, lambda: saved.append(_save(request, desk, form))):
        return False
    desk.draft = saved[0]
    return True


def _onward(request: HttpRequest, item: AgendaItem, rows: list[selectors.AgendaRow], words: str) -> HttpResponse:
    """On to the next case, or back to the agenda when it was the last."""
    follow = _next(rows, item)
    if follow is None:
        return onward(request, words, "meeting", item.meeting_id)
    return onward(request, words, "agenda_item", item.meeting_id, follow.pk)


def _waits_at(desk: Desk) -> AgendaItem | None:
    """Where on an agenda the case is to be decided; appeals and rulings need no meeting (one query)."""
    if desk.draft is not None and (desk.draft.appeal_id is not None or desk.draft.ruling_id is not None):
        return None
    return AgendaItem.objects.filter(episode=desk.episode, state=AgendaItem.State.WAITING).order_by("-id").first()


@page(may.DECIDE, methods=("GET", "POST"))
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """Decide without a meeting: ambulatory treatment, a refusal, or a new decision after an appeal."""
    episode = case_page(request, number, may.DECIDE)
    desk = Desk.of(episode)
    at_meeting = _waits_at(desk) if request.method == "GET" else None
    if at_meeting is not None:
        return to("agenda_item", at_meeting.meeting_id, at_meeting.pk)
    form = desk.form(request.POST or None)
    if request.method == "POST":
        answer = _post(request, desk, form)
        if answer is not None:
            return answer
    context = {**_desk_context(request, desk, form), "meets": meets}
    status = 422 if form.errors else 200
    return render_case(request, "visitation/decide.html", episode, context, tab="visitation", status=status)


@page(may.DECIDE, methods=("POST",))
def preview(request: HttpRequest, number: str) -> HttpResponse:
    """Keep the draft and answer with the letter as it now reads."""
    episode = case_page(request, number, may.DECIDE)
    return _preview(request, Desk.of(episode))


@page(may.DECIDE, methods=("POST",))
def preview_item(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Keep the draft of a case at a meeting, and answer with the letter as it now reads."""
    return _preview(request, Desk.of(*_both(_item(request, fetch(meeting_id), item_id, may.DECIDE))))


def _both(item: AgendaItem) -> tuple[Episode, AgendaItem]:
    return item.episode, item


def _preview(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = desk.form(request.POST)
    form.is_valid()
    try:
        tried = attempt(None, lambda: _save(request, desk, form))
    except Stale:
        return autosave.not_kept(autosave.other_draft())
    if not tried:
        return autosave.not_kept(tried.words)
    saved = tried.done
    context = {
        "kept": autosave.kept_words(saved.saved_at, form),
        "letter": desks.letter(desk, saved, request.user),
        "case": None,
        "postponing": form.cleaned_data.get("choice") == forms.POSTPONE,
    }
    return staff_page(request, "preview", context)


@page(may.DECIDE, methods=("POST",))
def again(request: HttpRequest, number: str) -> HttpResponse:
    """Begin a new decision in place of the one that stands: the only way to undo it."""
    episode = case_page(request, number, may.DECIDE)
    standing = last_made(episode)
    if standing is None:
        raise Http404
    standing.episode = episode
    services.start_again(request.user, standing)
    return to("decide", number)


@page(may.READ)
def decision(request: HttpRequest, number: str, decision_id: int) -> HttpResponse:
    """A decision as it was made, and its letter word for word."""
    episode = case_page(request, number, may.READ)
    related = ("letter", "made_by", "replaces", "beside", "item__meeting", "hearing", "appeal")
    found = Decision.objects.filter(episode=episode, state="made", pk=decision_id).select_related(*related).first()
    if found is None or found.letter is None:
        raise Http404
    found.episode = found.letter.episode = episode
    context = {
        "decision": found,
        "letter": shown_text_of(found.letter),
        "newer": found.replaced_by.filter(state="made").first(),
        "period": selectors.deadlines_about(episode.pk, "appeal-period", decision_id=found.pk).first(),
        "may_decide": access.may(request.user, may.DECIDE, episode),
        "may_receive": access.may(request.user, may.RECEIVE_APPEAL, episode) and rules.may_appeal(episode.line),
        "may_choose": access.may(request.user, may.CHOOSE, episode) and found.outcome != rules.REFUSED,
    }
    return render_case(request, "visitation/decision.html", episode, context, tab="visitation")
