"""Pages of the recommendation, and of what the authority asks about it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.care.visitation import access as may
from brobygger.care.visitation import forms, rules, selectors, services, timing
from brobygger.care.visitation.models import Recommendation
from brobygger.care.visitation.views.common import attempt, attempt_recommendation, onward, tell, to
from brobygger.care.visitation.words import meets
from brobygger.ground import clock, once
from brobygger.ground.versions import Mark, Stale
from brobygger.records.drafts import autosave
from brobygger.records.episodes import carrying
from brobygger.records.episodes.models import Episode
from brobygger.records.pages import case_page, render_case
from brobygger.trust.pages import page


def _open(episode: Episode) -> Recommendation | None:
    return episode.recommendations.filter(state__in=["draft", "submitted"]).first()


# Which box of the recommendation begins with what has been written about which subject.
CARRIED = {"own_words": carrying.OWN_WORDS, "wish": carrying.WISH}


def _initial(draft: Recommendation | None) -> dict[str, object]:
    mark = {"version": str(Mark.fresh(draft.version if draft is not None else 0))}
    if draft is None:
        return {"written_on": clock.today(), **mark}
    return {**{name: getattr(draft, name) for name in forms.RecommendationForm.FIELDS}, **mark}


@page(may.RECOMMEND, methods=("GET", "POST"))
def recommend(request: HttpRequest, number: str) -> HttpResponse:
    """Write the recommendation with the citizen; keep it as a draft, or submit it."""
    episode = case_page(request, number, may.RECOMMEND)
    draft = _open(episode)
    if draft is not None and draft.state == "submitted":
        return to("visitation", number)
    begun = _initial(draft)
    if draft is None and request.method != "POST":
        begun |= carrying.begin_with(request.user, episode, CARRIED)
    form = forms.RecommendationForm(request.POST or None, initial=begun)
    if request.method == "POST":
        form.is_valid()
        submitting = request.POST.get("act") == "submit"
        if form.is_valid() and attempt_recommendation(form, lambda: _save(request, episode, form, submitting)):
            words = _("The recommendation is submitted.") if submitting else _("The draft is kept.")
            return onward(request, words, "visitation" if submitting else "recommend", number)
    next_meeting = selectors.coming_meetings().first()
    context = {
        "form": form,
        "draft": draft,
        "owes": rules.may_owe_payment(episode.line),
        "next_meeting": next_meeting,
        "too_late": timing.meeting_too_late(next_meeting, selectors.deadline(episode, "decision")),
        "meets": meets,
        "once": once.once_key(),
    }
    status = 422 if form.errors else 200
    return render_case(request, "visitation/recommend.html", episode, context, tab="visitation", status=status)


def _save(request: HttpRequest, episode: Episode, form: forms.RecommendationForm, submitting: bool) -> None:
    saved = services.save_recommendation(
        request.user, episode, version=form.cleaned_data.get("version") or 0, **form.values(form.FIELDS)
    )
    if submitting:
        services.submit(request.user, saved)


@page(may.RECOMMEND, methods=("POST",))
def keep(request: HttpRequest, number: str) -> HttpResponse:
    """Keep the draft while it is written; answers with a line of words."""
    episode = case_page(request, number, may.RECOMMEND)
    form = forms.RecommendationForm(request.POST, initial=_initial(_open(episode)))
    form.is_valid()
    try:
        tried = attempt(
            None,
            lambda: services.save_recommendation(
                request.user, episode, version=form.cleaned_data.get("version") or 0, **form.values(form.FIELDS)
            ),
        )
    except Stale:
        return autosave.not_kept(autosave.other_draft())
    return autosave.kept(tried.done.saved_at, form) if tried else autosave.not_kept(tried.words)


@page(may.RECOMMEND, methods=("POST",))
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take the recommendation back."""
    episode = case_page(request, number, may.RECOMMEND)
    found = _open(episode)
    if found is None:
        raise Http404
    reason = request.POST.get("reason", "").replace("\x00", "")
    tell(
        request,
        lambda: services.withdraw(request.user, found, reason),
        _("The recommendation is taken back."),
    )
    return to("visitation", number)


@page(may.RECOMMEND, methods=("POST",))
def put_on_agenda(request: HttpRequest, number: str) -> HttpResponse:
    """Put a submitted recommendation on a meeting."""
    episode = case_page(request, number, may.RECOMMEND)
    found = _open(episode)
    form = forms.OnAgendaForm(request.POST, meetings=selectors.coming_meetings())
    if found is None or not form.is_valid():
        raise Http404
    meeting = form.cleaned_data["meeting"]
    words = _("The case is on the agenda of %(meeting)s.") % {"meeting": forms.meeting_words(meeting)}
    tell(request, lambda: services.put_on_agenda(request.user, found, meeting), words)
    return to("visitation", number)


@page(may.DECIDE, methods=("POST",))
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """The authority asks something more; the question stands on the case until it is answered."""
    episode = case_page(request, number, may.DECIDE)
    found = episode.recommendations.filter(state="submitted").first()
    if found is None:
        raise Http404
    words = request.POST.get("question", "").replace("\x00", "")
    tell(request, lambda: services.ask(request.user, found, words), _("The question is asked."))
    item = found.items.filter(state="waiting").first()
    return to("agenda_item", item.meeting_id, item.pk) if item else to("visitation", number)


@page(may.ANSWER, methods=("GET", "POST"))
def answer(request: HttpRequest, number: str, question_id: int) -> HttpResponse:
    """Answer what the authority asked."""
    episode = case_page(request, number, may.ANSWER)
    from brobygger.care.visitation.models import Question

    questions = Question.objects.filter(recommendation__episode=episode).select_related("asked_by")
    question = questions.filter(pk=question_id).first()
    if question is None:
        raise Http404
    form = forms.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["answer"]
        if attempt(form, lambda: services.answer(request.user, question, words)):
            return onward(request, _("The answer is noted."), "visitation", number)
    context = {"form": form, "question": question, "once": once.once_key()}
    status = 422 if form.errors else 200
    return render_case(request, "visitation/answer.html", episode, context, tab="visitation", status=status)
