"""The notification of a concern for a child: written, sent at once, and traced (KS 3.3)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.care.intake import access as actions
from brobygger.care.intake import letters, selectors, words
from brobygger.care.intake.forms import ConcernForm, ContactConcernForm
from brobygger.care.intake.services import concerns as services
from brobygger.care.intake.services.concerns import NewConcern, NewContact
from brobygger.care.intake.unsent import DRAFT
from brobygger.care.intake.views.shared import attempt, attempt_letter, status_of
from brobygger.ground import clock
from brobygger.ground.addresses import see_other
from brobygger.ground.once import once_key
from brobygger.records.drafts import services as drafts
from brobygger.records.drafts.services import DraftRefused
from brobygger.records.episodes.models import Episode
from brobygger.records.episodes.services import EventRefused
from brobygger.records.letters.rules import LetterRefused
from brobygger.records.pages import case_page, render_case
from brobygger.trust import access, pages
from brobygger.trust.pages import page


@page(actions.CONCERN, methods=("GET", "POST"))
def concern(request: HttpRequest, number: str) -> HttpResponse:
    """What was seen, for whom, whether the citizen knows; and every notification before it with its trace."""
    episode = case_page(request, number, actions.CONCERN)
    if request.method != "POST":
        draft = drafts.load_draft(request.user, episode, DRAFT)
        form = ConcernForm(initial=drafts.initial(draft, ConcernForm()))
        return _page(request, episode, form, kept=draft is not None)
    form = ConcernForm(request.POST)
    if "keep" in request.POST:
        kept = attempt(
            form, lambda: drafts.save_draft(request.user, episode, DRAFT, request.POST), {DraftRefused: "seen"}
        )
        if not kept:
            return _page(request, episode, form)
        messages.success(request, _("The draft is kept. Nothing has been sent."))
        return see_other("intake:concern", number)
    if form.is_valid() and attempt_letter(
        form,
        lambda: services.notify(request.user, actions.CONCERN, episode, _new(form)),
        {EventRefused: "day", LetterRefused: "seen"},
    ):
        drafts.used_up(request.user, episode, DRAFT)
        messages.success(request, _("The notification is on its way. Follow it below."))
        return see_other("intake:concern", number)
    return _page(request, episode, form)


@page(actions.NEW_CONCERN, methods=("GET", "POST"))
def from_contact(request: HttpRequest) -> HttpResponse:
    """The notification from a contact without a case: a relative's call, something one has seen (KS 3.3)."""
    request.shell_active = "inquiries"  # type: ignore[attr-defined]
    units = _units(request)
    if request.method != "POST":
        return _contact_page(request, ContactConcernForm(units=units))
    form = ContactConcernForm(request.POST, units=units)
    if not form.is_valid():
        return _contact_page(request, form)
    data = form.cleaned_data
    contact = NewContact(data["by"], data["channel"], data["unit"], data["name"], data["address"])
    tried = attempt_letter(
        form,
        lambda: services.notify_from_contact(request.user, actions.NEW_CONCERN, contact, _new(form)),
        {LetterRefused: "seen"},
    )
    if not tried:
        return _contact_page(request, form)
    messages.success(request, _("The notification is on its way. Follow it below."))
    return see_other("intake:concern", tried.done.episode.number)


def _units(request: HttpRequest) -> list[tuple[str, str]]:
    """One's own units first: there they know of it when somebody calls back."""
    mine = set(getattr(request.user, "units", []))
    named = [(unit.id, words.said(unit.name)) for unit in standard.load().units if unit.takes_inquiries]
    return sorted(named, key=lambda unit: unit[0] not in mine)


def _contact_page(request: HttpRequest, form: ContactConcernForm) -> HttpResponse:
    known = form.moment() if form.is_bound and hasattr(form, "cleaned_data") else None
    context = {
        "form": form,
        "once": once_key(),
        "law": services.law_on(known or clock.now()),
        "earlier_law": services.law_on(clock.at_noon(clock.today().replace(year=2023, month=1, day=1))),
        "to": letters.recipient().name,
    }
    return pages.render(request, "intake/contact_concern.html", context, status=status_of(form))


def _new(form: ConcernForm) -> NewConcern:
    data = form.cleaned_data
    return NewConcern(
        about=data["about"],
        seen=data["seen"],
        told=data["told"],
        why_not_told=data["why_not_told"],
        child=data["child"],
        said=data["said"],
        known_at=form.moment(),
    )


def _page(request: HttpRequest, episode: Episode, form: ConcernForm, *, kept: bool = False) -> HttpResponse:
    known = form.moment() if form.is_bound and hasattr(form, "cleaned_data") else None
    traces = selectors.traces(episode)
    context = {
        "form": form,
        "kept": kept,
        "once": once_key(),
        "law": services.law_on(known or clock.now()),
        "earlier_law": services.law_on(clock.at_noon(clock.today().replace(year=2023, month=1, day=1))),
        "to": letters.recipient().name,
        "traces": traces,
        # What was told, and why not, is the social record's; whoever works here sees that a notification was sent.
        "told_of": {
            trace.concern.pk
            for trace in traces
            if trace.concern.recorded_by_id == request.user.pk or access.may(request.user, actions.CITIZEN, episode)
        },
        "failed": [trace for trace in traces if trace.failed],
    }
    return render_case(
        request, "intake/concern.html", episode, context, tab="citizen", status=status_of(form), after_closing=True
    )
