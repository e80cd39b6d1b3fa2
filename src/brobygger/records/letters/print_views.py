"""The post of the day: what waits to be printed, its one PDF, and the day on which it went."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.ground import clock
from brobygger.records.letters import selectors, services
from brobygger.records.letters.access import PRINT, PRINT_DAY, PRINT_LIST
from brobygger.records.letters.forms import SentForm
from brobygger.records.letters.models import Letter
from brobygger.records.letters.refusals import attempt
from brobygger.trust import access, pages
from brobygger.trust.pages import page


@page(PRINT_LIST)
def outbox(request: HttpRequest) -> HttpResponse:
    """What waits to be printed, and what failed, in one's units."""
    return _outbox(request)


def _outbox(request: HttpRequest, form: SentForm | None = None, status: int = 200) -> HttpResponse:
    held, to_print = selectors.not_gone(request.user), selectors.to_print(request.user, PRINT_LIST, whole=False)
    pages.listed(request, PRINT_LIST, [*held, *to_print])
    context = {
        "to_print": to_print,
        "new": sum(1 for item in to_print if not item.printed_at),
        "form": form or SentForm(initial={"sent_on": clock.today()}),
        "none_ticked": form is not None and bool(form.non_field_errors()),
        "ticked": set(form.ticked) if form else {item.pk for item in to_print if item.printed_at},
        "failed": [item for item in held if item.state == Letter.State.FAILED],
        "retrying": [item for item in held if item.state == Letter.State.RETRYING],
        "more": selectors.SHOWN in (len(held), len(to_print)),
    }
    return pages.render(request, "letters/outbox.html", context, status=status)


@page(PRINT_DAY, methods=("POST",))
def print_day(request: HttpRequest) -> HttpResponse:
    """The letters of the list as one PDF. Nothing is marked as sent by it.

    What was printed before is printed again only when that is asked for (`again`): it may be in the post already.
    """
    listed = selectors.to_print(request.user, PRINT_DAY)
    waiting = [letter for letter in listed if not letter.printed_at or "again" in request.POST]
    if not waiting:
        pages.nothing_shown(request)
        printed = _("All of them have been printed. Mark them as sent, or print them again.")
        messages.info(request, printed if listed else _("Nothing waits to be printed."))
        return redirect("letters:outbox")
    pdf = services.printed(request.user, PRINT_DAY, waiting)
    if not pdf:
        messages.error(request, _("The letters cannot go as they are. See below what is wrong with each."))
        return redirect("letters:outbox")
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="breve-{clock.today().isoformat()}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@page(PRINT, methods=("POST",))
def posted(request: HttpRequest) -> HttpResponse:
    """Say that letters went, and on which day; of two who say it the second is told."""
    form = SentForm(request.POST)
    chosen = access.visible(Letter.objects.filter(pk__in=form.ticked), request.user, PRINT).select_related("episode")
    letters = list(chosen.defer("content", "pdf").order_by("id"))
    if not letters:
        form.add_error(None, _("Tick the letters that went."))  # beside the list too, see the template
    if form.is_valid() and any(clock.local_date(one.queued_at) > form.cleaned_data["sent_on"] for one in letters):
        form.add_error("sent_on", _("One of the letters was written after that day."))
    if not form.is_valid():
        return _outbox(request, form, status=422)
    _post(request, letters, form)
    return redirect("letters:outbox")


def _post(request: HttpRequest, letters: list[Letter], form: SentForm) -> None:
    done = 0
    for letter in letters:
        tried = attempt(None, partial(services.posted, request.user, PRINT, letter, on=form.cleaned_data["sent_on"]))
        if tried:
            done += 1
        else:
            messages.error(request, tried.words)
    if done:
        words = ngettext("Done. %(n)s letter is marked as sent.", "Done. %(n)s letters are marked as sent.", done)
        messages.success(request, words % {"n": done})
