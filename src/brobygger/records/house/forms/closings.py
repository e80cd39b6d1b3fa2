"""A day on which the house is closed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.ground import clock
from brobygger.ground.days import DayField
from brobygger.records.house.forms.common import SettingForm, line_field, pair_of
from brobygger.standard.settings import LONGEST


class ClosingForm(SettingForm):
    """A day on which the house is closed, several in a row, or the same day every year."""

    places = {"name.da": "name_da", "name.en": "name_en"}
    valid_from = None  # type: ignore[assignment]  # a closing has days of its own
    first = DayField(
        label=gettext_lazy("Which day is the house closed?"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Write the day."),
            "invalid": gettext_lazy("Write a date such as 2026-04-05."),
        },
    )
    last = DayField(
        label=gettext_lazy("Up to and with which day?"),
        help_text=gettext_lazy("Only when it is closed for several days in a row."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write a date such as 2026-04-05.")},
    )
    every_year = forms.BooleanField(
        label=gettext_lazy("The same day every year from then on"),
        required=False,
    )
    name_da = line_field(
        gettext_lazy("What is the closing called?"),
        hint=gettext_lazy("As it stands in a sentence: “last open day before Christmas Eve”."),
    )
    name_en = line_field(gettext_lazy("And in English?"))

    def clean_first(self) -> date:
        """Refuse a day that has been."""
        day: date = self.cleaned_data["first"]
        if day < clock.today():
            raise ValidationError(_("The day has been. What has been stays as it was."))
        return day

    def clean(self) -> dict[str, Any]:
        """Days in their order, not too many; every year it is one day."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("It lies before the first day."))
        elif first and last and (last - first).days >= LONGEST:
            self.add_error("last", _("A closing has at most %(days)d days in a row.") % {"days": LONGEST})
        if last and data.get("every_year"):
            self.add_error("last", _("What comes every year is one day. Make one for each day."))
        return data

    def key(self) -> str:
        """The key of the closing: its first day, or month and day."""
        first: date = self.cleaned_data["first"]
        return f"{first:%m-%d}" if self.cleaned_data["every_year"] else first.isoformat()

    def begins(self) -> date:
        """From when it holds: one of every year from its first day, any other at once, for its own day."""
        return self.cleaned_data["first"] if self.cleaned_data["every_year"] else clock.today()

    def thing(self) -> dict[str, Any]:
        """Its name, and its last day where there are several."""
        last = self.cleaned_data.get("last")
        several = last is not None and last != self.cleaned_data["first"]
        return {"name": self.pair("name"), "to": last.isoformat() if last and several else None}

    @classmethod
    def initial_of(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """A closing is not changed: a new one takes its place."""
        return pair_of(data, "name")
