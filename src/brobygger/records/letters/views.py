"""Pages about letters: those of a case, one letter, and what waits to be printed."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from brobygger.ground import clock
from brobygger.records import pages as case_pages
from brobygger.records.episodes.models import Line
from brobygger.records.letters import dispatch, recipients, rules, selectors, services, showing
from brobygger.records.letters.access import PDF, READ, RECEIPT, SEND_AGAIN, SEND_PAPERS, UNMASK
from brobygger.records.letters.forms import ReceiptForm, ReturnedForm, SendAgainForm
from brobygger.records.letters.models import Letter
from brobygger.records.letters.refusals import attempt
from brobygger.records.letters.rules import LetterRefused
from brobygger.records.papers.models import Papers
from brobygger.trust import audit, pages
from brobygger.trust.pages import page

CHANGED_MEANWHILE = "state"


@page(READ)
def letters(request: HttpRequest, number: str) -> HttpResponse:
    """The letters of a case."""
    episode = case_pages.case_page(request, number, READ)
    context = {"letters": selectors.of_episode(episode)}
    return case_pages.render_case(request, "letters/letters.html", episode, context, tab="letters")


def _letter(request: HttpRequest, number: str, letter_id: int, action: Any) -> Letter:
    queryset = Letter.objects.select_related("episode__person", "episode__responsible", "written_by")
    return pages.get_visible(request, queryset, action, pk=letter_id, episode__number=number)


@page(READ)
def letter(request: HttpRequest, number: str, letter_id: int) -> HttpResponse:
    """One letter with its words and how far it has come."""
    return _show(request, _letter(request, number, letter_id, READ))


@page(UNMASK, methods=("POST",))
def show(request: HttpRequest, number: str, letter_id: int) -> HttpResponse:
    """Show the name and the numbers that the letter holds. Logged as an act of its own (trap 14)."""
    found = _letter(request, number, letter_id, UNMASK)
    audit.read(request.user, UNMASK, found, shown="name-and-number")
    return _show(request, found, uncovered=True)


def _show(
    request: HttpRequest,
    found: Letter,
    forms: dict[str, Any] | None = None,
    status: int = 200,
    *,
    uncovered: bool = False,
) -> HttpResponse:
    """Draw a letter; `forms` are those that came back with errors, `uncovered` is by the act that was noted."""
    seen = showing.seen(found)
    context = {
        "letter": found,
        "text": seen.text if uncovered else seen.shown,
        "covered": seen.hides and not uncovered,
        "sealed": seen.seals,
        "receipt_form": _receipt_form(found, initial={"received_on": clock.today()}),
        "returned_form": ReturnedForm(),
        "again_form": _again_form(found),
        "presumed_on": rules.presumed_on(found.means, _sent_on(found)) if found.handed_over_at else None,
        "appeal_runs": _appeal_runs(found),
        **(forms or {}),
    }
    episode = case_pages.case_page(request, found.episode.number, READ)  # with what its frame shows
    return case_pages.render_case(request, "letters/letter.html", episode, context, tab="letters", status=status)


def _receipt_form(found: Letter, data: Any = None, **more: Any) -> ReceiptForm:
    """The form for the day on which its reader had the letter."""
    return ReceiptForm(data, sent_on=_sent_on(found), to_citizen=found.recipient_kind == rules.CITIZEN, **more)


def _sent_on(found: Letter) -> date:
    return clock.local_date(found.handed_over_at) if found.handed_over_at else clock.today()


def _appeal_runs(found: Letter) -> bool:
    """Whether a period to appeal runs from its receipt: from a decision on drug treatment alone (KS 5.8)."""
    return found.kind == "decision" and found.episode.line == Line.DRUG


def _again_form(found: Letter, data: Any = None) -> SendAgainForm:
    """The form for sending it again, the ways that reach its reader; the citizen's address only to the citizen."""
    person = found.episode.covered_person
    address = found.recipient_address
    if found.recipient_kind == rules.CITIZEN:
        address = "" if person.address_protected else person.address or address
    ways = rules.means_to(found.recipient_kind, recipients.citizen(person).means, protected=person.address_protected)
    proposed = rules.PHYSICAL if rules.PHYSICAL in ways else ways[-1]
    return SendAgainForm(data, means=ways, initial={"means": proposed, "address": address})


@page(PDF, methods=("GET", "POST"))
def pdf(request: HttpRequest, number: str, letter_id: int) -> HttpResponse:
    """The letter as it was locked, as PDF: an export. One that shows what its page covers is asked for by a form."""
    found = _letter(request, number, letter_id, PDF)
    covered = showing.seen(found).seals
    if covered and request.method != "POST":
        audit.read(request.user, PDF, found)  # nothing was taken out
        return redirect("letters:letter", number, letter_id)
    if covered:
        audit.read(request.user, UNMASK, found, shown="pdf")
    response = HttpResponse(dispatch.pdf_of(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="brev-{found.episode.number}-{found.pk}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@page(SEND_PAPERS, methods=("POST",))
def send_papers(request: HttpRequest, number: str, papers_id: int) -> HttpResponse:
    """Send papers that the reader has gathered to the citizen."""
    rows = Papers.objects.filter(asked_by_id=request.user.pk).select_related("episode__person").defer("gathered")
    found = pages.get_visible(request, rows, SEND_PAPERS, pk=papers_id, episode__number=number)
    attempt.tell(
        request,
        lambda: services.send_papers(request.user, SEND_PAPERS, found),
        _("Done. The papers are on their way to the citizen."),
    )
    return redirect("letters:letters", number)


@page(RECEIPT, methods=("POST",))
def receipt(request: HttpRequest, number: str, letter_id: int) -> HttpResponse:
    """Register the day the citizen had the letter."""
    found = _letter(request, number, letter_id, RECEIPT)
    form = _receipt_form(found, request.POST)
    if not form.is_valid():
        return _show(request, found, {"receipt_form": form}, status=422)
    words = _("Done. The receipt is noted.")
    attempt.tell(
        request,
        lambda: services.received(request.user, RECEIPT, found, form.cleaned_data["received_on"]),
        _("Done. The appeal period counts from the day of receipt.") if _appeal_runs(found) else words,
    )
    return redirect("letters:letter", number, letter_id)


@page(RECEIPT, methods=("POST",))
def returned(request: HttpRequest, number: str, letter_id: int) -> HttpResponse:
    """Register that the letter did not reach its reader."""
    found = _letter(request, number, letter_id, RECEIPT)
    form = ReturnedForm(request.POST)
    if not form.is_valid():
        return _show(request, found, {"returned_form": form}, status=422)
    attempt.tell(
        request,
        lambda: services.returned(request.user, RECEIPT, found, form.cleaned_data["cause"]),
        _("Noted. The case stays open until the letter has been sent again."),
    )
    return redirect("letters:letter", number, letter_id)


@page(SEND_AGAIN, methods=("POST",))
def send_again(request: HttpRequest, number: str, letter_id: int) -> HttpResponse:
    """Send the same words again."""
    found = _letter(request, number, letter_id, SEND_AGAIN)
    form = _again_form(found, request.POST)
    if form.is_valid():
        means, lines = form.cleaned_data["means"], form.lines()
        if attempt(
            form,
            lambda: services.send_again(request.user, SEND_AGAIN, found, means, address=lines),
            {LetterRefused: "means"},
        ):
            messages.success(request, _("Done. The letter is on its way again."))
            return redirect("letters:letters", number)
    return _show(request, found, {"again_form": form}, status=422)
