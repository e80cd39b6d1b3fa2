"""The pages of the assessment."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse


def see_other(name: str, *args: Any) -> HttpResponseRedirect:
    """Send the reader on after something was done."""
    return HttpResponseRedirect(reverse(name, args=args), status=303)


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form has sent, also when it sent nothing at all; None when it is only to be drawn."""
    return request.POST if request.method == "POST" else None
