"""Pages of follow-up talks that were tried in vain: what happened, and after the second try another way."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.care.plans import rules, selectors, services
from brobygger.care.plans.access import FOLLOW_UP
from brobygger.care.plans.forms.common import TryForm
from brobygger.care.plans.views.common import attempt, done, status_of, with_once
from brobygger.ground import promised
from brobygger.records.episodes.attempts import Tries
from brobygger.records.episodes.models import Episode
from brobygger.records.pages import case_page, render_case
from brobygger.trust.pages import page


@page(FOLLOW_UP, methods=("GET", "POST"))
def follow_up(request: HttpRequest, number: str) -> HttpResponse:
    """The follow-up talk that is due was tried and did not come about."""
    episode = case_page(request, number, FOLLOW_UP)
    form = TryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(
            form,
            lambda: services.try_follow_up(
                request.user, episode, data["how"], text=data["text"], occurred_at=form.moment()
            ),
        ):
            return done(request, _said(), "plans:plan", number)
    tries = selectors.course(episode).follow_up_tries
    return _draw(request, episode, form, tries, _("Follow-up talk"), "plans:plan")


@page(FOLLOW_UP, methods=("GET", "POST"))
def after(request: HttpRequest, number: str, month: int) -> HttpResponse:
    """The follow-up one or six months after the end was tried and did not come about."""
    if month not in rules.AFTER_MONTHS:
        raise Http404
    episode = case_page(request, number, FOLLOW_UP)
    form = TryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(
            form,
            lambda: services.try_after(
                request.user, episode, month, data["how"], text=data["text"], occurred_at=form.moment()
            ),
            {"before-end": "day"},
        ):
            return done(request, _said(), "plans:after", number)
    course = selectors.course(episode)
    what = _("Follow-up after %(time)s") % {"time": promised.after_end(month, course.ended_on)}
    return _draw(request, episode, form, course.after_tries[month], what, "plans:after")


def _said() -> str:
    return _("The try is noted. The deadline stays open.")


def _draw(request: HttpRequest, episode: Episode, form: TryForm, tries: Tries, what: str, back: str) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form, "tries": tries, "what": what, "back": reverse(back, args=[episode.number]),
    }  # fmt: skip
    return render_case(request, "plans/try.html", episode, with_once(context), tab="plan", status=status_of([form]))
