"""The form for one answer."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.ground import clock, dates
from brobygger.ground.when import WhenForm, day_field, hour_field
from brobygger.records.consents import rules, words
from brobygger.records.consents.models import Consent

NO = "no"


class AnswerForm(WhenForm):
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
    day = day_field(_("Date"), _("Empty means today."), required=False)
    time = hour_field(_("Time"), _("Empty means now, or noon on an earlier day."), required=False)

    def __init__(self, *args: Any, opened_on: date, held: Consent | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened_on, self.held = opened_on, held
        self.fields["topics"].choices = list(words.topics().items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A limited yes says to what; a moment has been."""
        data = super().clean() or {}
        if data.get("answer") == rules.LIMITED and not data.get("topics"):
            self.add_error("topics", _("Choose at least one thing."))
        return data

    def wrong_moment(self, moment: datetime) -> str:
        """Why it cannot have been said then. An answer older than the one that holds would change nothing."""
        if moment > clock.now():
            return gettext("This is in the future. Write when it was said.")
        if clock.local_date(moment) < self.opened_on:
            return gettext("This is before the case began, %(day)s. Write when it was said.") % {
                "day": dates.day(self.opened_on)
            }
        if self.held is not None and moment < self.held.occurred_at:
            return gettext(
                "This is before the answer that holds now, from %(moment)s. Write the later day and hour at which "
                "the citizen said it."
            ) % {"moment": dates.day_and_hour(self.held.occurred_at)}
        return ""

    @property
    def state(self) -> str:
        """The answer as the service takes it."""
        answer = str(self.cleaned_data["answer"])
        return rules.WITHDRAWN if answer == NO else answer
