"""The page about treatment at another provider: a status that came, a visit that was held, how long it lasts."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.care.plans import elsewhere, selectors, services, words
from brobygger.care.plans.access import FOLLOW_ELSEWHERE
from brobygger.care.plans.forms.start import ElsewhereForm
from brobygger.care.plans.views.common import attempt, done, status_of, with_once
from brobygger.records.pages import case_page, render_case
from brobygger.trust.pages import page


@page(FOLLOW_ELSEWHERE, methods=("GET", "POST"))
def note(request: HttpRequest, number: str) -> HttpResponse:
    """What the place has told, or was seen there."""
    episode = case_page(request, number, FOLLOW_ELSEWHERE)
    form = ElsewhereForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> object:
            if data["what"] == elsewhere.LENGTH:
                return services.tell_length(request.user, episode, data["weeks"], text=data["text"])
            return services.note_elsewhere(
                request.user, episode, data["what"], text=data["text"], occurred_at=form.moment()
            )

        if attempt(form, act, {"before-stay": "day"}):
            return done(request, _("It is noted in the case."), "plans:plan", number)
    stay = selectors.stay(episode)
    context = {"form": form, "stay": stay, "kind": words.kind(stay.kind) if stay else ""}
    return render_case(
        request, "plans/elsewhere.html", episode, with_once(context), tab="plan", status=status_of([form])
    )
