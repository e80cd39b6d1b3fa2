"""Pages about letters: those of a case, one letter, and what waits to be printed."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from brobygger.records import pages as case_pages
from brobygger.records.episodes.models import Line
from brobygger.records.letters import dispatch, recipients, rules, selectors, services
from brobygger.records.letters.access import PRINT, PRINT_LIST, READ, RECEIPT, SEND_AGAIN
from brobygger.records.letters.forms import ReceiptForm, ReturnedForm, SendAgainForm, say_sign
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterRefused
from brobygger.trust import clock, pages
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


def _show(request: HttpRequest, found: Letter, forms: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """Draw a letter; `forms` are those that came back with errors."""
    context = {
        "letter": found,
        "text": dispatch.shown_text_of(found),
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
    person = found.episode.person
    address = found.recipient_address
    if found.recipient_kind == rules.CITIZEN:
        address = "" if person.address_protected else address or person.address
    ways = rules.means_to(found.recipient_kind, recipients.citizen(person).means, protected=person.address_protected)
    proposed = rules.PHYSICAL if rules.PHYSICAL in ways else ways[-1]
    return SendAgainForm(data, means=ways, initial={"means": proposed, "address": address})


@page(READ)
def pdf(request: HttpRequest, number: str, letter_id: int) -> HttpResponse:
    """The letter as it was locked, as PDF."""
    found = _letter(request, number, letter_id, READ)
    response = HttpResponse(dispatch.pdf_of(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="brev-{found.episode.number}-{found.pk}.pdf"'
    return response


@page(RECEIPT, methods=("POST",))
def receipt(request: HttpRequest, number: str, letter_id: int) -> HttpResponse:
    """Register the day the citizen had the letter."""
    found = _letter(request, number, letter_id, RECEIPT)
    form = _receipt_form(found, request.POST)
    if not form.is_valid():
        return _show(request, found, {"receipt_form": form}, status=422)
    words = _("Done. The receipt is noted.")
    with _tell(request, _("Done. The appeal period counts from the day of receipt.") if _appeal_runs(found) else words):
        services.received(request.user, RECEIPT, found, form.cleaned_data["received_on"])
    return redirect("letters:letter", number, letter_id)


@page(RECEIPT, methods=("POST",))
def returned(request: HttpRequest, number: str, letter_id: int) -> HttpResponse:
    """Register that the letter did not reach its reader."""
    found = _letter(request, number, letter_id, RECEIPT)
    form = ReturnedForm(request.POST)
    if not form.is_valid():
        return _show(request, found, {"returned_form": form}, status=422)
    with _tell(request, _("Noted. The case stays open until the letter has been sent again.")):
        services.returned(request.user, RECEIPT, found, form.cleaned_data["cause"])
    return redirect("letters:letter", number, letter_id)


@page(SEND_AGAIN, methods=("POST",))
def send_again(request: HttpRequest, number: str, letter_id: int) -> HttpResponse:
    """Send the same words again."""
    found = _letter(request, number, letter_id, SEND_AGAIN)
    form = _again_form(found, request.POST)
    if form.is_valid():
        try:
            services.send_again(request.user, SEND_AGAIN, found, form.cleaned_data["means"], address=form.lines())
        except LetterRefused as refused:
            if not say_sign(form, refused):
                form.add_error("means", refusal_words(refused.code))
        else:
            messages.success(request, _("Done. The letter is on its way again."))
            return redirect("letters:letters", number)
    return _show(request, found, {"again_form": form}, status=422)


@page(PRINT_LIST)
def outbox(request: HttpRequest) -> HttpResponse:
    """What waits to be printed, and what failed, in one's units."""
    waiting = pages.listed(request, PRINT_LIST, selectors.needing_hands(request.user))
    context = {
        "to_print": [item for item in waiting if item.state == Letter.State.TO_PRINT],
        "failed": [item for item in waiting if item.state == Letter.State.FAILED],
        "retrying": [item for item in waiting if item.state == Letter.State.RETRYING],
        "more": len(waiting) == selectors.SHOWN,
    }
    return pages.render(request, "letters/outbox.html", context)


@page(PRINT, methods=("POST",))
def posted(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Register that a printed letter was put in the post."""
    queryset = Letter.objects.select_related("episode")
    found = pages.get_visible(request, queryset, PRINT, pk=letter_id)
    with _tell(request, _("Done. The letter is marked as posted today.")):
        services.posted(request.user, PRINT, found)
    return redirect("letters:outbox")


class _tell:  # noqa: N801  reads as a word: `with _tell(request, "Done")`
    """Say that it was done, or why it was not, when somebody else was first."""

    def __init__(self, request: HttpRequest, words: str) -> None:
        self.request, self.words = request, words

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if error is None:
            messages.success(self.request, self.words)
            return False
        if isinstance(error, LetterRefused):
            messages.error(self.request, refusal_words(error.code))
            return True
        return False


def refusal_words(code: str) -> str:
    """Why a letter cannot go, in words for the one who sends it."""
    words = {
        "state": _("Somebody else has dealt with this letter meanwhile. Look at it again."),
        "no-number": _("Digital Post needs a CPR number, and the citizen has none here. Choose physical mail."),
        "no-address": _("Write where the letter goes."),
        "means": _("The letter does not reach its reader that way. Choose another."),
        "empty": _("The letter lacks words."),
        "day": _("The letter cannot have been received that day."),
    }
    return words.get(code, _("The letter cannot be sent like this."))
