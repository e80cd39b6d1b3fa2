"""The forms about an inquiry.

One page that is filled in under a minute, and what can be done with it after.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger import standard
from brobygger.care.intake import rules
from brobygger.care.intake.forms.shared import REQUIRED, age_words
from brobygger.care.intake.models import AdviceGiven, Channel, Inquiry, Substance
from brobygger.ground import clock
from brobygger.ground.languages import present_language
from brobygger.ground.phones import PhoneField
from brobygger.ground.when import AheadForm, WhenForm, day_field, hour_field
from brobygger.records.episodes import attempts

BY = [
    (rules.CITIZEN, gettext_lazy("The citizen")),
    (rules.RELATIVE, gettext_lazy("A relative")),
    (rules.PROFESSIONAL, gettext_lazy("A professional")),
]
WISHES = [
    (rules.TREATMENT, gettext_lazy("Treatment, or to talk about it")),
    (rules.ADVICE, gettext_lazy("Only advice now")),
]


def unit_choices() -> list[tuple[str, str]]:
    """The units that take inquiries, with "as the standard says" first."""
    language = present_language()
    units = [(unit.id, unit.name.in_(language)) for unit in standard.load().units if unit.takes_inquiries]
    return [("", _("As the standard says, by age and substance")), *units]


class InquiryForm(WhenForm):
    """A first contact, on one page."""

    by = forms.ChoiceField(
        label=gettext_lazy("Who is it?"),
        choices=BY,
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How did they reach us?"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )
    wish = forms.ChoiceField(
        label=gettext_lazy("What do they want?"),
        choices=WISHES,
        widget=forms.RadioSelect,
        required=False,
    )
    substance = forms.ChoiceField(
        label=gettext_lazy("What is it mostly about?"),
        choices=Substance.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    also = forms.MultipleChoiceField(
        label=gettext_lazy("Also"),
        choices=Substance.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    topic = forms.ChoiceField(
        label=gettext_lazy("What was the talk about?"),
        choices=[choice for choice in AdviceGiven.Topic.choices if choice[0] != AdviceGiven.Topic.NOT_NOTED],
        widget=forms.RadioSelect,
        required=False,
    )
    age = forms.CharField(
        label=gettext_lazy("Age, birth date or CPR"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("44, 1.1.1982 or 010182-1234. A guess at the age will do."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Or what they want to be called. It may be left empty."),
    )
    anonymous = forms.BooleanField(label=gettext_lazy("Wants to be anonymous"), required=False)
    phone = PhoneField(label=gettext_lazy("Phone"))
    words = forms.CharField(
        label=gettext_lazy("In their own words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    day = day_field(gettext_lazy("Date"), gettext_lazy("Empty means today."), required=False)
    time = hour_field(gettext_lazy("Time"), gettext_lazy("Empty means now."), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    unit_reason = forms.CharField(label=gettext_lazy("Why another unit?"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = unit_choices()  # type: ignore[attr-defined]
        if standard.load().one_team:
            del self.fields["unit"], self.fields["unit_reason"]

    @property
    def is_advice(self) -> bool:
        """Whether what was typed is advice given, not a citizen's inquiry about treatment."""
        return rules.is_advice(self.cleaned_data.get("by", ""), self.cleaned_data.get("wish") or rules.TREATMENT)

    def clean_age(self) -> rules.Age:
        """The age as it was read; the field's own error otherwise."""
        typed = self.cleaned_data["age"].strip()
        try:
            return rules.read_age(typed, clock.today()) if typed else rules.Age(None)
        except rules.BadAge as error:
            raise forms.ValidationError(age_words(error.code)) from error

    def clean(self) -> dict[str, Any]:
        """Ask only what this kind of contact needs."""
        data = super().clean()
        if not data.get("by"):
            return data
        if self.is_advice:
            if not data.get("topic"):
                self.add_error("topic", _("Choose what the talk was about."))
            return data
        if not data.get("wish") and "wish" not in self.errors:
            self.add_error("wish", _("Choose one."))
        if not data.get("substance"):
            self.add_error("substance", _("Choose what it is mostly about. “Other or not known” will do."))
        age = data.get("age")
        if "age" not in self.errors and age == rules.Age(None):
            why = _("Write an age. A guess will do: it tells which unit can help.")
            self.add_error("age", _("Write an age. A guess will do.") if standard.load().one_team else why)
        if data.get("anonymous") and isinstance(age, rules.Age) and age.number is not None:
            self.add_error("age", _("Somebody anonymous has no CPR here. Write the age alone."))
        if data.get("unit") and data.get("unit") != self.standard_unit() and not data.get("unit_reason"):
            self.add_error("unit_reason", _("Write why another unit than the standard's takes it."))
        return data

    def standard_unit(self) -> str:
        """The unit that the standard says."""
        age = self.cleaned_data.get("age")
        line = rules.line_of(self.cleaned_data.get("substance") or "other")
        route = standard.route(standard.load(), age.years if isinstance(age, rules.Age) else None, line)
        return route.unit or ""

    @property
    def is_under_age(self) -> bool:
        """Whether the person is too young for the centre and is guided on."""
        age = self.cleaned_data.get("age")
        return isinstance(age, rules.Age) and age.years is not None and age.years < standard.load().routing.adult_from


