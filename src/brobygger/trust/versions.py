"""Two people at one form: what was read is sent with what is written; they are asked if it differs."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import F

from brobygger.trust.fields import bound

FIELD = "version"


class Stale(Exception):
    """The row was changed by somebody else after the form was drawn. Nothing has been overwritten.

    `written` is what this form wanted to store, by field name; `current` is the row as it stands now.
    """

    def __init__(self, current: models.Model, written: Mapping[str, Any]) -> None:
        super().__init__(f"{current._meta.label} {current.pk} was changed meanwhile")
        self.current = current
        self.written = dict(written)

    def differences(self) -> list[tuple[str, str, str]]:
        """Give label, own text and present text of every field where the two differ."""
        found = []
        for name, mine in self.written.items():
            theirs = getattr(self.current, name, "")
            if str(mine if mine is not None else "") != str(theirs if theirs is not None else ""):
                label = str(getattr(self.current._meta.get_field(name), "verbose_name", name))
                found.append((label[:1].upper() + label[1:], _text(mine), _text(theirs)))
        return found


def _text(value: Any) -> str:
    return "" if value is None else str(value)


class Versioned(models.Model):
    """A row that counts its changes. Put `version` in the form as a hidden field."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save_if_unchanged(self, read: int | str | None, **values: Any) -> None:
        """Store the values if the row still has the version that was read, and count one up.

        Raises Stale, with the row as it now stands, when it has another (or none was sent).
        """
        manager = type(self)._default_manager
        expected = int(read) if isinstance(read, int) or (isinstance(read, str) and read.isdecimal()) else -1
        done = manager.filter(pk=self.pk, version=expected).update(version=F("version") + 1, **bound(self, **values))
        if not done:
            raise Stale(manager.get(pk=self.pk), values)
        for name, value in values.items():
            setattr(self, name, value)
        self.version = expected + 1
