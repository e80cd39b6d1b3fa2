"""Forms about the start of treatment and about working together with others."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger import standard
from brobygger.care.plans import elsewhere, rules
from brobygger.care.plans.forms.common import WhenForm, choice, passage, words
from brobygger.care.plans.models import NetworkMeeting
from brobygger.care.plans.rules import Course
from brobygger.care.plans.services import NewMeeting, NewStart
from brobygger.records import medicine
from brobygger.records.consents import words as consent_words

YES, NO = "yes", "no"


class StartForm(WhenForm):
    """The first treatment was held (KS 3.5)."""

    kind_of_treatment = choice(gettext_lazy("What has begun?"))
    provider = choice(
        gettext_lazy("Where?"), [("own", gettext_lazy("At the centre")), ("other", gettext_lazy("At another provider"))]
    )
    provider_name = forms.CharField(label=gettext_lazy("Name of the other provider"), required=False, max_length=120)
    substitution = choice(
        gettext_lazy("Does the citizen get substitution medicine as part of the treatment?"),
        [(NO, gettext_lazy("No")), (YES, gettext_lazy("Yes"))],
        gettext_lazy("It requires the citizen's yes to cooperation with the own doctor."),
    )
    text = passage(
        gettext_lazy("About the first talk"),
        gettext_lazy("A line for the journal. Write the rest in a note."),
        required=False,
        rows=2,
    )

    def __init__(self, *args: Any, course: Course, line: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course = course
        allowed = rules.kinds_to_start(course)
        kinds = [pair for pair in words(standard.load().kinds_of_treatment) if pair[0] in allowed]
        self.fields["kind_of_treatment"].choices = kinds  # type: ignore[attr-defined]
        self.fields["day"].label = _("The first treatment talk was held")
        provider = course.provider
        other = bool(provider) and provider != "own"
        self.initial = {
            "kind_of_treatment": next(iter((*course.still_to_start, *course.granted)), ""),
            "provider": "other" if other else "own",
            "provider_name": provider if other and provider != "other" else "",
            **self.initial,
        }
        if line == "alcohol":  # there is none to be had there
            del self.fields["substitution"]
        elif house := medicine.elsewhere():
            told = _("%(house)s gives it. It requires the citizen's yes to cooperation with the own doctor.")
            self.fields["substitution"].help_text = told % {"house": house}

    def clean(self) -> dict[str, Any]:
        """Another provider has a name; treatment does not begin before it is granted."""
        data = super().clean()
        if data.get("provider") == "other" and not (data.get("provider_name") or "").strip():
            self.add_error("provider_name", _("Write the name of the provider."))
        return data

    def new_start(self) -> NewStart:
        """What the service takes."""
        data = self.cleaned_data
        return NewStart(
            kind_of_treatment=data["kind_of_treatment"],
            provider=data["provider"],
            provider_name=data["provider_name"] if data["provider"] == "other" else "",
            substitution=data.get("substitution") == YES,
            text=data["text"],
        )


class ElsewhereForm(WhenForm):
    """What came from another provider, or was seen there, while treatment lasts (KS 6.5.7)."""

    what = choice(
        gettext_lazy("What are you noting?"),
        [
            (elsewhere.STATUS, gettext_lazy("A status from the place")),
            (
                elsewhere.VISIT,
                gettext_lazy("A supervision visit, with a status meeting with the citizen"),
            ),
            (elsewhere.LENGTH, gettext_lazy("How many weeks the course lasts")),
        ],
    )
    weeks = forms.IntegerField(
        label=gettext_lazy("Weeks"),
        help_text=gettext_lazy("Only when you note how long the course lasts."),
        required=False,
        min_value=1,
        max_value=156,
        error_messages={
            "invalid": gettext_lazy("Write a whole number, such as 12."),
            "min_value": gettext_lazy("Write 1 or more."),
            "max_value": gettext_lazy("Write 156 or fewer."),
        },
    )
    text = passage(
        gettext_lazy("In short"),
        gettext_lazy("What the place told, and what follows from it. Take it to the treatment conference when needed."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A length has its number."""
        data = super().clean()
        if data.get("what") == elsewhere.LENGTH and data.get("weeks") is None and "weeks" not in self.errors:
            self.add_error("weeks", _("Write how many weeks."))
        return data


class MeetingForm(WhenForm):
    """A network meeting that was held (KS 5.4)."""

    about = choice(gettext_lazy("What was the meeting about?"), NetworkMeeting.About.choices)
    partners = forms.MultipleChoiceField(
        label=gettext_lazy("Who took part from outside?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )
    participants = forms.CharField(
        label=gettext_lazy("Names of those who took part"),
        max_length=500,
        error_messages={"required": gettext_lazy("Write who took part.")},
    )
    citizen_took_part = choice(
        gettext_lazy("Did the citizen take part?"), [(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))]
    )
    agreed = passage(
        gettext_lazy("What was agreed, and who does what?"), missing=gettext_lazy("Write what was agreed.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partners"].choices = words(standard.load().partners)  # type: ignore[attr-defined]
        self.without_consent: list[str] = []

    def refuse_partners(self, without_consent: Sequence[str]) -> None:
        """Say beside the field who the citizen has not said yes to."""
        self.without_consent = list(without_consent)
        self.add_error(
            "partners",
            _("The citizen has not said yes to: %(partners)s. Ask first, and note the answer under Consents.")
            % {"partners": ", ".join(consent_words.partner(partner) for partner in without_consent)},
        )

    def new_meeting(self) -> NewMeeting:
        """What the service takes."""
        data = self.cleaned_data
        return NewMeeting(
            about=data["about"],
            partners=tuple(data["partners"]),
            participants=data["participants"],
            agreed=data["agreed"],
            citizen_took_part=data["citizen_took_part"] == YES,
        )


class ActionPlanForm(WhenForm):
    """The action plan of serviceloven § 141 (KS 5.3)."""

    answer = choice(
        gettext_lazy("How is it with the action plan?"),
        [
            ("has-one", gettext_lazy("The citizen has one already")),
            ("accepted", gettext_lazy("Has none; was offered help and said yes")),
            ("declined", gettext_lazy("Has none; was offered help and said no")),
        ],
    )
    coordinated = choice(
        gettext_lazy("Is the treatment plan coordinated with it?"),
        [
            (YES, gettext_lazy("Yes")),
            (NO, gettext_lazy("Not yet, or it makes no sense to the citizen")),
        ],
        gettext_lazy("Only when the citizen has one."),
        required=False,
    )
    text = passage(
        gettext_lazy("What has been agreed"),
        gettext_lazy("Who the caseworker is, and how the two plans go together."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A treatment plan is coordinated with an action plan that is there (KS 5.3), and with no other."""
        data = super().clean()
        if data.get("answer") == "has-one" and not data.get("coordinated") and "coordinated" not in self.errors:
            self.add_error("coordinated", _("Choose one."))
        return data

    @property
    def is_coordinated(self) -> bool:
        """Whether there is an action plan that the treatment plan goes together with."""
        told = self.cleaned_data
        return bool(told["answer"] == "has-one" and told["coordinated"] == YES)
