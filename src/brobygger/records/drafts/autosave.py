"""What a form that saves itself is told (web/static/brobygger/forms.js): what was kept, what was not, never more."""

from datetime import datetime

from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.translation import gettext as _

from brobygger.ground import dates

_PLAIN = "text/plain; charset=utf-8"


def kept(saved_at: datetime, form: BaseForm | None = None) -> HttpResponse:
    """The answer when the draft was kept."""
    return HttpResponse(kept_words(saved_at, form), content_type=_PLAIN)


def kept_words(saved_at: datetime, form: BaseForm | None = None) -> str:
    """When it was kept; and, of a form that keeps only what it can read, which fields it could not."""
    left_out = [] if form is None else _unread(form)
    if left_out:
        words = {"time": dates.clock_time(saved_at), "fields": ", ".join(left_out)}
        return _("The draft is kept, %(time)s, but not: %(fields)s") % words
    return _("The draft is kept, %(time)s") % {"time": dates.clock_time(saved_at)}


def _unread(form: BaseForm) -> list[str]:
    """The fields whose typed text is no value; an empty field is kept as empty."""
    return [
        str(form.fields[name].label)
        for name, errors in form.errors.as_data().items()
        if name in form.fields and any(error.code != "required" for error in errors)
    ]


def not_kept(words: str, status: int = 409) -> HttpResponse:
    """The answer when nothing was kept, and why: sending the same again would not help."""
    return HttpResponse(words, status=status, content_type=_PLAIN)


def other_draft() -> str:
    """Why nothing was kept: another opened form has saved since this one was drawn."""
    return _(
        "Not kept: another draft has been saved since you opened the page, by a colleague or by yourself in another "
        "window. Open the page again to see it."
    )
