"""The choice of another provider, and what becomes of it."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.care.visitation import rules
from brobygger.care.visitation.forms.base import BAD_CHOICE, Forgiving, Plain, a_day, prose
from brobygger.care.visitation.models import ChoiceStep, ProviderChoice
from brobygger.ground import promised

Doctor, Step = ProviderChoice.Doctor, ChoiceStep.Kind
ONE_OF_THEM = {**BAD_CHOICE, "required": _("Choose one.")}


def _until_known() -> str:
    words = gettext("Until we know that it has, our own %(time)s for an appointment with the doctor go on.")
    return words % {"time": promised.to_doctor()}


class ProviderForm(Forgiving):
    """The citizen's own choice of provider; what is lacking is said all at once (choosing.choice_problems)."""

    provider = forms.CharField(label=_("Provider"), max_length=200)
    approved = forms.BooleanField(label=_("The provider is approved"), required=False)
    similar = forms.BooleanField(label=_("The treatment is of similar character"), required=False)
    direct = forms.BooleanField(label=_("The citizen has gone directly to the provider"), required=False)
    doctor = forms.ChoiceField(
        label=_("Does the provider have a doctor?"),
        choices=Doctor.choices,
        widget=forms.RadioSelect,
        error_messages=BAD_CHOICE,
        help_text=lazy(_until_known, str)(),
    )
    reason = prose(
        _("Why the citizen chooses it"),
        3,
        required=False,
        help_text=_("Can be left out: the citizen has the right to choose and owes no reason."),
    )
    on = a_day(_("Chosen on"), required=False, help_text=_("Empty means today."))

    def __init__(self, *args: Any, line: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if line == rules.DRUG:
            del self.fields["direct"]
            self.fields["approved"].help_text = _("Only providers approved on Tilbudsportalen.")
        else:
            self.fields["approved"].help_text = _("Only places approved by Socialtilsynet.")


class ReferralForm(Plain):
    """What the chosen place is told."""

    words = prose(
        _("What the place must know"),
        6,
        help_text=_("What is treated, what the citizen wishes, what is to be minded. Stands in the letter."),
    )
    address = prose(
        _("The place's address"),
        3,
        required=False,
        limit=300,
        help_text=_("Only if it must go by post. Without it the letter goes by secure mail."),
    )
    agreed = forms.BooleanField(
        label=_("The citizen has seen what we send, and has said yes to it"),
        error_messages={"required": _("Go through it with the citizen before it is sent, and tick it off.")},
    )

    def lines(self) -> tuple[str, ...]:
        """The address, a line each."""
        return tuple(line.strip() for line in self.cleaned_data["address"].splitlines() if line.strip())


class ProviderAnswerForm(Plain):
    """What became of the choice."""

    what = forms.ChoiceField(label=_("What has happened?"), widget=forms.RadioSelect, error_messages=ONE_OF_THEM)
    starts_on = a_day(
        _("The treatment begins there on"), required=False, help_text=_("Only when the place has said yes.")
    )
    doctor = forms.ChoiceField(
        label=_("Does the provider have a doctor?"),
        choices=Doctor.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages=BAD_CHOICE,
    )
    words = prose(_("A line for the journal"), 2, required=False)
    on = a_day(_("We were told on"), required=False, help_text=_("Empty means today."))

    def __init__(self, *args: Any, choice: ProviderChoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choice.doctor != Doctor.UNKNOWN:
            del self.fields["doctor"]
        yes = _("The place tells a new day, or about its doctor") if choice.has(Step.ACCEPTED) else Step.ACCEPTED.label
        steps = [(Step.ACCEPTED.value, yes), *((one.value, one.label) for one in (Step.DECLINED, Step.GIVEN_UP))]
        told = [step.starts_on for step in choice.steps.all() if step.kind == Step.ACCEPTED] if choice.pk else []
        self.fields["starts_on"].initial = told[-1] if told else None
        self.fields["what"].choices = steps  # type: ignore[attr-defined]
