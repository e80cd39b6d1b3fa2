"""What people write about letters that are on their way."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.ground import clock
from brobygger.ground.days import DayField
from brobygger.records.letters.models import Letter

LONGEST_NUMBER = 19  # digits that a row's number can have


class ReceiptForm(forms.Form):
    """The day the reader had the letter."""

    received_on = DayField(
        label=gettext_lazy("The citizen received it on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Write the day on which the letter was received.")},
    )

    def __init__(self, *args: object, sent_on: date, to_citizen: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.sent_on = sent_on
        if not to_citizen:
            self.fields["received_on"].label = _("The recipient received it on")

    def clean_received_on(self) -> date:
        """A letter is received between the day it was sent and today."""
        day: date = self.cleaned_data["received_on"]
        if day < self.sent_on:
            raise forms.ValidationError(_("The letter cannot have been received before it was sent."))
        if day > clock.today():
            raise forms.ValidationError(_("Choose today or an earlier day."))
        return day


class SentForm(forms.Form):
    """The day on which printed letters went; which ones is ticked beside each."""

    sent_on = DayField(
        label=gettext_lazy("Sent, or handed over, on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Write the day on which the letters went.")},
    )

    @property
    def ticked(self) -> list[int]:
        """The numbers of the letters that were ticked."""
        source = self.data.getlist("letters") if hasattr(self.data, "getlist") else []
        return [int(one) for one in source if one.isdecimal() and len(one) < LONGEST_NUMBER]

    def clean_sent_on(self) -> date:
        """Nothing is sent tomorrow."""
        day: date = self.cleaned_data["sent_on"]
        if day > clock.today():
            raise forms.ValidationError(_("Choose today or an earlier day."))
        return day


class ReturnedForm(forms.Form):
    """Why the letter did not reach its reader."""

    cause = forms.CharField(
        label=gettext_lazy("What happened"),
        max_length=200,
        help_text=gettext_lazy("For example: the mailbox is closed, or the envelope came back."),
    )


class SendAgainForm(forms.Form):
    """The way to send the same words again."""

    means = forms.ChoiceField(
        label=gettext_lazy("How should it be sent now?"),
        widget=forms.RadioSelect,
    )
    address = forms.CharField(
        label=gettext_lazy("Address on the letter"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only for physical mail."),
    )

    def __init__(self, *args: object, means: Iterable[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        words = {
            Letter.Means.DIGITAL_POST: _("Digital Post"),
            Letter.Means.PHYSICAL: _("Physical mail"),
            Letter.Means.IN_PERSON: _("Handed over in person"),
            Letter.Means.SECURE_MAIL: _("Secure mail to an authority"),
        }
        choices = [(way, words[Letter.Means(way)]) for way in means]
        self.fields["means"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """A paper letter needs an address."""
        data: dict[str, object] = super().clean() or {}
        if data.get("means") == Letter.Means.PHYSICAL and not str(data.get("address", "")).strip():
            self.add_error("address", _("Write where the letter goes."))
        return data

    def lines(self) -> tuple[str, ...]:
        """The address, a line at a time; what goes another way bears none."""
        if self.cleaned_data["means"] != Letter.Means.PHYSICAL:
            return ()
        return tuple(line.strip() for line in self.cleaned_data["address"].splitlines() if line.strip())
