"""Pages of the citizen's own choice of provider: the choice, the referral, and what became of it (KS 3.6)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from brobygger.care.visitation import access as may
from brobygger.care.visitation import forms, services
from brobygger.care.visitation.models import ChoiceStep, ProviderChoice
from brobygger.care.visitation.services import providers
from brobygger.care.visitation.views.common import attempt, onward
from brobygger.ground import clock, once, promised
from brobygger.ground.when import happened
from brobygger.records.episodes.models import Episode
from brobygger.records.letters.showing import as_shown
from brobygger.records.pages import case_page, render_case
from brobygger.trust.pages import page

Step = ChoiceStep.Kind
NOT_WRITTEN = "[Her står det, du skriver.]"


@page(may.CHOOSE, methods=("GET", "POST"))
def provider(request: HttpRequest, number: str) -> HttpResponse:
    """Record the citizen's own choice of another provider."""
    episode = case_page(request, number, may.CHOOSE)
    form = forms.ProviderForm(request.POST or None, line=episode.line)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> object:
            return services.choose_provider(
                request.user,
                episode,
                data["provider"],
                approved=data["approved"],
                similar=data["similar"],
                reason=data["reason"],
                direct=data.get("direct", False),
                doctor=data["doctor"],
                occurred_at=happened(data["on"]),
            )

        if attempt(form, act):
            if data.get("direct"):
                return onward(request, _departed(episode), "visitation", number)
            return onward(request, _("The choice is noted. Next: refer the citizen there."), "referral", number)
    context = {"form": form, "decision": providers.standing_decision(episode), "once": once.once_key()}
    status = 422 if form.errors else 200
    return render_case(request, "visitation/provider.html", episode, context, tab="visitation", status=status)


def _departed(episode: Episode) -> str:
    words = _("The choice is noted. %(Time)s are departed from.")
    return words % {"Time": capfirst(promised.the_time_to_begin(episode.line))}


def _choice(episode: Episode) -> ProviderChoice:
    """The choice that holds. Raises Http404 when there is none."""
    found = providers.standing_choice(episode)
    if found is None:
        raise Http404
    return found


@page(may.CHOOSE, methods=("GET", "POST"))
def referral(request: HttpRequest, number: str) -> HttpResponse:
    """Refer the citizen to the chosen place: the letter is shown before it is sent."""
    episode = case_page(request, number, may.CHOOSE)
    choice = _choice(episode)
    form = forms.ReferralForm(request.POST or None)
    shown_only = request.POST.get("act") == "letter"
    if request.method == "POST" and form.is_valid() and not shown_only:
        data = form.cleaned_data

        def act() -> object:
            return services.refer(request.user, choice, data["words"], agreed=data["agreed"], address=form.lines())

        if attempt(form, act):
            return onward(request, _("The referral is on its way."), "visitation", number)
    words = str(form.data.get("words", "")).strip() or NOT_WRITTEN
    context = {
        "form": forms.ReferralForm(initial=request.POST.dict()) if shown_only else form,
        "choice": choice,
        "letter": as_shown(providers.referral_text(choice, request.user, words), episode.person),
        "once": once.once_key(),
    }
    status = 422 if form.errors and not shown_only else 200
    return render_case(
        request, "visitation/referral.html", episode, context, tab="visitation", status=status, after_closing=True
    )


@page(may.CHOOSE, methods=("GET", "POST"))
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """What became of the choice: the place's yes or no, or the citizen's other mind."""
    episode = case_page(request, number, may.CHOOSE)
    choice = providers.adopt(request.user, episode, keep=request.method == "POST")
    if choice is None:
        raise Http404
    form = forms.ProviderAnswerForm(request.POST or None, choice=choice)
    if request.method == "POST" and form.is_valid():
        done = {
            Step.ACCEPTED: _("The place has said yes. Next: have it confirmed that treatment has begun."),
            Step.DECLINED: _("The place has said no. The citizen chooses another, or begins here."),
            Step.GIVEN_UP: _("The choice no longer holds. What we have granted stands: begin here."),
        }
        if attempt(form, lambda: _record(request, form, choice)):
            return onward(request, done[form.cleaned_data["what"]], "visitation", number)
    context = {"form": form, "choice": choice, "today": clock.today(), "once": once.once_key()}
    status = 422 if form.errors else 200
    return render_case(request, "visitation/provider_answer.html", episode, context, tab="visitation", status=status)


def _record(request: HttpRequest, form: forms.ProviderAnswerForm, choice: ProviderChoice) -> object:
    data, at = form.cleaned_data, happened(form.cleaned_data["on"])
    if data["what"] == Step.ACCEPTED:
        doctor = data.get("doctor") or ""
        return services.accepted(request.user, choice, data["starts_on"], data["words"], doctor=doctor, occurred_at=at)
    end = services.declined if data["what"] == Step.DECLINED else services.give_up
    return end(request.user, choice, data["words"], occurred_at=at)
