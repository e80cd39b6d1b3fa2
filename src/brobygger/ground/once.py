"""A form sent twice does its work once. Put `once_key()` in the form as a hidden field named `once`."""

import uuid
from typing import Any, ClassVar

from django.db import connection, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from brobygger.ground import kept

FIELD = "once"
_RECEIVED = "INSERT INTO {table} (key, account_id, led_to, at) VALUES (%s, %s, '', now()) ON CONFLICT DO NOTHING"


class ReceivedForm(models.Model):
    """A form that was received: sending it again leads to the same place and does nothing more."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account_id = models.BigIntegerField(null=True)
    led_to = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    keeps = kept.ONCE
    plain_columns: ClassVar = {
        "led_to": "an address of ours: numbers alone",
    }

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.key)


def once_key() -> str:
    """Make the key that a form carries; drawn with the page."""
    return str(uuid.uuid4())


def begin(request: HttpRequest) -> tuple[uuid.UUID | None, HttpResponse | None]:
    """Take the form's key, inside its transaction. A second sending waits for the first and gets its way on.

    Gives the key to finish with, and the answer for a second sending (None for a first one).
    """
    try:
        key = uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None, None
    account: Any = getattr(request.user, "pk", None)
    with connection.cursor() as cursor:
        cursor.execute(
            kept.statement(_RECEIVED, kept.ONCE),
            [key, account],
        )
        if cursor.rowcount:
            return key, None
    first = kept.model_of(kept.ONCE).objects.filter(key=key, account_id=account).first()
    return None, HttpResponseRedirect(first.led_to or request.path if first else request.path)


def finish(key: uuid.UUID | None, response: HttpResponse) -> None:
    """Remember where the form led; a form that came back with errors may be sent again."""
    if key is None:
        return
    if 300 <= response.status_code < 400:
        kept.model_of(kept.ONCE).objects.filter(key=key).update(led_to=response.headers["Location"][:500])
    else:
        kept.model_of(kept.ONCE).objects.filter(key=key).delete()
