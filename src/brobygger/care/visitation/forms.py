"""The forms of this room. What the law asks for is in rules.py; a form only reads what was typed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.care.visitation import rules
from brobygger.care.visitation.models import Appeal, Decision, Kind, Meeting, ServiceComplaint
from brobygger.care.visitation.models.appeals import Means
from brobygger.care.visitation.models.kinds import WishMet
from brobygger.care.visitation.models.recommendations import Recommendation
from brobygger.care.visitation.wording import FALLBACK, SENTENCES
from brobygger.trust import clock

POSTPONE, REFUSE, BY_LETTER = "postpone", "refuse", "by-letter"
BAD_DATE = {"invalid": _("Write a date, such as 5.4.2026.")}
BAD_NUMBER = {"invalid": _("Write a whole number.")}
BAD_CHOICE = {"invalid_choice": _("Choose one of those on the list.")}
EMPTY_KINDS = [("", _("No special wish"))]


def prose(label: Any, rows: int = 4, *, required: bool = True, limit: int = 4000, **more: Any) -> forms.CharField:
    """A field for running text."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=limit, widget=area, **more)


def a_day(label: Any, *, required: bool = True, **more: Any) -> forms.DateField:
    """A field for a day."""
    return forms.DateField(label=label, required=required, error_messages=BAD_DATE, **more)


