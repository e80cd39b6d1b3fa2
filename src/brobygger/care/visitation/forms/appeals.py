"""Appeals and complaints."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.care.visitation.forms.base import BAD_CHOICE, Plain, a_day, prose
from brobygger.care.visitation.models import Decision, Ruling, ServiceComplaint
from brobygger.care.visitation.models.appeals import Means, about_choices
from brobygger.ground import clock, dates, promised


class ReceivedForm(Plain):
    """What every appeal and complaint says when it comes in."""

    means = forms.ChoiceField(
        label=_("How did it come?"),
        choices=Means.choices,
        widget=forms.RadioSelect,
        error_messages={**BAD_CHOICE, "required": _("Choose how it came.")},
    )
    text = prose(_("What does the citizen say?"), 5)
    on = a_day(_("Received on"), required=False, help_text=_("Empty means today."))

    def clean_on(self) -> Any:
        """It cannot have come later than today."""
        on = self.cleaned_data["on"]
        if on and on > clock.today():
            raise forms.ValidationError(_("The day lies ahead. Write when it came."))
        return on

    def moment(self) -> datetime | None:
        """When it came: now, or noon of an earlier day."""
        on = self.cleaned_data["on"]
        return None if on is None or on == clock.today() else clock.at_noon(on)


class AppealForm(ReceivedForm):
    """An appeal of a drug decision."""

    field_order = ("about", "decision", "means", "text", "representative", "on")
    about = forms.ChoiceField(
        label=_("What is appealed?"),
        choices=about_choices,
        widget=forms.RadioSelect,
        error_messages={**BAD_CHOICE, "required": _("Choose what is appealed.")},
    )
    decision = forms.ModelChoiceField(
        label=_("Which decision?"),
        queryset=Decision.objects.none(),
        required=False,
        error_messages=BAD_CHOICE,
    )
    representative = forms.CharField(
        label=_("Who appeals for the citizen"),
        required=False,
        max_length=200,
        help_text=_("Only when somebody else does it on the citizen's behalf."),
    )

    def __init__(self, *args: Any, decisions: Any, line: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]
        about = gettext("None: it is about %(time)s") % {"time": promised.the_time_to_begin(line)}
        self.fields["decision"].empty_label = about  # type: ignore[attr-defined]
        self.fields["decision"].label_from_instance = decision_words  # type: ignore[attr-defined]


def decision_words(decision: Decision) -> str:
    """A decision on a list of choices: its day and what came of it."""
    made_on = clock.local_date(decision.made_at) if decision.made_at else clock.today()
    day_of = dates.dated(made_on)
    what = decision.get_kind_of_treatment_display() if decision.kind_of_treatment else ""
    return ", ".join(str(part) for part in (day_of, decision.get_outcome_display(), what) if part)


class ComplaintForm(ReceivedForm):
    """A complaint about the service."""

    field_order = ("about", "means", "text", "on")
    about = forms.ChoiceField(
        label=_("What is it about?"),
        choices=ServiceComplaint.About.choices,
        widget=forms.RadioSelect,
        error_messages={**BAD_CHOICE, "required": _("Choose what it is about.")},
    )


class RulingForm(Plain):
    """What Ankestyrelsen ruled, as its letter says."""

    outcome = forms.ChoiceField(
        label=_("What did Ankestyrelsen rule?"),
        choices=Ruling.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={**BAD_CHOICE, "required": _("Choose what was ruled.")},
    )
    ruled_on = a_day(_("The ruling's date"), help_text=_("As it stands on Ankestyrelsen's letter."))
    reference = forms.CharField(label=_("Ankestyrelsen's own number"), required=False, max_length=60)
    text = prose(
        _("What the ruling says"), 5, help_text=_("The result and the reasons, so that the next step can be seen here.")
    )
    on = a_day(_("We received it on"), required=False, help_text=_("Empty means today."))

    def clean_on(self) -> Any:
        """It cannot have come later than today."""
        on = self.cleaned_data["on"]
        if on and on > clock.today():
            raise forms.ValidationError(_("The day lies ahead. Write when it came."))
        return on


class LateForm(Plain):
    """Whether a late appeal has special reasons."""

    accepted = forms.ChoiceField(
        label=_("Are there special reasons to take it up all the same?"),
        choices=[
            ("yes", _("Yes, we look at the case again")),
            ("no", _("No, it is sent on to Ankestyrelsen")),
        ],
        widget=forms.RadioSelect,
        error_messages={**BAD_CHOICE, "required": _("Choose yes or no.")},
    )
    late_reason = prose(_("What you found"), 3, help_text=_("With a no it stands in the letter to the citizen."))


class ReassessForm(Plain):
    """The reasons for standing by a decision."""

    reasons = prose(
        _("Reasons"),
        4,
        help_text=_("Stands in the letter to the citizen and goes with the case to Ankestyrelsen."),
    )
