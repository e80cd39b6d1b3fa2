"""The form of a notification: what was seen, for whom, and whether the citizen knows."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.care.intake.forms.shared import REQUIRED, MomentMixin, day_field, time_field
from brobygger.care.intake.models import Concern


class ConcernForm(MomentMixin):
    """A concern for a child, as it is told to Center for Børn og Familie."""

    about = forms.ChoiceField(
        label=gettext_lazy("Who are you concerned for?"),
        choices=Concern.About.choices,
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )
    child = forms.CharField(
        label=gettext_lazy("The child: name and birth date, as far as you know"),
        max_length=200,
        required=False,
    )
    seen = forms.CharField(
        label=gettext_lazy("What have you seen or heard?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What you know, and how you know it. Keep apart what you saw and what you think."),
        error_messages={"required": gettext_lazy("Write what you have seen or heard.")},
    )
    said = forms.CharField(
        label=gettext_lazy("What have the citizen or the child said about it?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    day = day_field(gettext_lazy("When did you learn of it? Date"), gettext_lazy("Empty means today."))
    time = time_field(gettext_lazy("Time"), gettext_lazy("Empty means now."))
    told = forms.ChoiceField(
        label=gettext_lazy("Does the citizen know that we notify?"),
        choices=Concern.Told.choices,
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )
    why_not_told = forms.CharField(
        label=gettext_lazy("Why not?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Only when the citizen does not know. For example: the child may be in danger."),
    )

    def clean(self) -> dict[str, Any]:
        """Silence has a reason."""
        data = super().clean()
        if data.get("told") in (Concern.Told.LATER, Concern.Told.NO) and not data.get("why_not_told"):
            self.add_error("why_not_told", _("Write why the citizen does not know."))
        return data
