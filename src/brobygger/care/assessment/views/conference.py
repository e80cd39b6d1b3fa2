"""The Thursday conference with psychiatry."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.care.assessment import selectors, services
from brobygger.care.assessment.access import CONFERENCE, READ_CONFERENCE
from brobygger.care.assessment.forms import OutcomeForm, PutOnForm
from brobygger.care.assessment.models import ConferenceItem
from brobygger.care.assessment.services.conference import has_consent
from brobygger.care.assessment.views import attempt, form_data
from brobygger.ground import clock
from brobygger.ground.addresses import see_other
from brobygger.records.consents import partners
from brobygger.records.consents import rules as consent_rules
from brobygger.records.consents.rules import Question
from brobygger.records.episodes.models import Episode
from brobygger.records.pages import case_page, render_case, shown_name
from brobygger.trust import access, pages
from brobygger.trust.pages import page

AHEAD = 6
BEHIND = 8


@page(READ_CONFERENCE)
def agenda(request: HttpRequest) -> HttpResponse:
    """The next Thursdays with their cases, and those behind that still lack an outcome."""
    today = clock.today()
    meetings = selectors.next_meetings(today, AHEAD)
    until = meetings[-1].day if meetings else today
    by_day = selectors.agenda(request.user, today - timedelta(weeks=BEHIND), until)
    shown = [one.item for items in by_day.values() for one in items]
    pages.listed(request, READ_CONFERENCE, shown)
    if not shown:
        pages.nothing_shown(request)
    behind = sorted((day for day in by_day if day < today), reverse=True)
    waiting = [one for day in behind for one in by_day[day] if one.item.state == ConferenceItem.State.PLANNED]
    context = {
        "meetings": [(meeting, by_day.get(meeting.day, [])) for meeting in meetings],
        "waiting": waiting,
        "held": [one for day in behind for one in by_day[day] if one.item.state == ConferenceItem.State.HELD],
        "name_of": shown_name,
    }
    return pages.render(request, "assessment/conference.html", context)


@page(CONFERENCE, methods=("GET", "POST"))
def put_on(request: HttpRequest, number: str) -> HttpResponse:
    """Put the case on the agenda of a Thursday; without the consent the page says what is missing."""
    episode = case_page(request, number, CONFERENCE)
    meetings = selectors.next_meetings(clock.today(), AHEAD)
    open_days = [meeting.day for meeting in meetings if meeting.closed is None]
    first = {"day": open_days[0].isoformat()} if open_days else {}
    form = PutOnForm(form_data(request), meetings=meetings, initial=first)
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        day, question = form.cleaned_data["day"], form.cleaned_data["question"]
        if attempt(form, lambda: services.put_on(user, episode, day, question)):
            messages.success(request, _("The case is on the agenda."))
            return see_other("assessment:put_on", number)
    context = {
        "form": form,
        "meetings": meetings,
        "items": selectors.conference_items(episode),
        "consent": has_consent(episode),
        "asks_consent": Question(partners.psychiatry(), consent_rules.CONFERENCE),
    }
    status = 422 if form.errors else 200
    return render_case(request, "assessment/put_on.html", episode, context, tab="assessment", status=status)


def _item(request: HttpRequest, pk: int, action: Any) -> tuple[Episode, ConferenceItem]:
    """The item and its case, if the actor may see the case."""
    found = ConferenceItem.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    cases = Episode.objects.select_related("person", "responsible")
    episode = pages.get_visible(request, cases, action, pk=found.episode_id)
    found.episode = episode
    return episode, found


@page(READ_CONFERENCE, methods=("GET", "POST"))
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One case on the agenda: what is asked, and what came of it."""
    episode, found = _item(request, pk, READ_CONFERENCE)
    form = OutcomeForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        data = form.cleaned_data
        today = clock.today()
        at = clock.now() if found.day >= today else clock.at_noon(found.day)
        if attempt(form, lambda: services.hold(user, found, data["outcome"], data["took_part"], occurred_at=at)):
            messages.success(request, _("What came of the conference is noted."))
            return see_other("assessment:conference")
    return _show(request, episode, found, form)


def _show(request: HttpRequest, episode: Episode, found: ConferenceItem, form: OutcomeForm) -> HttpResponse:
    context = {
        "item": found,
        "form": form,
        "consent": has_consent(episode, at=None if found.day >= clock.today() else clock.at_noon(found.day)),
        "ahead": found.day > clock.today(),
        "planned": found.state == ConferenceItem.State.PLANNED,
        "may_change": access.may(request.user, CONFERENCE, episode),
    }
    status = 422 if form.errors else 200
    return render_case(request, "assessment/conference_item.html", episode, context, tab="assessment", status=status)


@page(CONFERENCE, methods=("POST",))
def take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a case off the agenda."""
    episode, found = _item(request, pk, CONFERENCE)
    attempt.tell(request, lambda: services.take_off(request.user, found), _("The case is taken off the agenda."))
    return see_other("assessment:put_on", episode.number)
