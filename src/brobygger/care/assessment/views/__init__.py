"""The pages of the assessment."""

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.care.assessment import words
from brobygger.care.assessment.forms import AnswersForm
from brobygger.care.assessment.instruments.definition import DefinitionFault
from brobygger.care.assessment.instruments.scoring import AnswersRefused
from brobygger.care.assessment.services.refused import AssessmentRefused
from brobygger.ground.attempts import Attempts
from brobygger.records.episodes import refusals as of_events
from brobygger.records.episodes.services import EventRefused


def form_data(request: HttpRequest) -> QueryDict | None:
    """What a form has sent, also when it sent nothing at all; None when it is only to be drawn."""
    return request.POST if request.method == "POST" else None


def _told(refused: AssessmentRefused, _form: forms.BaseForm | None) -> list[tuple[str | None, str]]:
    lacks = refused.code == "incomplete"
    told = [(name, words.lacking(name) if lacks else words.refused(refused.code)) for name in refused.fields]
    return [*told] or [(None, words.refused(refused.code))]


def _told_of_answers(refused: AnswersRefused, _form: forms.BaseForm | None) -> list[tuple[str | None, str]]:
    return [(AnswersForm.name_of(item), _("Choose an answer.")) for item in refused.faults]


def _told_of_file(fault: DefinitionFault, _form: forms.BaseForm | None) -> list[tuple[str | None, str]]:
    told = _("The file cannot be used. %(where)s: %(what)s") % {
        "where": fault.where or _("The whole file"),
        "what": words.fault(fault.code, fault.values),
    }
    return [("file", told)]


attempt = Attempts(
    {
        AssessmentRefused: _told,
        AnswersRefused: _told_of_answers,
        DefinitionFault: _told_of_file,
        EventRefused: of_events.teller(
            {"future": gettext_lazy("This day lies ahead, or before it began. Write when it happened.")}
        ),
    }
)
