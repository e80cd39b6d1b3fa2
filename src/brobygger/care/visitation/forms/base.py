"""What every form of this room has in common."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.care.visitation.words import FALLBACK, SENTENCES
from brobygger.ground.days import DayField

POSTPONE, REFUSE, BY_LETTER = "postpone", "refuse", "by-letter"
TODAY, WITH_THE_MEETING = "today", "with-the-meeting"
BAD_DATE = {"invalid": _("Write a date, such as 5.4.2026.")}
BAD_NUMBER = {"invalid": _("Write a whole number.")}
BAD_CHOICE = {"invalid_choice": _("Choose one of those on the list.")}
EMPTY_KINDS = [("", _("No special wish"))]


def prose(label: Any, rows: int = 4, *, required: bool = True, limit: int = 4000, **more: Any) -> forms.CharField:
    """A field for running text."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=limit, widget=area, **more)


def a_day(label: Any, *, required: bool = True, **more: Any) -> DayField:
    """A field for a day."""
    return DayField(label=label, required=required, error_messages=BAD_DATE, **more)


class Plain(forms.Form):
    """A form that says in plain words what is missing, each field its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = str(SENTENCES.get((name, "missing"), FALLBACK))


class Forgiving(forms.Form):
    """A form whose draft may be unfinished: what is empty is no fault before it is sent off.

    A field that must be filled in says so on the page; the rules say what is lacking when it counts.
    """

    def full_clean(self) -> None:
        """Forget the errors of empty fields, and give those fields their empty value."""
        super().full_clean()
        if not self.is_bound:
            return
        for name, errors in list(self.errors.as_data().items()):
            if name in self.fields and all(error.code == "required" for error in errors):
                del self.errors[name]
                self.cleaned_data[name] = self.empty_value(name)

    def empty_value(self, name: str) -> Any:
        """What an empty field stands for."""
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return False
        return None if isinstance(field, forms.DateField | forms.IntegerField | forms.ModelChoiceField) else ""

    def values(self, names: Iterable[str]) -> dict[str, Any]:
        """What could be read of these fields; what was typed wrongly is left out and stays as it was stored."""
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class AnswerForm(Plain):
    """An answer to a question or a hearing."""

    answer = prose(_("Answer"), 4)


class ReasonForm(Plain):
    """One reason, such as for taking something back."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
