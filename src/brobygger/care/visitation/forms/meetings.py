"""Meetings, who is there, and which one a case is put on."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger import standard
from brobygger.care.visitation.forms.base import (
    BAD_CHOICE,
    Plain,
    a_day,
)
from brobygger.care.visitation.models import Meeting
from brobygger.care.visitation.timing import closed_words
from brobygger.ground import dates, days
from brobygger.ground.languages import present_language
from brobygger.ground.when import hour_field


def meeting_words(meeting: Meeting) -> str:
    """A meeting on a list of choices: its day and hour."""
    return dates.moment(meeting.starts_at)


class MeetingForm(Plain):
    """A meeting to come."""

    on = a_day(_("Day"))
    starts = hour_field(_("From"), missing=_("Write when it begins."), wrong=_("Write a time, such as 13.00."))
    ends = hour_field(_("To"), missing=_("Write when it ends."), wrong=_("Write a time, such as 14.30."))
    place = forms.CharField(label=_("Place"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = present_language()
        self.fields["place"].suggestions = [one.name.in_(language) for one in standard.load().rooms]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Hours that there are."""
        data = super().clean() or {}
        for hour in ("starts", "ends"):
            days.refuse_skipped(self, "on", hour)
        if closed := closed_words(data["on"]) if data.get("on") else "":
            self.add_error("on", closed)
        return data

    def moments(self) -> tuple[datetime, datetime]:
        """When it starts and ends, Danish time."""
        data = self.cleaned_data
        return (
            days.moment_of(data["on"], data["starts"]),
            days.moment_of(data["on"], data["ends"]),
        )


class AttendanceForm(Plain):
    """Who of the staff is at the meeting."""

    present = forms.MultipleChoiceField(
        label=_("Present"), required=False, widget=forms.CheckboxSelectMultiple, error_messages=BAD_CHOICE
    )
    other_staff = forms.CharField(label=_("Others"), required=False, max_length=300)

    def __init__(self, *args: Any, staff: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = list(staff)  # type: ignore[attr-defined]


class OnAgendaForm(Plain):
    """Which meeting a recommendation is put on."""

    meeting = forms.ModelChoiceField(
        label=_("Meeting"),
        queryset=Meeting.objects.none(),
        empty_label=_("Choose a meeting"),
        error_messages={**BAD_CHOICE, "required": _("Choose a meeting.")},
    )

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["meeting"]
        field.queryset = meetings  # type: ignore[attr-defined]
        field.label_from_instance = meeting_words  # type: ignore[attr-defined]
