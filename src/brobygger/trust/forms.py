"""What people write on trust's own pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from brobygger.ground.days import DayField
from brobygger.trust import roles, subjects
from brobygger.trust.glass import LEAST_REASON
from brobygger.trust.models import Account, BreakGlass
from brobygger.trust.selectors import KIND_LABELS, Filters, unit_names


class BreakGlassForm(forms.Form):
    """The reason for opening a case outside one's unit."""

    offer = forms.CharField(widget=forms.HiddenInput, max_length=2000)
    reason = forms.CharField(
        max_length=1000,
        min_length=LEAST_REASON,
        error_messages={
            "required": _("Write why you need the case."),
            "min_length": _("Write a little more: the manager reads it."),
        },
    )


class ReviewForm(forms.Form):
    """What the manager says of a case that was opened outside its unit."""

    outcome = forms.ChoiceField(
        label=_("What do you say to it?"),
        choices=[
            (BreakGlass.Review.ACCEPTED, _("It was right")),
            (BreakGlass.Review.QUESTIONED, _("I will ask about it: the case closes at once")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    remark = forms.CharField(
        label=_("Remark"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words when the opening is questioned."""
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == BreakGlass.Review.QUESTIONED and not cleaned.get("remark", "").strip():
            self.add_error("remark", _("Write what you will ask about."))
        return cleaned


class AccountForm(forms.Form):
    """A member of staff: who, and with which roles and units."""

    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Write the name.")})
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    phone = forms.RegexField(
        r"^\+?[0-9][0-9 ]{6,}$",
        label=_("Direct telephone"),
        help_text=_("Stands on the letters that this person signs."),
        max_length=30,
        required=False,
        error_messages={"invalid": _("Write a telephone number such as 12 34 56 78.")},
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        help_text=_("Without a role one can sign in, but open nothing."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=list(roles.LABELS.items()),
    )
    units = forms.MultipleChoiceField(label=_("Units"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["units"]
        units.choices = list(unit_names().items())


class NewAccountForm(AccountForm):
    """A new member of staff, who signs in with an e-mail address."""

    email = forms.EmailField(
        label=_("E-mail"),
        error_messages={
            "required": _("Write the e-mail address."),
            "invalid": _("Write an e-mail address such as name@example.dk."),
        },
    )
    field_order = ["name", "email", "title", "phone", "roles", "units"]

    def clean_email(self) -> str:
        """Give the address in lower case. Refuses one that has an account already."""
        email = str(self.cleaned_data["email"]).lower()
        if Account.objects.filter(email=email).exists():
            raise ValidationError(_("There is an account with this address already."))
        return email


class AuditFilterForm(forms.Form):
    """What the audit page is narrowed to."""

    case = forms.CharField(label=_("Case number"), max_length=40, required=False)
    staff = forms.ModelChoiceField(
        label=_("Member of staff"), queryset=Account.objects.all(), required=False, empty_label=_("Everybody")
    )
    day = DayField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Write a date such as 2023-04-04.")},
    )
    kind = forms.ChoiceField(label=_("Kind of act"), required=False, choices=[("", _("All")), *KIND_LABELS.items()])

    def clean_case(self) -> subjects.Subject | None:
        """Give what the case number stands for."""
        typed = str(self.cleaned_data["case"]).strip()
        if not typed:
            return None
        found = subjects.find(typed)
        if found is None:
            raise ValidationError(_("No case has this number."))
        return found

    def filters(self) -> Filters:
        """Give the filters; nothing is narrowed by a field that is not understood."""
        if not self.is_valid():
            return Filters()
        subject: subjects.Subject = self.cleaned_data["case"] or subjects.Subject()
        staff = self.cleaned_data["staff"]
        return Filters(
            person_id=None if subject.episode_id else subject.person_id,
            episode_id=subject.episode_id,
            actor_id=staff.pk if staff else None,
            day=self.cleaned_data["day"],
            kind=self.cleaned_data["kind"],
        )
