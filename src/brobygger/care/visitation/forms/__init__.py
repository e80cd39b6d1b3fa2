"""The forms of this room. What the law asks for is in rules.py; a form only reads what was typed."""

from brobygger.care.visitation.forms.appeals import (
    AppealForm,
    ComplaintForm,
    LateForm,
    ReassessForm,
    ReceivedForm,
    RulingForm,
    decision_words,
)
from brobygger.care.visitation.forms.base import BY_LETTER, POSTPONE, REFUSE, AnswerForm, ReasonForm
from brobygger.care.visitation.forms.decisions import DecisionForm, said_day
from brobygger.care.visitation.forms.meetings import AttendanceForm, MeetingForm, OnAgendaForm, meeting_words
from brobygger.care.visitation.forms.providers import ProviderAnswerForm, ProviderForm, ReferralForm
from brobygger.care.visitation.forms.recommendations import HearingForm, QuestionForm, RecommendationForm

__all__ = [
    "BY_LETTER",
    "POSTPONE",
    "REFUSE",
    "AnswerForm",
    "AppealForm",
    "AttendanceForm",
    "ComplaintForm",
    "DecisionForm",
    "HearingForm",
    "LateForm",
    "MeetingForm",
    "OnAgendaForm",
    "ProviderAnswerForm",
    "ProviderForm",
    "QuestionForm",
    "ReasonForm",
    "ReassessForm",
    "ReceivedForm",
    "RecommendationForm",
    "ReferralForm",
    "RulingForm",
    "decision_words",
    "meeting_words",
    "said_day",
]
