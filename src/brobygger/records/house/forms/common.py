"""What every form about the house has: a day, and a place for what `check` says beside the field it is about."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.ground import clock
from brobygger.ground.days import DayField

LINE, TEXT = 200, 2000


def line_field(label: Any, *, required: bool = True, hint: Any = "", most: int = LINE) -> forms.CharField:
    """A line of text."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=hint,
        max_length=most,
        error_messages={"required": gettext_lazy("Write it.")},
    )


class PhoneField(forms.CharField):
    """A telephone number, however it is spaced and with or without +45; it is kept as "58 57 48 90"."""

    def clean(self, value: Any) -> str:
        """Eight digits in pairs; what is no such number is left to the check of the file, which says so."""
        typed = str(super().clean(value) or "")
        digits = re.sub(r"[\s.\-()]", "", typed)
        digits = re.sub(r"^(\+45|0045)(?=\d{8}$)", "", digits)
        return " ".join(digits[at : at + 2] for at in range(0, 8, 2)) if re.fullmatch(r"\d{8}", digits) else typed


def phone_field(label: Any) -> PhoneField:
    """A field for a telephone number."""
    return PhoneField(label=label, max_length=30, error_messages={"required": gettext_lazy("Write it.")})


def text_field(label: Any, *, required: bool = False) -> forms.CharField:
    """Some lines of text."""
    return forms.CharField(label=label, required=required, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 2}))


class SettingForm(forms.Form):
    """One thing of the house, and the day from which it is so."""

    # Where the faults of `check` belong: a key of the thing in the standard file -> a field of the form.
    places: ClassVar[Mapping[str, str]] = {}

    valid_from = DayField(
        label=gettext_lazy("From which day?"),
        help_text=gettext_lazy(
            "Until then it stays as it is. If it is confirmed later, it holds from when it is confirmed."
        ),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Write the day."),
            "invalid": gettext_lazy("Write a date such as 2026-04-05."),
        },
    )

    def clean_valid_from(self) -> date:
        """Refuse a day that has been."""
        day: date = self.cleaned_data["valid_from"]
        if day < clock.today():
            raise ValidationError(_("The day has been. What has been stays as it was."))
        return day

    def data_of_thing(self) -> dict[str, Any]:
        """What was typed, as a setting holds it; what is empty is left out."""
        return {key: value for key, value in self.thing().items() if value}

    def thing(self) -> dict[str, Any]:
        """The same with what is empty; nothing where it is taken out."""
        return {}

    @classmethod
    def initial_of(cls, _key: str, _data: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields hold for a thing as it is."""
        return {}

    def pair(self, name: str) -> dict[str, str] | None:
        """A wording in both languages; None where neither is written."""
        da, en = self.cleaned_data.get(f"{name}_da", ""), self.cleaned_data.get(f"{name}_en", "")
        return {"da": da, "en": en} if da or en else None

    def both_or_none(self, name: str) -> None:
        """Ask for the language that lacks."""
        for one, other in (("da", "en"), ("en", "da")):
            lacks = self.cleaned_data.get(f"{name}_{one}") and not self.cleaned_data.get(f"{name}_{other}")
            if lacks and f"{name}_{other}" not in self.errors:
                self.add_error(f"{name}_{other}", _("Write it in this language too: both are shown."))


def pair_of(data: Mapping[str, Any], name: str) -> dict[str, str]:
    """What the two fields of a wording hold."""
    found = data.get(name) or {}
    return {f"{name}_da": found.get("da", ""), f"{name}_en": found.get("en", "")}


class TakeOutForm(SettingForm):
    """From which day something is no longer there."""


def tomorrow() -> date:
    """The day that a form proposes."""
    return clock.today() + timedelta(days=1)
