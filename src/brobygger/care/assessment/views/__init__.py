"""The pages of the assessment."""

from typing import Any

from django.http import HttpResponseRedirect
from django.urls import reverse


def see_other(name: str, *args: Any) -> HttpResponseRedirect:
    """Send the reader on after something was done."""
    return HttpResponseRedirect(reverse(name, args=args), status=303)
