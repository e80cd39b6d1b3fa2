"""The forms of notes."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger import standard
from brobygger.ground import clock
from brobygger.ground.days import MomentField
from brobygger.ground.languages import present_language
from brobygger.records.notes import rules
from brobygger.records.notes.models import Note
from brobygger.records.notes.services import NoteText


class Moment(MomentField):
    """Day and hour in Denmark, as the browser's own field sends it or as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H.%M", "%d-%m-%Y %H:%M", "%d.%m.%Y %H:%M", "%Y-%m-%d"]
        super().__init__(input_formats=formats, **kwargs)
        self.widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M")
        self.error_messages["invalid"] = gettext_lazy("Write the day and the hour, such as 03.04.2026 9.10")


class NoteForm(forms.Form):
    """A note: when, what, and the words themselves."""

    occurred_at = Moment(label=gettext_lazy("When did it happen?"))
    kind = forms.ChoiceField(label=gettext_lazy("What does it tell of?"), choices=Note.Kind.choices, initial="talk")
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        required=False,
        max_length=rules.LONGEST_HEADING,
        help_text=gettext_lazy("Stands in the journal; keep it short."),
    )
    text = forms.CharField(
        label=gettext_lazy("The note"),
        max_length=rules.LONGEST,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": gettext_lazy("Write the note before you sign it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What the house offers as a heading; another can be written.
        language = present_language()
        self.fields["heading"].suggestions = [one.name.in_(language) for one in standard.load().themes]  # type: ignore[attr-defined]

    def clean_occurred_at(self) -> datetime:
        """A note tells of what has happened."""
        moment: datetime = self.cleaned_data["occurred_at"]
        if moment > clock.now():
            raise forms.ValidationError(_("This lies ahead. A note tells of what has happened."))
        return moment

    def as_text(self) -> NoteText:
        """What the form says, for services."""
        data = self.cleaned_data
        return NoteText(
            text=data["text"],
            heading=data["heading"],
            kind=data["kind"],
            occurred_at=data["occurred_at"],
            reason=data.get("reason", ""),
        )

    def as_unfinished_text(self) -> NoteText:
        """What has been written so far, whatever is still missing; for keeping, never for signing."""
        self.is_valid()
        data = self.cleaned_data
        return NoteText(
            text=self._typed("text"),
            heading=self._typed("heading"),
            kind=data.get("kind", "talk"),
            occurred_at=data.get("occurred_at"),
            reason=self._typed("reason"),
        )

    def _typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), "")).replace("\x00", "")


class CorrectionForm(NoteForm):
    """A correction says why; both stay readable."""

    reason = forms.CharField(
        label=gettext_lazy("Why is the note corrected?"),
        max_length=500,
        help_text=gettext_lazy(
            "Stands in the journal beside the correction. The old note stays readable, struck through."
        ),
        error_messages={"required": gettext_lazy("Write why the note is corrected.")},
    )
    field_order = ["reason", "occurred_at", "kind", "heading", "text"]
