"""The forms of the assessment."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger import standard
from brobygger.care.assessment import rules, words
from brobygger.care.assessment.instruments import Definition
from brobygger.care.assessment.instruments.definition import LONGEST_FILE
from brobygger.care.assessment.models import AnswerSet, Referral
from brobygger.care.assessment.services import NewAnswers, NewReferral, Written
from brobygger.ground import clock, dates, laws
from brobygger.ground.days import DayField
from brobygger.records.medicine import about_clinic, clinic, clinic_named
from brobygger.records.notes.forms import Moment

REQUIRED = gettext_lazy("Write a word about it.")


class Day(DayField):
    """A day, as the browser's own field sends it or as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%y"], **kwargs)
        self.widget = forms.DateInput(format="%Y-%m-%d")
        self.error_messages["invalid"] = gettext_lazy("Write a day, such as 03.04.2026")


class PastDay(Day):
    """A day on which something happened."""

    def clean(self, value: Any) -> Any:
        """Refuse a day that lies ahead."""
        day = super().clean(value)
        if day and day > clock.today():
            raise forms.ValidationError(words.refused("future"))
        return day


class NeededText(forms.CharField):
    """A box that must be told before the assessment is complete, and may be empty while it is written."""

    def validate(self, value: Any) -> None:
        """Let an empty box be saved: what is lacking is said when the assessment is to be complete."""


class NeededChoice(forms.MultipleChoiceField):
    """A choice that must be made before the assessment is complete, and may be open while it is written."""

    def validate(self, value: Any) -> None:
        """Let it be saved without an answer, never with one that is not offered."""
        if value:
            super().validate(value)


def needed_text(label: Any, *, rows: int = 5, hint: Any = "") -> NeededText:
    """A box that the complete assessment needs."""
    return NeededText(
        label=label, max_length=rules.LONGEST, help_text=hint, widget=forms.Textarea(attrs={"rows": rows})
    )


