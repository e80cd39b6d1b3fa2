"""The plan as the citizen's own copy: a letter like any other."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from brobygger.care.plans import letters, selectors
from brobygger.care.plans.access import SEND_COPY
from brobygger.care.plans.views.common import attempt
from brobygger.ground.addresses import see_other
from brobygger.records.letters import recipients
from brobygger.records.letters import services as post
from brobygger.records.letters.rules import NewLetter
from brobygger.records.letters.senders import signature
from brobygger.records.pages import case_page
from brobygger.trust.pages import page


@page(SEND_COPY, methods=("POST",))
def send(request: HttpRequest, number: str) -> HttpResponse:
    """Send the plan that holds now to the citizen (KS 5.1)."""
    episode = case_page(request, number, SEND_COPY)
    plan = selectors.latest_plan(episode)
    if plan is None:
        raise Http404
    goals = [view.goal for view in selectors.flat(selectors.goals_of(plan, {}))]
    with translation.override("da"):  # as every letter
        text = letters.plan_copy(episode, plan, goals, signature(request.user, episode.unit))
    new = NewLetter("plan", text, recipients.citizen(episode.person))
    attempt.tell(
        request,
        lambda: post.queue(request.user, SEND_COPY, episode, new),
        _("Done. The citizen gets the plan as a letter."),
    )
    return see_other("plans:plan", number)
