"""Two people at one form: what was read is sent with what is written; they are asked if it differs."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.forms import BaseForm
from django.utils.translation import gettext as _

from brobygger.ground import dates
from brobygger.ground.fields import bound

FIELD = "version"
EDITOR = 40  # signs that the name of an opened form may have


@dataclass(frozen=True)
class Mark:
    """What an opened form was drawn from: the version that was read, and the form's own name.

    The name is why one's own savings never collide: what a form keeps of itself while it is written is no stranger's.
    """

    version: int
    editor: str = ""

    @classmethod
    def fresh(cls, version: int) -> "Mark":
        """The mark of a form that is opened now."""
        return cls(version, secrets.token_hex(8))

    @classmethod
    def of(cls, sent: "Mark | int | str | None") -> "Mark":
        """As a form sent it ("3.9f2c…"); a form without a mark has read nothing that stands."""
        if isinstance(sent, Mark):
            return sent
        version, _point, editor = str("" if sent is None else sent).partition(".")
        known = version.isdecimal() and version.isascii() and len(version) < 9
        return cls(int(version) if known else -1, editor.replace("\x00", "")[:EDITOR])

    def __str__(self) -> str:
        return f"{self.version}.{self.editor}"


class Stale(Exception):
    """The row was changed by another form after this one was drawn. Nothing has been overwritten.

    `written` is what this form wanted to store, by field name; `current` is the row as it stands now. `form` gives the
    words of the fields, where it is known.
    """

    def __init__(self, current: models.Model, written: Mapping[str, Any]) -> None:
        super().__init__(f"{current._meta.label} {current.pk} was changed meanwhile")
        self.current = current
        self.written = dict(written)
        self.form: BaseForm | None = None

    def said_by(self, form: BaseForm) -> "Stale":
        """The same, in the words of the form that was filled in."""
        self.form = form
        self.written = {**getattr(form, "cleaned_data", {}), **self.written}
        return self

    def differences(self) -> list[tuple[str, str, str]]:
        """Give label, own text and present text of every field of the form where the two differ."""
        found = []
        shown = self.written if self.form is None else [bound.name for bound in self.form.visible_fields()]
        for name in (one for one in shown if one in self.written and hasattr(self.current, one)):
            mine, theirs = self.written[name], getattr(self.current, name)
            if _text(mine) != _text(theirs):
                found.append((self._label(name), self._shown(name, mine), self._shown(name, theirs)))
        return found

    def _label(self, name: str) -> str:
        if self.form is not None:
            return str(self.form.fields[name].label)
        label = str(getattr(self.current._meta.get_field(name), "verbose_name", name))
        return label[:1].upper() + label[1:]

    def _shown(self, name: str, value: Any) -> str:
        """A value as people read it: the words of a choice, yes or no, a day."""
        choices = getattr(self.form.fields[name], "choices", None) if self.form is not None else None
        if choices is not None:
            words = {str(code): str(label) for code, label in choices}
            values = value if isinstance(value, list | tuple) else [value]
            return ", ".join(words.get(str(one), str(one)) for one in values if one not in ("", None))
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return dates.dated(value) if isinstance(value, date) else _text(value)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


class Versioned(models.Model):
    """A row that counts its changes. Put `str(Mark.fresh(row.version))` in the form as a hidden field."""

    version = models.PositiveIntegerField(default=1, editable=False)
    # Which opened form saved last.
    editor = models.CharField(max_length=EDITOR, default="", editable=False)

    class Meta:
        abstract = True

    def save_if_unchanged(self, read: Mark | int | str | None, **values: Any) -> None:
        """Store the values if the row still has the version that was read, or only that form has saved since.

        Raises Stale, with the row as it now stands, when another form has saved (or no mark was sent).
        """
        manager, mark = type(self)._default_manager, Mark.of(read)
        same = Q(version=mark.version)
        if mark.editor:
            same |= Q(editor=mark.editor, version__gte=mark.version)
        own = {**values, "editor": mark.editor}
        done = manager.filter(same, pk=self.pk).update(version=F("version") + 1, **bound(self, **own))
        if not done:
            raise Stale(manager.get(pk=self.pk), values)
        for name, value in own.items():
            setattr(self, name, value)
        self.refresh_from_db(fields=["version"])