def long_text(label: Any, *, rows: int = 5, required: bool = False, hint: Any = "") -> forms.CharField:
    """A box to write in."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=rules.LONGEST,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": REQUIRED},
    )


class AssessmentForm(forms.Form):
    """The six areas with their parts, the anamnesis and the citizen's own words. Nothing is required to save it."""

    def __init__(self, *args: Any, need_judged: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = rules.parts(area.id for area in standard.load().assessment_areas)
        self.fields["own_words"] = needed_text(
            _("What the citizen says"), rows=4, hint=_("In the citizen's own words: what is hard, what is needed.")
        )
        self.fields["own_goals"] = long_text(_("What the citizen wants to reach"), rows=3)
        for part in self.parts:
            self.fields[part] = needed_text(words.part_label(part), hint=words.part_hint(part))
            self.fields[part + rules.NOT_RELEVANT] = forms.CharField(
                label=_("Not relevant, because"), required=False, max_length=300
            )
        self.fields["anamnesis"] = needed_text(
            _("Anamnesis"), rows=8, hint=_("How it began, what has happened, what has been tried.")
        )
        if not need_judged:
            self.fields["need"] = NeededChoice(
                label=_("Is the doctor or %(clinic)s needed?") % {"clinic": clinic()},
                choices=[("none", _("No, not at present")), *Referral.Need.choices],
                widget=forms.CheckboxSelectMultiple,
                help_text=_("A yes is sent to %(clinic)s when the assessment is complete.") % {"clinic": clinic()},
            )
            self.fields["need_reason"] = forms.CharField(
                label=_("What should %(clinic)s know?") % {"clinic": clinic()}, required=False, max_length=1000
            )
        law = capfirst(laws.cited("assessed-elsewhere"))
        self.fields["asked_of"] = forms.CharField(
            label=_("Asked of another provider"), required=False, max_length=200,
            help_text=_("If a provider assesses for us. %(Law)s.") % {"Law": law},
        )  # fmt: skip
        self.fields["asked_on"] = PastDay(label=_("Asked on"), required=False)
        self.fields["unfinished_reason"] = forms.CharField(
            label=_("It cannot be finished in time, because"), required=False, max_length=500,
            help_text=_("Then it is finished as soon as possible after the treatment has started."),
        )  # fmt: skip
        self.fields["completed_on"] = PastDay(label=_("Complete on"), required=False)
        self.fields["version"] = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def clean_need(self) -> list[str]:
        """No and yes do not go together."""
        needs: list[str] = self.cleaned_data["need"]
        if "none" in needs and len(needs) > 1:
            raise forms.ValidationError(_("Choose either no or what is needed."))
        return needs

    @property
    def written_names(self) -> list[str]:
        """The boxes that are kept as the assessment's content."""
        told = [name for part in self.parts for name in (part, part + rules.NOT_RELEVANT)]
        return ["own_words", "own_goals", *told, "anamnesis"]

    def written(self, before: Mapping[str, str]) -> Written:
        """What is written so far, for services; call after is_valid, whatever it answered.

        A box that cannot be kept as it is (too long) keeps in the record what stood there `before`.
        """
        data = self.cleaned_data
        return Written(
            fields={name: data.get(name, before.get(name, "")) for name in self.written_names},
            asked_of=data.get("asked_of") or "",
            asked_on=data.get("asked_on"),
            unfinished_reason=data.get("unfinished_reason") or "",
        )

    def needs(self) -> tuple[str, ...] | None:
        """What was judged about the doctor; None when nothing was said here."""
        chosen = self.cleaned_data.get("need") or []
        return tuple(need for need in chosen if need != "none") if chosen else None


class CorrectionForm(AssessmentForm):
    """A complete assessment with its words, to be put right; it says why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, need_judged=True, **kwargs)
        for name in ("asked_of", "asked_on", "unfinished_reason", "completed_on", "version"):
            del self.fields[name]
        self.fields["reason"] = forms.CharField(
            label=_("Why is the assessment corrected?"), max_length=500, error_messages={"required": REQUIRED}
        )


class AnswersForm(forms.Form):
    """One instrument, drawn from its definition."""

    def __init__(self, *args: Any, definition: Definition, correcting: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition
        self.fields["answered_on"] = PastDay(label=_("Answered on"))
        self.fields["mode"] = forms.ChoiceField(
            label=_("How was it asked?"), choices=AnswerSet.Mode.choices, initial=AnswerSet.Mode.INTERVIEW
        )
        if correcting:
            self.fields["reason"] = forms.CharField(
                label=_("Why are the answers corrected?"), max_length=500, error_messages={"required": REQUIRED}
            )
        for number, item in enumerate(definition.items, 1):
            self.fields[self.name_of(item.id)] = forms.TypedChoiceField(
                label=f"{number}. {words.said(item.words)}",
                help_text=words.said(item.hint),
                choices=[(str(choice.value), words.said(choice.words)) for choice in item.choices]
                + ([] if item.required else [("", _("Not judged"))]),
                coerce=int,
                empty_value=None,
                required=item.required,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Choose an answer."),
                    "invalid_choice": _("This is not one of the answers to the question."),
                },
            )
        self.fields["remark"] = forms.CharField(
            label=_("Remark"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
        )

    @staticmethod
    def name_of(item_id: str) -> str:
        """The name of an item's field."""
        return f"item_{item_id}"

    @property
    def questions(self) -> list[Any]:
        """The fields of the items, in order."""
        return [self[self.name_of(item.id)] for item in self.definition.items]

    def clean(self) -> dict[str, Any]:
        """At least one answer must be there."""
        data = super().clean() or self.cleaned_data
        given = [data.get(self.name_of(item.id)) for item in self.definition.items]
        if not self.errors and all(value is None for value in given):
            raise forms.ValidationError(_("Nothing is answered yet."))
        return data

    def new_answers(self, language: str) -> NewAnswers:
        """What was answered, for services."""
        data = self.cleaned_data
        given = {item.id: data[self.name_of(item.id)] for item in self.definition.items}
        return NewAnswers(
            answers={name: value for name, value in given.items() if value is not None},
            mode=data["mode"],
            language=language,
            remark=data["remark"],
        )


class ReferralForm(forms.Form):
    """Refer to the psychologist, to the doctor for psychiatry, or to the health clinic."""

    to = forms.ChoiceField(
        label=gettext_lazy("To whom?"), choices=Referral.To.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who is asked.")},
    )  # fmt: skip
    need = forms.ChoiceField(
        label=about_clinic(gettext_lazy("What is needed from %(clinic)s?")),
        choices=[("", about_clinic(gettext_lazy("Not for %(clinic)s"))), *Referral.Need.choices],
        required=False,
    )
    reason = long_text(
        gettext_lazy("Why?"), rows=4, required=True, hint=gettext_lazy("What they need to know, no more.")
    )
    made_on = PastDay(label=gettext_lazy("Referred on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(to, clinic_named() if to == rules.CLINIC else words) for to, words in Referral.To.choices]
        self.fields["to"].choices = names  # type: ignore[attr-defined]
        hint = _("From the first contact the citizen has %(time)s to get this offer.")
        self.fields["need"].help_text = hint % {"time": words.time_to_offer()}

    def clean(self) -> dict[str, Any]:
        """The health clinic is told what is needed."""
        data = super().clean() or self.cleaned_data
        if data.get("to") == rules.CLINIC and not data.get("need") and "need" not in self.errors:
            self.add_error("need", _("Say what is needed from %(clinic)s.") % {"clinic": clinic()})
        return data

    def new_referral(self) -> NewReferral:
        """What was written, for services."""
        data = self.cleaned_data
        return NewReferral(data["to"], data["reason"], data["need"])


class BookForm(forms.Form):
    """An appointment."""

    appointment_at = Moment(label=gettext_lazy("Appointment"))


class HeldForm(forms.Form):
    """The citizen came."""

    held_on = PastDay(label=gettext_lazy("Held on"))


class NothingForm(forms.Form):
    """A button alone."""


class RuleOutForm(forms.Form):
    """No need."""

    reason = forms.CharField(
        label=gettext_lazy("Why is there no need?"), max_length=500, error_messages={"required": REQUIRED}
    )


class CloseForm(forms.Form):
    """What was answered."""

    answer = long_text(gettext_lazy("What was the answer?"), rows=3, required=True)


class PlanForm(forms.Form):
    """The medical treatment plan that the clinic's doctor has written."""

    written_by = forms.CharField(
        label=gettext_lazy("The doctor who wrote it"), max_length=200, error_messages={"required": REQUIRED}
    )
    written_on = PastDay(label=gettext_lazy("Written on"))


class PutOnForm(forms.Form):
    """Put a case on the agenda of one Thursday."""

    day = forms.TypedChoiceField(
        label=gettext_lazy("Which conference?"),
        widget=forms.RadioSelect,
        coerce=date.fromisoformat,
        error_messages={
            "required": gettext_lazy("Choose a day."),
            "invalid_choice": gettext_lazy("There is no conference on that day."),
        },
    )
    question = long_text(gettext_lazy("What do we want to ask psychiatry?"), rows=4, required=True)

    def __init__(self, *args: Any, meetings: list[rules.Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_days = [meeting.day for meeting in meetings if meeting.closed is None]
        self.fields["day"].choices = [(day.isoformat(), dates.full_day(day)) for day in open_days]  # type: ignore[attr-defined]


class OutcomeForm(forms.Form):
    """What came of the conference."""

    took_part = forms.CharField(
        label=gettext_lazy("Who took part"), required=False, max_length=300,
        help_text=gettext_lazy("Names and where they come from."),
    )  # fmt: skip
    outcome = long_text(gettext_lazy("What was agreed?"), rows=5, required=True)


class UploadForm(forms.Form):
    """The centre's own definition file."""

    file = forms.FileField(
        label=gettext_lazy("Definition file (.toml)"),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self) -> str:
        """The text in the file."""
        upload = self.cleaned_data["file"]
        if upload.size > LONGEST_FILE:
            raise forms.ValidationError(_("The file is too large for a definition."))
        try:
            text: str = upload.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("The file is not text in UTF-8.")) from error
        return text
