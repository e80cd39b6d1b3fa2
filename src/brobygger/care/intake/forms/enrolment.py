"""The enrolment on one page: consent declaration, the citizen, the children, and what everyone is told."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.care.intake.forms.citizen import CitizenForm
from brobygger.care.intake.forms.shared import REQUIRED
from brobygger.ground.when import WhenForm, day_field, hour_field
from brobygger.records.consents import rules as consent_rules
from brobygger.records.consents import selectors as consents
from brobygger.records.consents import words
from brobygger.records.consents.services import NewAnswer
from brobygger.records.episodes.citizens import may_be_anonymous


class NoticeForm(forms.Form):
    """Before the enrolment notice goes: the citizen knows of it. Nobody ticks it for the counsellor."""

    told = forms.BooleanField(
        label=gettext_lazy("I have told the citizen that this notice is sent, and what it says"),
        error_messages={"required": gettext_lazy("Tell the citizen first, and tick it when you have.")},
    )


ANSWERS = [
    (consent_rules.GIVEN, gettext_lazy("Yes")),
    (consent_rules.LIMITED, gettext_lazy("Yes, only about …")),
    (consent_rules.WITHDRAWN, gettext_lazy("No")),
    ("", gettext_lazy("Not asked")),
]


class EnrolmentForm(WhenForm, CitizenForm):
    """Everything that an enrolment writes."""

    how = forms.ChoiceField(
        label=gettext_lazy("How was the consent declaration given?"),
        widget=forms.RadioSelect,
        choices=[
            (consent_rules.WRITTEN, gettext_lazy("In writing, signed")),
            (consent_rules.ORAL, gettext_lazy("Orally")),
        ],
        required=False,  # unless something was answered
    )
    wants_no_name = forms.BooleanField(
        label=gettext_lazy("The citizen wants to stay anonymous: no number is kept, and nobody is told"),
        required=False,
    )
    family_oriented = forms.BooleanField(
        label=gettext_lazy("I have told the citizen that we work with the whole family in mind"),
        error_messages={"required": gettext_lazy("Everyone is told this at the enrolment. Tick it when you have.")},
    )
    same_person = forms.BooleanField(
        label=gettext_lazy("It is the same citizen: lay this case on the one we know"), required=False
    )
    day = day_field(gettext_lazy("Date of the enrolment"), gettext_lazy("Empty means today."), required=False)
    time = hour_field(gettext_lazy("Time"), gettext_lazy("Empty means now."), required=False)

    def __init__(self, *args: Any, line: str, unnamed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_be_anonymous(line) or not unnamed:
            del self.fields["wants_no_name"]
        if not may_be_anonymous(line):
            self.ask("name", _("Write a name."))
            self.ask(
                "cpr", _("Treatment for drugs cannot be anonymous here. Write the CPR number, or a replacement number.")
            )
        self.questions = consents.asked_of_everyone()
        for asked in self.questions:
            key = asked.key
            self.fields[f"answer-{key}"] = forms.ChoiceField(
                label=words.question(asked), choices=ANSWERS, widget=forms.RadioSelect, required=False
            )
            self.fields[f"topics-{key}"] = forms.MultipleChoiceField(
                label=_("%(partner)s: what may we talk about?") % {"partner": words.question(asked)},
                choices=list(words.topics().items()),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def consent_fields(self) -> list[tuple[str, Any, Any]]:
        """The questions as the page draws them: the long words, the answer, the topics."""
        return [
            (words.long_question(asked), self[f"answer-{asked.key}"], self[f"topics-{asked.key}"])
            for asked in self.questions
        ]

    def clean(self) -> dict[str, Any]:
        """A limited yes says to what, and an answer how it was given."""
        data = super().clean()
        for asked in self.questions:
            if data.get(f"answer-{asked.key}") == consent_rules.LIMITED and not data.get(f"topics-{asked.key}"):
                self.add_error(f"topics-{asked.key}", _("Choose at least one thing."))
        if "wants_no_name" in self.fields and self.is_alias and not data.get("wants_no_name"):
            self.add_error("cpr", _("Write the number, or say below that the citizen wants to stay anonymous."))
        answered = any(data.get(f"answer-{asked.key}") for asked in self.questions)
        if answered and not data.get("how") and "how" not in self.errors:
            self.add_error("how", REQUIRED["required"])
        return data

    def answers(self) -> tuple[NewAnswer, ...]:
        """The answers that were given; what was not asked stays not asked."""
        given = []
        for asked in self.questions:
            state = self.cleaned_data.get(f"answer-{asked.key}")
            if state:
                topics = tuple(self.cleaned_data.get(f"topics-{asked.key}") or ())
                how = str(self.cleaned_data["how"])
                given.append(NewAnswer(asked.partner, asked.purpose, state, topics, how=how))
        return tuple(given)
