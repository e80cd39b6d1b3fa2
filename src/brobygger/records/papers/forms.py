"""What is asked before the papers of a case are gathered."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.records.papers.models import Papers
from brobygger.records.papers.parts import contributions
from brobygger.records.papers.services import NewPapers
from brobygger.records.papers.unknown import Unknown


class PapersForm(forms.Form):
    """What the papers are for, what is left out of them and why."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("What are the papers for?"),
        choices=[one for one in Papers.Purpose.choices if one[0] != Papers.Purpose.APPEAL],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what the papers are for.")},
    )
    without = forms.MultipleChoiceField(
        label=gettext_lazy("Leave out"),
        help_text=gettext_lazy("Everything that you may read is in the papers, unless you leave it out here."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it is left out"),
        help_text=gettext_lazy("Stands in the papers as you write it, with the law: the citizen may complain of it."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    unknown = forms.ChoiceField(
        label=gettext_lazy("What the citizen has not been told of"),
        choices=[one for one in Papers.Unknown.choices if one[0]],
        widget=forms.RadioSelect,
        required=False,
    )
    uncovered = forms.BooleanField(
        label=gettext_lazy("Let the protected name and address stand in the papers. It is noted that you chose it."),
        required=False,
    )

    def __init__(
        self, *args: Any, course: str, protected: bool, not_told: Sequence[Unknown] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.not_told = not_told
        if not not_told:
            del self.fields["unknown"]
        else:
            self.fields["unknown"].help_text = _("%(what)s. It is asked for the citizen's own papers alone.") % {
                "what": "; ".join(one.title for one in not_told)
            }
        parts = [(one.key, one.title) for one in contributions(course)]
        self.fields["without"].choices = parts  # type: ignore[attr-defined]
        if not protected:
            del self.fields["uncovered"]

    def clean(self) -> dict[str, Any]:
        """What is left out needs its reason; what the citizen does not know of needs an answer."""
        data: dict[str, Any] = super().clean() or {}
        asks = bool(self.not_told) and data.get("purpose") == Papers.Purpose.ACCESS
        if asks and not data.get("unknown"):
            self.add_error("unknown", _("Choose whether the citizen is to learn of it from the papers."))
        kept_back = asks and data.get("unknown") == Papers.Unknown.LEFT_OUT
        if (data.get("without") or kept_back) and not data.get("reason", "").strip():
            self.add_error("reason", _("Write why it is left out."))
        return data

    def new(self) -> NewPapers:
        """What was asked for."""
        data = self.cleaned_data
        return NewPapers(
            data["purpose"],
            tuple(data["without"]),
            data["reason"],
            data.get("uncovered", False),
            data.get("unknown", ""),
        )
