"""Two addresses for whoever watches: `/sundhed/` says that the web server lives, `/klar/` that it can be worked with.

They stand before everything else: before the names of hosts, TLS and sessions, so that a machine beside this one can
ask by number. They show nobody's data and take no words of those who ask.
"""

import json
import time
from collections.abc import Callable
from typing import Final

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from brobygger.ground import chain, crypto, ring_check
from brobygger.web import upgrading
from brobygger.web.faults import RETRY_AFTER

ALIVE: Final = "/sundhed/"
READY: Final = "/klar/"
# What was written before a stop waits for the worker's first seal after the start.
SEALED_AFTER_START: Final = 600.0
_began = time.monotonic()


class Health:
    """Answers the two addresses and passes everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or pass the request on."""
        if request.path_info == ALIVE:
            return _told(200, {"alive": True})
        if request.path_info == READY:
            found = readiness()
            return _told(200 if all(found.values()) else 503, {"ready": all(found.values()), **found})
        return self.get_response(request)


def _told(status: int, words: dict[str, bool]) -> HttpResponse:
    response = HttpResponse(json.dumps(words) + "\n", status=status, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def readiness() -> dict[str, bool]:
    """Whether the database reads, writes (and takes it back), is of this ring and standard, and is sealed in time."""
    found = {"reads": False, "writes": False, "keys": False, "sealed": False, "standard": False}
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT EXISTS (SELECT 1 FROM trust_account)")
                found["reads"] = True
                cursor.execute("INSERT INTO trust_jobdone (key, at) VALUES ('ready', now()) ON CONFLICT DO NOTHING")
                found["writes"] = True
            found["keys"] = not ring_check.fault(crypto.keyring(), crypto.keyring_path())
            found["sealed"] = time.monotonic() - _began < SEALED_AFTER_START or chain.unsealed_since() is None
            found["standard"] = upgrading.is_of_the_standard_in_use()
            transaction.set_rollback(True)
    except (DatabaseError, InterfaceError, crypto.CryptoError, OSError):
        pass
    return found
