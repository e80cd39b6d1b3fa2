"""Pages about working together: network meetings and the action plan of serviceloven § 141."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.care.plans import drafts, selectors, services, words
from brobygger.care.plans.access import NETWORK, READ
from brobygger.care.plans.forms.start import ActionPlanForm, MeetingForm
from brobygger.care.plans.views.common import attempt, done, kept, status_of, with_once
from brobygger.records.consents import selectors as consents
from brobygger.records.consents import words as consent_words
from brobygger.records.consents.answers import Answer
from brobygger.records.consents.rules import COOPERATION, Question
from brobygger.records.episodes.models import Episode
from brobygger.records.pages import case_page, render_case
from brobygger.trust import access
from brobygger.trust.pages import page


@page(READ)
def network(request: HttpRequest, number: str) -> HttpResponse:
    """Who works together about this citizen: the action plan, and the meetings held."""
    episode = case_page(request, number, READ)
    context = {
        "action_plan": selectors.action_plan_events(episode),
        "meetings": [
            (meeting, words.partners(meeting.partners, meeting.held_at)) for meeting in selectors.meetings(episode)
        ],
        "consents": [row for row in consents.panel(consents.answers(episode)) if row.question.purpose == COOPERATION],
        "may_write": access.may(request.user, NETWORK, episode) and episode.is_open,
    }
    return render_case(request, "plans/network.html", episode, context, tab="network")


@page(NETWORK, methods=("GET", "POST"))
def meeting(request: HttpRequest, number: str) -> HttpResponse:
    """Write a network meeting that was held."""
    episode = case_page(request, number, NETWORK)
    begun = kept(request, episode, drafts.MEETING, MeetingForm)
    form = MeetingForm(request.POST or None, initial=begun.initial)
    if request.method == "POST" and form.is_valid() and _hold(request, episode, form):
        return done(request, _("The network meeting is written down."), "plans:network", number)
    context = with_once({"form": form, "mark": begun.mark, "answers": _answers(episode), "to_ask": _to_ask(form)})
    return render_case(request, "plans/meeting.html", episode, context, tab="network", status=status_of([form]))


def _hold(request: HttpRequest, episode: Episode, form: MeetingForm) -> bool:
    held = attempt(
        form,
        lambda: services.hold_network_meeting(request.user, episode, form.new_meeting(), occurred_at=form.moment()),
        quiet=["partner-consent"],
    )
    if held.refusal is not None and held.refusal.code == "partner-consent":
        form.refuse_partners(held.refusal.facts["partners"])
    return bool(held)


def _answers(episode: Episode) -> dict[str, str]:
    """What the citizen has answered about each partner, as the line under its choice (one query)."""
    held = consents.current(episode)
    told = {}
    for partner in standard.load().partners:
        question = Question(partner.id, COOPERATION)
        told[partner.id] = consent_words.answer(Answer(question, held.get(question)))
    return told


def _to_ask(form: MeetingForm) -> list[tuple[str, str]]:
    """Whom to ask the citizen about: the name, and the key of the page where the answer is noted."""
    return [(consent_words.partner(partner), Question(partner, COOPERATION).key) for partner in form.without_consent]


@page(NETWORK, methods=("GET", "POST"))
def action_plan(request: HttpRequest, number: str) -> HttpResponse:
    """The action plan: the citizen has one, or was offered help to get one."""
    episode = case_page(request, number, NETWORK)
    form = ActionPlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        event = attempt(
            form,
            lambda: services.offer_action_plan(
                request.user,
                episode,
                data["answer"],
                coordinated=form.is_coordinated,
                text=data["text"],
                occurred_at=form.moment(),
            ),
        )
        if event:
            return done(request, _("The answer about the action plan is noted."), "plans:network", number)
    context = with_once({"form": form})
    return render_case(request, "plans/action_plan.html", episode, context, tab="network", status=status_of([form]))
