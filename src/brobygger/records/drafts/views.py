"""The addresses that a form saves itself to while it is written, and where its draft is thrown away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from brobygger.ground.addresses import address_of
from brobygger.records.drafts import autosave, services
from brobygger.records.drafts.access import KEEP_DRAFT, KEEP_OWN_DRAFT
from brobygger.records.drafts.refusals import attempt
from brobygger.records.episodes.models import Episode
from brobygger.records.pages import case_page, case_row
from brobygger.trust.pages import page


@page(KEEP_DRAFT, methods=("POST",))
def keep(request: HttpRequest, number: str, form_key: str) -> HttpResponse:
    """Keep what is written in any form of a case; the answer is a line of text."""
    return _keep(request, case_row(request, number, KEEP_DRAFT), form_key)


@page(KEEP_OWN_DRAFT, methods=("POST",))
def keep_own(request: HttpRequest, form_key: str) -> HttpResponse:
    """Keep what is written in a form that belongs to no case yet, such as a new inquiry."""
    return _keep(request, None, form_key)


def _keep(request: HttpRequest, episode: Episode | None, form_key: str) -> HttpResponse:
    try:
        tried = attempt(None, lambda: services.save_draft(request.user, episode, form_key, request.POST))
    except services.DraftConflict:
        return autosave.not_kept(autosave.other_draft())
    if tried:
        return autosave.kept(tried.done.saved_at)
    if tried.refusal is not None and tried.refusal.code == "no-such-form":
        raise Http404
    return autosave.not_kept(tried.words, status=413)


@page(KEEP_DRAFT, methods=("POST",))
def drop(request: HttpRequest, number: str, form_key: str) -> HttpResponse:
    """Throw away the draft of a form, and go back to where one was."""
    episode = case_page(request, number, KEEP_DRAFT)
    services.drop_draft(request.user, episode, form_key)
    messages.success(request, _("The draft is thrown away."))
    back = request.POST.get("next", "")
    inside = back.startswith((f"/forloeb/{episode.number}/", f"/en/forloeb/{episode.number}/"))
    return HttpResponseRedirect(back if inside else address_of("notes:notes", episode.number), status=303)
