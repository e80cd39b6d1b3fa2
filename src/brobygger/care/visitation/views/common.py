"""What the pages of this room share."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.care.visitation import wording
from brobygger.care.visitation.rules import Problem
from brobygger.care.visitation.services import NotReady
from brobygger.ground import clock
from brobygger.ground.days import day_of
from brobygger.ground.versions import Stale
from brobygger.records.episodes.services import EventRefused
from brobygger.records.letters.forms import say_sign
from brobygger.records.letters.rules import LetterRefused
from brobygger.records.pages import shown_name
from brobygger.trust import pages


def staff_page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of this room that is not about one case alone."""
    return pages.render(request, f"visitation/{name}.html", {"shown_name": shown_name, **context}, status=status)


def to(name: str, *args: Any) -> HttpResponseRedirect:
    """On to a page after something was done."""
    return HttpResponseRedirect(reverse(f"visitation:{name}", args=args), status=303)


def said(request: HttpRequest, words: str, name: str, *args: Any) -> HttpResponseRedirect:
    """Say what was done, and go on."""
    messages.success(request, words)
    return to(name, *args)


def attempt(form: forms.BaseForm, act: Callable[[], Any], room: str = "") -> bool:
    """Do the act; what keeps it from being done is said beside the fields, and nothing has been written."""
    from django.db import transaction

    try:
        with transaction.atomic():
            act()
    except NotReady as lacking:
        wording.add_problems(form, lacking.problems, room)
    except LetterRefused as refused:
        if not say_sign(form, refused):
            wording.add_problems(form, [Problem("", f"letter-{refused.code}")])
    except EventRefused as refused:
        form.add_error(day_of(form, refused.code), _refused_words(refused.code))
    except Stale as stale:
        raise stale.said_by(form) from None
    else:
        return True
    return False


def tell(request: HttpRequest, act: Callable[[], Any], done: str, room: str = "") -> None:
    """Do an act of one button, and say how it went at the top of the next page."""
    form = forms.Form({})
    if attempt(form, act, room):
        messages.success(request, done)
    else:
        messages.error(request, " ".join(str(words) for errors in form.errors.values() for words in errors))


def _refused_words(code: str) -> str:
    words = {
        "future": _("It cannot have happened later than now."),
        "before": _("This was before the citizen made contact. See whether the year is right."),
        "closed": _("The case is closed."),
        "letter-failed": _(
            "A letter of the case could not be sent. Send it again first: until then the case stays open."
        ),
    }
    return words.get(code, _("It could not be recorded."))


def moment_of(day: date | None) -> datetime | None:
    """A day that somebody chose, as a moment: now for today or none, noon for an earlier day."""
    return None if day is None or day >= clock.today() else clock.at_noon(day)