class Plain(forms.Form):
    """A form that says in plain words what is missing, each field its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = str(SENTENCES.get((name, "missing"), FALLBACK))


class Forgiving(forms.Form):
    """A form whose draft may be unfinished: what is empty is no fault before it is sent off.

    A field that must be filled in says so on the page; the rules say what is lacking when it counts.
    """

    def full_clean(self) -> None:
        """Forget the errors of empty fields, and give those fields their empty value."""
        super().full_clean()
        if not self.is_bound:
            return
        for name, errors in list(self.errors.as_data().items()):
            if name in self.fields and all(error.code == "required" for error in errors):
                del self.errors[name]
                self.cleaned_data[name] = self.empty_value(name)

    def empty_value(self, name: str) -> Any:
        """What an empty field stands for."""
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return False
        return None if isinstance(field, forms.DateField | forms.IntegerField | forms.ModelChoiceField) else ""

    def values(self, names: Iterable[str]) -> dict[str, Any]:
        """What could be read of these fields; what was typed wrongly is left out and stays as it was stored."""
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class RecommendationForm(Forgiving):
    """The recommendation, written with the citizen."""

    FIELDS = (
        "kind_of_treatment",
        "weeks",
        "start_on",
        "place",
        "text",
        "own_words",
        "wished_kind",
        "wish",
        "tried",
        "exhausted",
        "own_payment",
        "budget_on",
        "written_on",
        "read_by_citizen",
        "takes_part",
    )
    own_words = prose(
        _("The citizen's own words"),
        5,
        help_text=_("As the citizen says it. It is what the meeting reads first."),
    )
    wished_kind = forms.ChoiceField(
        label=_("What kind of treatment does the citizen wish for?"),
        required=False,
        choices=[*EMPTY_KINDS, *Kind.choices],
        error_messages=BAD_CHOICE,
    )
    wish = prose(_("The citizen's wish"), 3, help_text=_("What matters to the citizen, and why."))
    kind_of_treatment = forms.ChoiceField(
        label=_("What do you recommend?"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages=BAD_CHOICE,
    )
    weeks = forms.IntegerField(
        label=_("How many weeks?"), required=False, min_value=1, max_value=104, error_messages=BAD_NUMBER
    )
    start_on = a_day(_("Could begin on"), required=False)
    place = forms.CharField(label=_("Where"), required=False, max_length=200)
    text = prose(_("The recommendation"), 6, help_text=_("What is recommended, and why, in a few sentences."))
    tried = prose(_("What has been tried"), 3, required=False, help_text=_("Earlier treatment, and what came of it."))
    exhausted = prose(_("Why ambulatory treatment is not enough"), 3)
    budget_on = a_day(_("The budget was made with the citizen on"))
    own_payment = forms.IntegerField(
        label=_("Own payment a month"), min_value=0, max_value=99999, error_messages=BAD_NUMBER
    )
    takes_part = forms.ChoiceField(
        label=_("Does the citizen come to the meeting?"),
        required=False,
        choices=Recommendation.TakesPart.choices,
        widget=forms.RadioSelect,
        help_text=_("The citizen has the right to come, together with the counsellor."),
    )
    written_on = a_day(_("Written together on"))
    read_by_citizen = forms.BooleanField(label=_("The citizen has read it or heard it read, and has had a say"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DecisionForm(Forgiving):
    """The decision as the meeting, or the authority alone, makes it."""

    FIELDS = (
        "also",
        "weeks",
        "start_on",
        "place",
        "reasons",
        "facts",
        "wish_met",
        "wish",
        "heard",
        "hearing_kind",
        "hearing_reason",
        "choice_limited",
        "choice_limit_reason",
        "exhausted",
        "own_payment",
        "budget_on",
    )
    choice = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect, error_messages=BAD_CHOICE)
    weeks = forms.IntegerField(label=_("How many weeks?"), min_value=1, max_value=104, error_messages=BAD_NUMBER)
    start_on = a_day(_("Begins on"))
    place = forms.CharField(
        label=_("Where"),
        required=False,
        max_length=200,
        help_text=_("As it reads in the letter: “på Ingemannsvej 26”."),
    )
    also = forms.MultipleChoiceField(
        label=_("Together with"),
        required=False,
        choices=[(kind, Kind(kind).label) for kind in rules.BESIDE],
        widget=forms.CheckboxSelectMultiple,
        error_messages=BAD_CHOICE,
    )
    exhausted = prose(_("Why ambulatory treatment is not enough"), 3)
    budget_on = a_day(_("The budget was made with the citizen on"))
    own_payment = forms.IntegerField(
        label=_("Own payment a month"), min_value=0, max_value=99999, error_messages=BAD_NUMBER
    )
    missing = prose(_("What is missing?"), 3)
    postpone_to = forms.ModelChoiceField(
        label=_("Taken again at"),
        queryset=Meeting.objects.none(),
        empty_label=_("Choose a meeting"),
        error_messages=BAD_CHOICE,
    )
    reasons = prose(
        _("Reasons"),
        4,
        help_text=_(
            "The considerations that weighed most. Stands in the letter as you write it. "
            "Can be left out when the citizen gets all that was asked for."
        ),
    )
    wish_met = forms.ChoiceField(
        label=_("What became of the wish?"),
        choices=WishMet.choices,
        widget=forms.RadioSelect,
        error_messages=BAD_CHOICE,
    )
    wish = prose(_("The citizen's wish, and how it is met"), 3, help_text=_("Stands in the letter as you write it."))
    facts = prose(
        _("The facts that weighed most"),
        3,
        help_text=_("What we know and build on. Stands in the letter as you write it."),
    )
    choice_limited = forms.BooleanField(
        label=_("The choice of another provider is limited out of regard for the citizen"), required=False
    )
    choice_limit_reason = prose(_("Why the choice is limited"), 3)
    heard = forms.BooleanField(label=_("The citizen has seen all the facts that we give weight to, and has had a say"))
    hearing_kind = forms.ChoiceField(
        label=_("Hearing"),
        choices=[
            (BY_LETTER, _("The citizen is heard by letter first")),
            (rules.WAIVED, Decision.HearingKind.WAIVED.label),
            (rules.NOT_OWED, Decision.HearingKind.NOT_OWED.label),
        ],
        widget=forms.RadioSelect,
        error_messages=BAD_CHOICE,
    )
    hearing_reason = prose(_("Why a hearing is not needed"), 2, help_text=_("Stands in the letter as you write it."))
    citizen_present = forms.BooleanField(label=_("The citizen takes part in the meeting"), required=False)
    counsellor_present = forms.BooleanField(label=_("The counsellor takes part in the meeting"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kinds: Iterable[tuple[str, str]],
        later: Any = None,
        line: str = rules.DRUG,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = list(kinds)  # type: ignore[attr-defined]
        if later is None:
            for name in ("missing", "postpone_to", "citizen_present", "counsellor_present"):
                del self.fields[name]
        else:
            field = self.fields["postpone_to"]
            field.queryset = later  # type: ignore[attr-defined]
            field.label_from_instance = meeting_words  # type: ignore[attr-defined]
        if line == rules.ALCOHOL:
            for name in ("choice_limited", "choice_limit_reason", "budget_on", "own_payment"):
                del self.fields[name]

    def draft_values(self) -> dict[str, Any]:
        """The values of the draft decision; a postponement changes none of the decision's own."""
        found = self.values(self.FIELDS)
        if found.get("hearing_kind") == BY_LETTER:
            found["hearing_kind"] = ""
        choice = self.cleaned_data.get("choice", "")
        if choice in rules.KINDS or choice == REFUSE:
            found["refused"] = choice == REFUSE
        if choice in rules.KINDS:
            found["kind_of_treatment"] = choice
        return found


