"""The recommendation, the hearing before a decision, and what the authority asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.care.visitation import rules
from brobygger.care.visitation.forms.base import (
    BAD_CHOICE,
    BAD_NUMBER,
    EMPTY_KINDS,
    Forgiving,
    Plain,
    a_day,
    prose,
)
from brobygger.care.visitation.forms.kinds import RadioSelect
from brobygger.care.visitation.models.kinds import kinds_of_treatment
from brobygger.care.visitation.models.recommendations import Recommendation


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
        help_text=_("As the citizen says it. It is what is read first before the decision."),
    )
    wished_kind = forms.ChoiceField(
        label=_("What kind of treatment does the citizen wish for?"),
        required=False,
        choices=lambda: [*EMPTY_KINDS, *kinds_of_treatment()],
        error_messages=BAD_CHOICE,
    )
    wish = prose(_("The citizen's wish"), 3, help_text=_("What matters to the citizen, and why."))
    kind_of_treatment = forms.ChoiceField(
        label=_("What do you recommend?"),
        choices=kinds_of_treatment,
        widget=RadioSelect,
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
    version = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rules.holds_no_meetings():
            del self.fields["takes_part"]  # there is no meeting to come to


class HearingForm(Plain):
    """What the citizen is heard about, and until when."""

    about = prose(
        _("What counts against the citizen's wish"),
        5,
        help_text=_("Stands in the letter as you write it. Say “you”."),
    )
    reply_by = a_day(_("The citizen is asked to answer by"))


class QuestionForm(Plain):
    """Something more that the authority asks."""

    question = prose(_("Ask the counsellor and the citizen"), 2, limit=2000)
