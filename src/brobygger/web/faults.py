"""What somebody is shown when a page broke: a calm page, with the number by which the fault stands in the log."""

import secrets
import sys

import psycopg
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from brobygger import standard

RETRY_AFTER = 10  # seconds after which a browser or a machine may ask again


def database_is_away(error: BaseException | None) -> bool:
    """Whether the fault, or what led to it, is that the database does not answer, or not in time."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False


def broken(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours (Django's handler500): 503 when it is the database that is away.

    Nothing of it asks the database, and nobody keeps it. The fault's number goes on the request, for the log.
    """
    request.fault = secrets.token_hex(4)  # type: ignore[attr-defined]
    away = database_is_away(sys.exc_info()[1])
    context = {"fault": request.fault, "centre": standard.load().municipality}  # type: ignore[attr-defined]
    text = render_to_string("503.html" if away else "500.html", context)
    response = HttpResponse(text, status=503 if away else 500)
    response.headers["Cache-Control"] = "no-store"
    if away:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
