"""The decision as the meeting, or the authority alone, makes it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.care.visitation import rules
from brobygger.care.visitation.forms.base import (
    BAD_CHOICE,
    BAD_NUMBER,
    BY_LETTER,
    REFUSE,
    TODAY,
    WITH_THE_MEETING,
    Forgiving,
    a_day,
    prose,
)
from brobygger.care.visitation.forms.kinds import RadioSelect
from brobygger.care.visitation.forms.meetings import meeting_words
from brobygger.care.visitation.models import Decision, Meeting
from brobygger.care.visitation.models.kinds import WishMet, kind_name
from brobygger.ground import clock, dates
from brobygger.ground.when import hour_field


def said_day(recorded_later: bool | None) -> str:
    """The answer about the day as the form has it; empty while there is none."""
    return "" if recorded_later is None else WITH_THE_MEETING if recorded_later else TODAY


class DecisionForm(Forgiving):
    """The decision as the meeting, or the authority alone, makes it."""

    FIELDS = (
        "also",
        "weeks",
        "start_on",
        "start_time",
        "place",
        "reasons",
        "facts",
        "wish_met",
        "wish",
        "heard",
        "hearing_kind",
        "hearing_reason",
        "choice_limited",
        "choice_limit_reason",
        "exhausted",
        "own_payment",
        "budget_on",
    )
    # Only where the meeting was on an earlier day than today.
    recorded_later = forms.ChoiceField(
        label=_("When was it decided?"),
        widget=forms.RadioSelect,
        error_messages=BAD_CHOICE,
        help_text=_("The decision has the day on which it was made, in the letter, on the case and in the figures."),
    )
    choice = forms.ChoiceField(label=_("Decision"), widget=RadioSelect, error_messages=BAD_CHOICE)
    weeks = forms.IntegerField(
        label=_("How many weeks?"), min_value=1, max_value=104, error_messages=BAD_NUMBER,
        help_text=_("Talks, a group or home treatment may be without a fixed end."),
    )  # fmt: skip
    start_on = a_day(_("Begins on"))
    start_time = hour_field(
        _("At what time"),
        _("Without a time the letter says that we call."),
        required=False,
        wrong=_("Write a time, such as 13.00."),
    )
    place = forms.CharField(
        label=_("Where"),
        required=False,
        max_length=200,
        help_text=_("As it reads in the letter: “på Torvet 1”."),
    )
    also = forms.MultipleChoiceField(
        label=_("Together with"),
        required=False,
        choices=lambda: [(kind, kind_name(kind)) for kind in rules.beside()],
        widget=forms.CheckboxSelectMultiple,
        error_messages=BAD_CHOICE,
    )
    exhausted = prose(_("Why ambulatory treatment is not enough"), 3)
    budget_on = a_day(_("The budget was made with the citizen on"))
    own_payment = forms.IntegerField(
        label=_("Own payment a month"), min_value=0, max_value=99999, error_messages=BAD_NUMBER
    )
    missing = prose(_("What is missing?"), 3)
    postpone_to = forms.ModelChoiceField(
        label=_("Taken again at"),
        queryset=Meeting.objects.none(),
        empty_label=_("Choose a meeting"),
        error_messages=BAD_CHOICE,
    )
    reasons = prose(
        _("Reasons"),
        4,
        help_text=_(
            "The considerations that weighed most. Stands in the letter as you write it. "
            "Can be left out when the citizen gets all that was asked for."
        ),
    )
    wish_met = forms.ChoiceField(
        label=_("What became of the wish?"),
        choices=WishMet.choices,
        widget=forms.RadioSelect,
        error_messages=BAD_CHOICE,
    )
    wish = prose(_("The citizen's wish, and how it is met"), 3, help_text=_("Stands in the letter as you write it."))
    facts = prose(
        _("The facts that weighed most"),
        3,
        help_text=_("What we know and build on. Stands in the letter as you write it."),
    )
    choice_limited = forms.BooleanField(
        label=_("The choice of another provider is limited out of regard for the citizen"), required=False
    )
    choice_limit_reason = prose(_("Why the choice is limited"), 3)
    heard = forms.BooleanField(label=_("The citizen has seen all the facts that we give weight to, and has had a say"))
    hearing_kind = forms.ChoiceField(
        label=_("Hearing"),
        choices=[
            (BY_LETTER, _("The citizen is heard by letter first")),
            (rules.WAIVED, Decision.HearingKind.WAIVED.label),
            (rules.NOT_OWED, Decision.HearingKind.NOT_OWED.label),
        ],
        widget=forms.RadioSelect,
        error_messages=BAD_CHOICE,
    )
    hearing_reason = prose(_("Why a hearing is not needed"), 2, help_text=_("Stands in the letter as you write it."))
    citizen_present = forms.BooleanField(label=_("The citizen takes part in the meeting"), required=False)
    counsellor_present = forms.BooleanField(label=_("The counsellor takes part in the meeting"), required=False)
    # What was read is sent with what is written: the draft, and the decision that held (trap 25).
    version = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    standing = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kinds: Iterable[tuple[str, str]],
        later: Any = None,
        line: str = rules.DRUG,
        met_on: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if met_on is None:
            del self.fields["recorded_later"]
        else:
            self.fields["recorded_later"].choices = _days(met_on)  # type: ignore[attr-defined]
        self.fields["choice"].choices = list(kinds)  # type: ignore[attr-defined]
        if later is None:
            for name in ("missing", "postpone_to", "citizen_present", "counsellor_present"):
                del self.fields[name]
        else:
            field = self.fields["postpone_to"]
            field.queryset = later  # type: ignore[attr-defined]
            field.label_from_instance = meeting_words  # type: ignore[attr-defined]
        if line == rules.ALCOHOL:
            for name in ("choice_limited", "choice_limit_reason", "budget_on", "own_payment"):
                del self.fields[name]

    def draft_values(self) -> dict[str, Any]:
        """The values of the draft decision; a postponement changes none of the decision's own."""
        found = self.values(self.FIELDS)
        if found.get("hearing_kind") == BY_LETTER:
            found["hearing_kind"] = ""
        if self.cleaned_data.get("recorded_later"):
            found["recorded_later"] = self.cleaned_data["recorded_later"] == WITH_THE_MEETING
        choice = self.cleaned_data.get("choice", "")
        if choice in rules.kinds() or choice == REFUSE:
            found["refused"] = choice == REFUSE
        if choice in rules.kinds():
            found["kind_of_treatment"] = choice
        return found


def _days(met_on: date) -> list[tuple[str, str]]:
    """The two days that it can have been decided on: today, or at the meeting."""
    return [
        (TODAY, gettext("Today, %(day)s") % {"day": dates.full_day(clock.today())}),
        (
            WITH_THE_MEETING,
            gettext("At the meeting, %(day)s. It is only written down now.") % {"day": dates.full_day(met_on)},
        ),
    ]
