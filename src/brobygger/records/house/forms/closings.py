"""A day on which the house is closed."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger import standard
from brobygger.ground import clock
from brobygger.ground.days import DayField
from brobygger.records.house.forms.common import SettingForm, line_field, pair_of
from brobygger.standard.settings import LONGEST, closed_days_of, is_every_year


class _NamedClosing(SettingForm):
    """What a closing is called."""

    places = {"name.da": "name_da", "name.en": "name_en"}
    name_da = line_field(
        gettext_lazy("What is the closing called?"),
        hint=gettext_lazy("As it stands in a sentence: “last open day before Christmas Eve”."),
    )
    name_en = line_field(gettext_lazy("And in English?"))

    def thing(self) -> dict[str, Any]:
        """Its name."""
        return {"name": self.pair("name")}

    @classmethod
    def initial_of(cls, key: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """It as it is."""
        return {"key": key, **pair_of(data, "name")}


class YearlyClosingForm(_NamedClosing):
    """What is called otherwise from a day on, where the house is closed on it every year."""

    field_order = ["valid_from"]


class ClosingForm(_NamedClosing):
    """A closing with days of its own: one, or several in a row."""

    valid_from = None  # type: ignore[assignment]  # a closing has days of its own
    field_order = ["first", "last", "every_year"]
    first = DayField(
        label=gettext_lazy("Which day is the house closed?"),
        help_text=gettext_lazy("The first one, when it is closed for several days in a row."),
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

    def clean_first(self) -> date:
        """Refuse a day that has been, but where it has begun on it."""
        day: date = self.cleaned_data["first"]
        if day < clock.today() and day != self.initial.get("first"):
            raise ValidationError(_("The day has been. What has been stays as it was."))
        return day

    def clean(self) -> dict[str, Any]:
        """Days in their order, not too many."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("It lies before the first day."))
        elif first and last and (last - first).days >= LONGEST:
            self.add_error("last", _("A closing has at most %(days)d days in a row.") % {"days": LONGEST})
        elif (
            first
            and "key" not in self.initial
            and not data.get("every_year")
            and (why := self._closed_already(first, last or first))
        ):
            self.add_error("first", why)
        return data

    def _closed_already(self, first: date, last: date) -> str:
        """Why a closing of these days would close nothing; "" where it closes one at least."""
        calendar = standard.load().calendar
        days = [first + timedelta(days=count) for count in range((last - first).days + 1)]
        if all(not calendar.is_working_day(day) for day in days):
            return _("The house is closed then already: it is a weekend or a holiday.")
        return ""

    def begins(self) -> date:
        """From when it holds: at once, for its own days."""
        return clock.today()

    def thing(self) -> dict[str, Any]:
        """Its name, its first day where it was moved, and its last where there are several."""
        first: date = self.cleaned_data["first"]
        last = self.cleaned_data.get("last")
        moved = str(self.initial.get("key") or first)[:10] != first.isoformat()
        return {
            **super().thing(),
            "on": first.isoformat() if moved else None,
            "to": last.isoformat() if last and last != first else None,
        }

    @classmethod
    def initial_of(cls, key: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """It as it is."""
        days = closed_days_of(key, data)
        last = days[-1] if len(days) > 1 else None
        return {**super().initial_of(key, data), "first": days[0], "last": last}


class NewClosingForm(ClosingForm):
    """A new closing, which may come every year."""

    every_year = forms.BooleanField(
        label=gettext_lazy("The same day every year from then on"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Every year it is one day."""
        data = super().clean()
        if data.get("last") and data.get("every_year"):
            self.add_error("last", _("What comes every year is one day. Make one for each day."))
        first = data.get("first")
        if first and data.get("every_year") and f"{first:%m-%d}" == "02-29":
            self.add_error("first", _("29 February is not there every year. Make a closing for that one day."))
        return data

    def key(self) -> str:
        """The key of the closing: its first day, or month and day."""
        first: date = self.cleaned_data["first"]
        return f"{first:%m-%d}" if self.cleaned_data["every_year"] else first.isoformat()

    def begins(self) -> date:
        """One of every year holds from its first day, any other at once."""
        return self.cleaned_data["first"] if self.cleaned_data["every_year"] else super().begins()


def form_to_change(key: str) -> type[SettingForm]:
    """The form for a closing that is there."""
    return YearlyClosingForm if is_every_year(key) else ClosingForm
