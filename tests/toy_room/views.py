"""The pages of the room."""

from django.http import HttpRequest, HttpResponse

from brobygger.ground.addresses import see_other
from brobygger.records.episodes.models import Episode
from brobygger.records.pages import case_page, render_case
from brobygger.trust import pages
from brobygger.trust.pages import page
from tests.toy_room import selectors, services
from tests.toy_room.access import WEEK, WRITE
from tests.toy_room.events import STEPS
from tests.toy_room.forms import WalkForm


@page(WEEK)
def week(request: HttpRequest) -> HttpResponse:
    """The walks on one's own cases; the audit trail is told whose are shown."""
    found = selectors.own(request.user)
    pages.listed(request, WEEK, pages.numbered(Episode, [walk.episode for walk in found]))
    return pages.render(request, "walks/week.html", {"walks": [(walk.number, walk.href) for walk in found]})


@page(WRITE, methods=("GET", "POST"))
def walks(request: HttpRequest, number: str) -> HttpResponse:
    """The walks of a case, and a new one."""
    episode = case_page(request, number, WRITE)
    form = WalkForm(request.POST or None)
    if "invite" in request.POST:
        services.invite(request.user, episode)
        return see_other("letters:letters", number)
    if form.is_valid():
        services.hold(request.user, episode, form.cleaned_data["steps"])
        return see_other("walks:walks", number)
    context = {"form": form, "walks": [STEPS.read(event.facts) for event in selectors.of_case(episode)]}
    return render_case(request, "walks/walks.html", episode, context, tab="walks", status=422 if form.errors else 200)