def meeting_words(meeting: Meeting) -> str:
    """A meeting on a list of choices: its day and hour."""
    from brobygger.standard import day_words

    local = meeting.starts_at.astimezone(clock.DENMARK)
    return f"{day_words(local.date()).da} kl. {local.hour}.{local.minute:02d}"


class MeetingForm(Plain):
    """A meeting to come."""

    on = a_day(_("Day"))
    starts = forms.TimeField(label=_("From"), error_messages={"invalid": _("Write a time, such as 13.00.")})
    ends = forms.TimeField(label=_("To"), error_messages={"invalid": _("Write a time, such as 14.30.")})
    place = forms.CharField(label=_("Place"), required=False, max_length=200)

    def moments(self) -> tuple[datetime, datetime]:
        """When it starts and ends, Danish time."""
        data = self.cleaned_data
        return (
            datetime.combine(data["on"], data["starts"], clock.DENMARK),
            datetime.combine(data["on"], data["ends"], clock.DENMARK),
        )


class AttendanceForm(Plain):
    """Who of the staff is at the meeting."""

    present = forms.MultipleChoiceField(
        label=_("Present"), required=False, widget=forms.CheckboxSelectMultiple, error_messages=BAD_CHOICE
    )
    other_staff = forms.CharField(label=_("Others"), required=False, max_length=300)

    def __init__(self, *args: Any, staff: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = list(staff)  # type: ignore[attr-defined]


class QuestionForm(Plain):
    """Something more that the authority asks."""

    question = prose(_("Ask the counsellor and the citizen"), 2, limit=2000)


class AnswerForm(Plain):
    """An answer to a question or a hearing."""

    answer = prose(_("Answer"), 4)


class ReasonForm(Plain):
    """One reason, such as for taking something back."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class OnAgendaForm(Plain):
    """Which meeting a recommendation is put on."""

    meeting = forms.ModelChoiceField(
        label=_("Meeting"),
        queryset=Meeting.objects.none(),
        empty_label=_("Choose a meeting"),
        error_messages={**BAD_CHOICE, "required": _("Choose a meeting.")},
    )

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["meeting"]
        field.queryset = meetings  # type: ignore[attr-defined]
        field.label_from_instance = meeting_words  # type: ignore[attr-defined]


class HearingForm(Plain):
    """What the citizen is heard about, and until when."""

    about = prose(
        _("What counts against the citizen's wish"),
        5,
        help_text=_("Stands in the letter as you write it. Say “you”."),
    )
    reply_by = a_day(_("The citizen is asked to answer by"))


class ProviderForm(Plain):
    """The citizen's own choice of provider."""

    provider = forms.CharField(label=_("Provider"), max_length=200)
    approved = forms.BooleanField(label=_("The provider is approved"), required=False)
    similar = forms.BooleanField(label=_("The treatment is of similar character"), required=False)
    direct = forms.BooleanField(label=_("The citizen has gone directly to the provider"), required=False)
    reason = prose(
        _("Why the citizen chooses it"),
        3,
        help_text=_("The 14 days may be departed from because of the choice; this is the reason that is kept."),
    )
    on = a_day(_("Chosen on"), required=False, help_text=_("Empty means today."))

    def __init__(self, *args: Any, line: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if line == rules.DRUG:
            del self.fields["direct"]
            self.fields["approved"].help_text = _("Only providers approved on Tilbudsportalen.")
        else:
            self.fields["approved"].help_text = _("Only places approved by Socialtilsynet.")


class ReceivedForm(Plain):
    """What every appeal and complaint says when it comes in."""

    means = forms.ChoiceField(
        label=_("How did it come?"),
        choices=Means.choices,
        widget=forms.RadioSelect,
        error_messages={**BAD_CHOICE, "required": _("Choose how it came.")},
    )
    text = prose(_("What does the citizen say?"), 5)
    on = a_day(_("Received on"), required=False, help_text=_("Empty means today."))

    def clean_on(self) -> Any:
        """It cannot have come later than today."""
        on = self.cleaned_data["on"]
        if on and on > clock.today():
            raise forms.ValidationError(_("The day lies ahead. Write when it came."))
        return on

    def moment(self) -> datetime | None:
        """When it came: now, or noon of an earlier day."""
        on = self.cleaned_data["on"]
        return None if on is None or on == clock.today() else clock.at_noon(on)


class AppealForm(ReceivedForm):
    """An appeal of a drug decision."""

    field_order = ("about", "decision", "means", "text", "representative", "on")
    about = forms.ChoiceField(
        label=_("What is appealed?"),
        choices=Appeal.About.choices,
        widget=forms.RadioSelect,
        error_messages={**BAD_CHOICE, "required": _("Choose what is appealed.")},
    )
    decision = forms.ModelChoiceField(
        label=_("Which decision?"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("None: it is about the 14 days"),
        error_messages=BAD_CHOICE,
    )
    representative = forms.CharField(
        label=_("Who appeals for the citizen"),
        required=False,
        max_length=200,
        help_text=_("Only when somebody else does it on the citizen's behalf."),
    )

    def __init__(self, *args: Any, decisions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]
        self.fields["decision"].label_from_instance = decision_words  # type: ignore[attr-defined]


def decision_words(decision: Decision) -> str:
    """A decision on a list of choices: its day and what came of it."""
    from brobygger.standard import short_day_words

    made_on = clock.local_date(decision.made_at) if decision.made_at else clock.today()
    day_of = short_day_words(made_on, year=True).da
    what = decision.get_kind_of_treatment_display() if decision.kind_of_treatment else ""
    return ", ".join(str(part) for part in (day_of, decision.get_outcome_display(), what) if part)


class ComplaintForm(ReceivedForm):
    """A complaint about the service."""

    field_order = ("about", "means", "text", "on")
    about = forms.ChoiceField(
        label=_("What is it about?"),
        choices=ServiceComplaint.About.choices,
        widget=forms.RadioSelect,
        error_messages={**BAD_CHOICE, "required": _("Choose what it is about.")},
    )


class LateForm(Plain):
    """Whether a late appeal has special reasons."""

    accepted = forms.ChoiceField(
        label=_("Are there special reasons to take it up all the same?"),
        choices=[
            ("yes", _("Yes, we look at the case again")),
            ("no", _("No, it is sent on to Ankestyrelsen")),
        ],
        widget=forms.RadioSelect,
        error_messages={**BAD_CHOICE, "required": _("Choose yes or no.")},
    )
    late_reason = prose(_("What you found"), 3, help_text=_("With a no it stands in the letter to the citizen."))


class ReassessForm(Plain):
    """The reasons for standing by a decision."""

    reasons = prose(
        _("Reasons"),
        4,
        help_text=_("Stands in the letter to the citizen and goes with the case to Ankestyrelsen."),
    )
