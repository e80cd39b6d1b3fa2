"""The plan as the citizen's own copy: a letter like any other."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from brobygger.care.plans import letters, selectors, wording
from brobygger.care.plans.access import SEND_COPY
from brobygger.care.plans.views.common import to
from brobygger.records.letters import recipients
from brobygger.records.letters import services as post
from brobygger.records.letters.rules import LetterRefused, NewLetter
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
    try:
        post.queue(request.user, SEND_COPY, episode, NewLetter("plan", text, recipients.citizen(episode.person)))
    except LetterRefused as refused:
        messages.error(request, wording.letter_refusal(refused))
    else:
        messages.success(request, _("Done. The citizen gets the plan as a letter."))
    return to("plans:plan", number)
