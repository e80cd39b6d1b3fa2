"""The form of a notification: what was seen, for whom, and whether the citizen knows."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.care.intake import rules
from brobygger.care.intake.forms.shared import REQUIRED
from brobygger.care.intake.models import Channel, Concern
from brobygger.ground.when import WhenForm, day_field, hour_field


class ConcernForm(WhenForm):
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
    day = day_field(gettext_lazy("When did you learn of it? Date"), gettext_lazy("Empty means today."), required=False)
    time = hour_field(gettext_lazy("Time"), gettext_lazy("Empty means now."), required=False)
    told = forms.ChoiceField(
        label=gettext_lazy("Does the citizen know that we notify?"),
        choices=[choice for choice in Concern.Told.choices if choice[0] != Concern.Told.NOT_KNOWN],
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )
    why_not_told = forms.CharField(
        label=gettext_lazy("Why not?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Only when it has not been said yet, or should not be. For example: the child may be in danger."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Silence has a reason."""
        data = super().clean()
        told = data.get("told")
        if told in (Concern.Told.LATER, Concern.Told.NO) and not data.get("why_not_told"):
            later, never = _("Write why it has not been said yet."), _("Write why it should not be said.")
            self.add_error("why_not_told", later if told == Concern.Told.LATER else never)
        return data


class ContactConcernForm(ConcernForm):
    """The same from a contact without a case: who told us, and whom it is about as far as one knows."""

    by = forms.ChoiceField(
        label=gettext_lazy("Who told you?"),
        choices=[
            (rules.RELATIVE, gettext_lazy("A relative")),
            (rules.PROFESSIONAL, gettext_lazy("A professional")),
            (rules.CITIZEN, gettext_lazy("The one it is about, or I saw it myself")),
        ],
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How did they reach us?"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )
    name = forms.CharField(
        label=gettext_lazy("The child's parent or family: name"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("As far as you know. It may be left empty."),
    )
    address = forms.CharField(
        label=gettext_lazy("Where they live"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    unit = forms.ChoiceField(label=gettext_lazy("Which unit answers when they call back?"))

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        self.only_unit = units[0][0] if len(units) == 1 else ""
        if self.only_unit:
            del self.fields["unit"]
        self.fields["told"].label = _("Does the family know that we notify?")
        self.fields["told"].choices = [  # type: ignore[attr-defined]
            (Concern.Told.YES, _("Yes, they have been told")),
            (Concern.Told.LATER, _("Not yet, but they will be told")),
            (Concern.Told.NO, _("No, and they should not be told")),
            (Concern.Told.NOT_KNOWN, Concern.Told.NOT_KNOWN.label),
        ]
        self.fields["said"].label = _("What have the family or the child said about it?")

    def clean(self) -> dict[str, Any]:
        """Whom it is about must be found: a name, a child, or where they live."""
        data = super().clean()
        if self.only_unit:
            data["unit"] = self.only_unit
        if not any((data.get(name) or "").strip() for name in ("name", "address", "child")):
            self.add_error(
                "name", _("Write something by which the family can be found: a name, a child or an address.")
            )
        return data
