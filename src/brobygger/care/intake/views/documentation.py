"""The act that says that a case is fully documented, where the standard in use counts from it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.care.intake import access as actions
from brobygger.care.intake.forms import DocumentationForm
from brobygger.care.intake.services import documentation as services
from brobygger.care.intake.views.shared import attempt
from brobygger.ground import once
from brobygger.ground.addresses import see_other
from brobygger.records.episodes import documentation as noted
from brobygger.records.episodes.services import EventRefused
from brobygger.records.pages import case_page, render_case
from brobygger.trust.pages import page


@page(actions.DOCUMENT, methods=("GET", "POST"))
def documentation(request: HttpRequest, number: str) -> HttpResponse:
    """Note the day on which the case was fully documented; what it starts is told on the case."""
    episode = case_page(request, number, actions.DOCUMENT)
    if not noted.counts():
        raise Http404
    form = DocumentationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: services.note(request.user, episode, occurred_at=form.moment()),
            {EventRefused: "day"},
        )
        if done:
            messages.success(request, _("It is noted that the case is fully documented."))
            return see_other("intake:citizen", number)
    context = {"form": form, "noted_at": noted.noted_at(episode), "once": once.once_key()}
    status = 422 if form.errors else 200
    return render_case(request, "intake/documentation.html", episode, context, tab="citizen", status=status)