class MoveForm(forms.Form):
    """Send an inquiry to another unit."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit"), error_messages={"required": gettext_lazy("Choose a unit.")})
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=300,
        error_messages={"required": gettext_lazy("Write why, so that the next one knows.")},
    )

    def __init__(self, *args: Any, present: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "move_%s")  # two forms of one page have each their own ids
        super().__init__(*args, **kwargs)
        units = [(unit, name) for unit, name in unit_choices() if unit not in ("", present)]
        self.fields["unit"].choices = [("", _("Choose a unit")), *units]  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """End an inquiry that leads to no treatment."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why does it end here?"),
        choices=Inquiry.WithdrawnReason.choices,
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )
    text = forms.CharField(
        label=gettext_lazy("A few words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TakeBackForm(forms.Form):
    """The inquiry was ended by mistake."""

    reason = forms.CharField(
        label=gettext_lazy("What was wrong?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write what was wrong. It stands on the timeline.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "back_%s")
        super().__init__(*args, **kwargs)


class TalkForm(AheadForm):
    """A time for the first talk."""

    day = day_field(gettext_lazy("Date"), missing=gettext_lazy("Write a date, such as 5.4.2026."))
    time = hour_field(gettext_lazy("Time"))

    def moment(self) -> datetime:
        """The time as a moment."""
        at = self.at()
        assert at is not None  # the form asks for both
        return at


class TryForm(WhenForm):
    """The first talk was tried and did not come about."""

    how = forms.ChoiceField(
        label=gettext_lazy("What happened?"), widget=forms.RadioSelect, choices=(), error_messages=REQUIRED
    )
    text = forms.CharField(
        label=gettext_lazy("A few words"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    day = day_field(gettext_lazy("Date"), gettext_lazy("Empty means today."), required=False)
    time = hour_field(gettext_lazy("Time"), gettext_lazy("Empty means now."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "try_%s")  # several forms of one page have each their own ids
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = attempts.how_choices()  # type: ignore[attr-defined]


class DocumentationForm(WhenForm):
    """The day on which a case was fully documented."""

    day = day_field(gettext_lazy("Date"), gettext_lazy("Empty means today."), required=False)
    time = hour_field(gettext_lazy("Time"), gettext_lazy("Empty means now."), required=False)


class ProviderForm(WhenForm):
    """An alcohol citizen goes straight to a place of their own choice."""

    provider = forms.CharField(
        label=gettext_lazy("Which place?"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write the name of the place.")},
    )
    approved = forms.ChoiceField(
        label=gettext_lazy("Is it approved by Socialtilsynet?"),
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No, or not known"))],
    )
    close = forms.BooleanField(label=gettext_lazy("Nothing more is to be done here: close the case"), required=False)
    day = day_field(gettext_lazy("Date"), gettext_lazy("Empty means today."), required=False)
