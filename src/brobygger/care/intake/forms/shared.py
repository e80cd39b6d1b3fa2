"""What several forms share: a moment in two fields, and what is said of a number or an age that cannot be one."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.care.intake import rules
from brobygger.ground import clock, days
from brobygger.ground.days import DayField
from brobygger.records.people.rules import BadNumber, parse_personal_number

REQUIRED = {"required": gettext_lazy("Choose one.")}


def day_field(label: Any, hint: Any = "") -> DayField:
    """A day that may be left empty for today."""
    return DayField(
        label=label,
        required=False,
        help_text=hint,
        widget=forms.DateInput(),
        error_messages={"invalid": gettext_lazy("Write a date, such as 5.4.2026.")},
    )


def time_field(label: Any, hint: Any = "") -> forms.TimeField:
    """An hour that may be left empty for now."""
    return forms.TimeField(
        label=label,
        required=False,
        help_text=hint,
        widget=forms.TimeInput(),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        error_messages={"invalid": gettext_lazy("Write a time, such as 10.15.")},
    )


def moment_of(day: date | None, time: Any) -> datetime | None:
    """A day and an hour as typed into one moment; None is now. An earlier day without an hour is noon."""
    if time is not None:
        return days.moment_of(day or clock.today(), time)
    return None if day is None or day == clock.today() else clock.at_noon(day)


class MomentMixin(forms.Form):
    """A form with `day` and `time`: when it happened, which must have been."""

    def clean(self) -> dict[str, Any]:
        """Refuse a moment that lies ahead."""
        data = super().clean() or {}
        days.refuse_skipped(self)
        moment = moment_of(data.get("day"), data.get("time"))
        if moment is not None and moment > clock.now():
            self.add_error("day", _("This lies ahead. Write when it happened."))
        return data

    def moment(self) -> datetime | None:
        """When it happened; None for now."""
        return moment_of(self.cleaned_data.get("day"), self.cleaned_data.get("time"))


def check_birth_date(born: date) -> None:
    """Refuse the birth date of somebody not born, or older than anyone is. Raises ValidationError."""
    try:
        rules.years_old(born, clock.today())
    except rules.BadAge as error:
        raise forms.ValidationError(age_words(error.code)) from error


def check_number(text: str) -> str:
    """A personal number as typed, checked for its form and date. Raises ValidationError."""
    try:
        return parse_personal_number(text).digits if text.strip() else ""
    except BadNumber as error:
        raise forms.ValidationError(number_words(error.code)) from error


def number_words(code: str) -> str:
    """What is wrong with a personal number, in words."""
    if code == "date":
        return _("The first six digits are no date.")
    return _("Write ten digits, such as 010182-1234, or a replacement number such as 0107501AB1.")


def age_words(code: str) -> str:
    """What is wrong with an age, birth date or number, in words."""
    return {
        "form": _("Write an age (44), a birth date (1.1.1982) or a CPR number (010182-1234)."),
        "date": _("There is no such date."),
        "future": _("This birth date lies ahead."),
        "old": _("Nobody is that old. Look at it again."),
    }[code]
