"""The case's own page of visitation, and its hearing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.care.visitation import access as may
from brobygger.care.visitation import afterwards, forms, rules, selectors, services, timing
from brobygger.care.visitation.views.common import attempt, onward
from brobygger.care.visitation.words import meets
from brobygger.ground import clock, once
from brobygger.records.pages import case_page, render_case
from brobygger.trust import access
from brobygger.trust.pages import page


@page(may.READ)
def visitation(request: HttpRequest, number: str) -> HttpResponse:
    """From recommendation to appeal: where the case stands, and everything there has been."""
    episode = case_page(request, number, may.READ)
    view = selectors.case_view(episode)
    meetings, decision = list(selectors.coming_meetings()[:6]), timing.open_decision(view.deadlines)
    actions = ("RECOMMEND", "DECIDE", "HEAR", "CHOOSE", "RECEIVE_APPEAL", "ANSWER", "PLAN_MEETING", "REASSESS")
    can = {name.lower(): access.may(request.user, getattr(may, name), episode) for name in actions}
    context = {
        "view": view,
        "may_appeal": rules.may_appeal(episode.line),
        "can": can,
        "asks_meeting": _asks_meeting(view),
        "meets": meets,
        "meetings": meetings,
        "too_late": timing.meeting_too_late(view.waiting_item.meeting if view.waiting_item else None, decision),
        "some_too_late": timing.some_too_late(meetings, decision),
        "after_choice": afterwards.next_of_choice(view, number),
        "after_decision": afterwards.next_of_decision(view, number, can),
        "acts": afterwards.acts(),
        "now": clock.now(),
    }
    return render_case(request, "visitation/visitation.html", episode, context, tab="visitation")


def _asks_meeting(view: selectors.CaseView) -> bool:
    waiting = view.open_recommendation
    return waiting is not None and waiting.needs_meeting


@page(may.HEAR, methods=("GET", "POST"))
def hearing(request: HttpRequest, number: str) -> HttpResponse:
    """Hear the citizen over what counts against the wish, by letter with a day to answer."""
    episode = case_page(request, number, may.HEAR)
    initial = {"reply_by": services.reply_day(episode, clock.today())}
    form = forms.HearingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(form, lambda: services.open_hearing(request.user, episode, data["about"], data["reply_by"])):
            return onward(request, _("The hearing is open. The letter is on its way."), "visitation", number)
    context = {"form": form, "once": once.once_key()}
    status = 422 if form.errors else 200
    return render_case(request, "visitation/hearing.html", episode, context, tab="visitation", status=status)


@page(may.HEAR, methods=("GET", "POST"))
def hearing_answer(request: HttpRequest, number: str) -> HttpResponse:
    """Write down what the citizen answers."""
    episode = case_page(request, number, may.HEAR)
    opened = episode.hearings.filter(used=False, answered_at__isnull=True).first()
    if opened is None:
        raise Http404
    form = forms.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["answer"]
        if attempt(form, lambda: services.answer_hearing(request.user, opened, words)):
            return onward(request, _("The answer is noted."), "visitation", number)
    context = {"form": form, "hearing": opened, "once": once.once_key()}
    status = 422 if form.errors else 200
    return render_case(request, "visitation/hearing_answer.html", episode, context, tab="visitation", status=status)
