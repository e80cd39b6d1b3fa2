"""When something happened, or will: the day and the hour of a form, in one way in every room."""

from datetime import date, datetime, time
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.ground import clock, days
from brobygger.ground.days import DayField

HOURS: Final = ["%H:%M", "%H.%M", "%H:%M:%S"]


def day_field(label: Any, hint: Any = "", *, required: bool = True, missing: Any = "") -> DayField:
    """A day."""
    return DayField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(),
        error_messages={
            "required": missing or _("Choose a date."),
            "invalid": _("Write a date, such as 5.4.2026."),
        },
    )


def hour_field(
    label: Any, hint: Any = "", *, required: bool = True, missing: Any = "", wrong: Any = ""
) -> forms.TimeField:
    """An hour, written as people write it: 10.15 or 10:15."""
    told = wrong or _("Write a time, such as 10.15.")
    return forms.TimeField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.TimeInput(),
        input_formats=HOURS,
        error_messages={"required": missing or told, "invalid": told},
    )


def happened(day: date | None, hour: time | None = None) -> datetime | None:
    """When something happened, as it was typed. None is now: nothing was typed, or today without an hour.

    An earlier day without an hour is noon.
    """
    if hour is not None:
        return days.moment_of(day or clock.today(), hour)
    return None if day is None or day == clock.today() else clock.at_noon(day)


class WhenForm(forms.Form):
    """Something that has happened, on a `day`, perhaps at a `time`; a form says itself where on the page they stand."""

    lies_ahead: Any = _("This lies ahead. Write when it happened.")

    def clean(self) -> dict[str, Any]:
        """What lies ahead has not happened."""
        data = super().clean() or {}
        days.refuse_skipped(self)
        problem = self.wrong_moment(moment) if (moment := self.moment()) is not None else ""
        if problem:
            self.add_error("day", str(problem))
        return data

    def wrong_moment(self, moment: datetime) -> Any:
        """Why it cannot have happened then; an empty text when it can."""
        return self.lies_ahead if moment > clock.now() else ""

    def moment(self) -> datetime | None:
        """When it was; None for just now."""
        return happened(self.cleaned_data.get("day"), self.cleaned_data.get("time"))

    @property
    def held_on(self) -> date:
        """The day it was."""
        return self.cleaned_data.get("day") or clock.today()


class AheadForm(forms.Form):
    """Something that is agreed for a `day` and a `time` to come."""

    has_passed: Any = _("This time has passed.")

    def clean(self) -> dict[str, Any]:
        """What has passed cannot be agreed."""
        data = super().clean() or {}
        days.refuse_skipped(self)
        at = self.at()
        if at is not None and at <= clock.now():
            self.add_error("day", str(self.has_passed))
        return data

    def at(self) -> datetime | None:
        """The moment of it; None while it is not whole."""
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        return days.moment_of(day, hour) if day and hour else None
