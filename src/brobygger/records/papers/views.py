"""Pages about the papers of a case: ask for them, see how far they have come, take them out."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from brobygger.ground.addresses import address_or_empty
from brobygger.records import pages as case_pages
from brobygger.records.papers import selectors, services, unknown
from brobygger.records.papers.access import GATHER, READ, TAKE_OUT
from brobygger.records.papers.forms import PapersForm
from brobygger.records.papers.models import Papers
from brobygger.records.papers.parts import sent_by
from brobygger.records.people import covering
from brobygger.trust import audit, pages
from brobygger.trust.access import Action
from brobygger.trust.pages import page

TAB = "letters"


@page(GATHER, methods=("GET", "POST"))
def papers(request: HttpRequest, number: str) -> HttpResponse:
    """What has been gathered of a case, and the form to gather it anew."""
    episode = case_pages.case_page(request, number, GATHER)
    protected = covering.is_protected(episode.covered_person)
    data = request.POST if request.method == "POST" else None
    form = PapersForm(data, course=episode.kind_of_course, protected=protected, not_told=unknown.of(episode))
    if form.is_bound and form.is_valid():
        asked = services.ask(request.user, episode, form.new())
        return redirect("papers:one", number, asked.pk)
    context = {"form": form, "papers": selectors.of_actor(request.user, episode)}
    status = 422 if form.is_bound else 200
    return case_pages.render_case(
        request, "papers/papers.html", episode, context, tab=TAB, status=status, after_closing=True
    )


def _own(request: HttpRequest, number: str, papers_id: int, action: Action, *, light: bool = False) -> Papers:
    """Papers that the reader gathered: a colleague's hold what the colleague may read, and are not there."""
    rows = Papers.objects.filter(asked_by_id=request.user.pk).select_related("episode__person", "asked_by")
    if light:
        rows = rows.defer(*selectors.LIGHT)
    return pages.get_visible(request, rows, action, pk=papers_id, episode__number=number)


@page(READ)
def one(request: HttpRequest, number: str, papers_id: int) -> HttpResponse:
    """How far the papers have come, and where they are when they are ready."""
    found = _own(request, number, papers_id, READ, light=True)
    if request.headers.get("HX-Request") == "true":
        context = {"papers": found, "number": number, "send_href": _send_href(request, found)}
        return pages.render(request, "papers/progress.html", context)
    episode = case_pages.case_page(request, number, READ)
    context = {"papers": found, "number": number, "send_href": _send_href(request, found)}
    return case_pages.render_case(request, "papers/one.html", episode, context, tab=TAB)


def _send_href(request: HttpRequest, found: Papers) -> str:
    """Where ready papers are sent to the citizen who asked to see them; nowhere for other papers."""
    if not found.is_ready or not services.is_fit_for_the_citizen(found):
        return ""
    may = [name for name in sent_by() if case_pages.may_open(request.user, name, found.episode, found.pk)]
    return address_or_empty(may[0], found.episode.number, found.pk) if may else ""


@page(TAKE_OUT, methods=("GET", "POST"))
def pdf(request: HttpRequest, number: str, papers_id: int) -> HttpResponse:
    """The papers as one PDF: an export, and noted as one. Those that tell what is protected are asked for by a form."""
    found = _own(request, number, papers_id, TAKE_OUT)
    if not found.is_ready:
        raise Http404
    if found.is_sealed:
        audit.read(request.user, TAKE_OUT, found, **({"shown": "pdf"} if request.method == "POST" else {}))
        if request.method != "POST":  # nothing was taken out
            return redirect("papers:one", number, papers_id)
    response = HttpResponse(found.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="papirer-{number}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
