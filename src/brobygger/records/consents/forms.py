"""The form for one answer."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.ground import clock, days
from brobygger.ground.days import DayField
from brobygger.records.consents import rules, words
from brobygger.records.consents.models import Consent

NO = "no"


class AnswerForm(forms.Form):
    """One answer: yes, yes to some things, or no; how it was said, and when."""

    answer = forms.ChoiceField(
        label=_("What does the citizen say?"),
        widget=forms.RadioSelect,
        choices=[
            (rules.GIVEN, _("Yes")),
            (rules.LIMITED, _("Yes, but only about some things")),
            (NO, _("No, or no longer")),
        ],
        error_messages={"required": _("Choose what the citizen says.")},
    )
    topics = forms.MultipleChoiceField(
        label=_("What may we talk about?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Only when the yes is about some things."),
    )
    remark = forms.CharField(
        label=_("In the citizen's own words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    how = forms.ChoiceField(
        label=_("How was it said?"),
        widget=forms.RadioSelect,
        choices=[(rules.ORAL, _("Orally")), (rules.WRITTEN, _("In writing, signed"))],
        error_messages={"required": _("Choose how it was said.")},
    )
    day = DayField(
        label=_("Date"),
        required=False,
        widget=forms.DateInput(),
        help_text=_("Empty means today."),
        error_messages={"invalid": _("Write a date, such as 5.4.2026.")},
    )
    time = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(),
        help_text=_("Empty means now, or noon on an earlier day."),
        error_messages={"invalid": _("Write a time, such as 10.15.")},
    )

    def __init__(self, *args: Any, opened_on: date, held: Consent | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened_on, self.held = opened_on, held
        self.fields["topics"].choices = list(words.topics().items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A limited yes says to what; a moment has been."""
        data = super().clean() or {}
        if data.get("answer") == rules.LIMITED and not data.get("topics"):
            self.add_error("topics", _("Choose at least one thing."))
        days.refuse_skipped(self)
        moment = self.moment()
        problem = self._problem(moment) if moment is not None else ""
        if problem:
            self.add_error("day", problem)
        return data

    def _problem(self, moment: datetime) -> str:
        """Why it cannot have been said then. An answer older than the one that holds would change nothing."""
        if moment > clock.now():
            return gettext("This is in the future. Write when it was said.")
        if clock.local_date(moment) < self.opened_on:
            return gettext("This is before the case began, %(day)s. Write when it was said.") % {
                "day": words.day(self.opened_on)
            }
        if self.held is not None and moment < self.held.occurred_at:
            return gettext(
                "This is before the answer that holds now, from %(moment)s. Write the later day and hour at which "
                "the citizen said it."
            ) % {"moment": words.moment(self.held.occurred_at)}
        return ""

    def moment(self) -> datetime | None:
        """When it was said; None for now."""
        return moment_of(self.cleaned_data.get("day"), self.cleaned_data.get("time"))

    @property
    def state(self) -> str:
        """The answer as the service takes it."""
        answer = str(self.cleaned_data["answer"])
        return rules.WITHDRAWN if answer == NO else answer


def moment_of(day: Any, time: Any) -> datetime | None:
    """A day and an hour as typed into one moment.

    None when both are empty or the day is today without an hour.
    """
    if day is None and time is None:
        return None
    if time is not None:
        return days.moment_of(day or clock.today(), time)
    return None if day == clock.today() else clock.at_noon(day)
