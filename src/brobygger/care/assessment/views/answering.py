"""Instruments: over time, one set of answers, answering and correcting."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.care.assessment import selectors, services, words
from brobygger.care.assessment.access import ANSWER, CONTENT
from brobygger.care.assessment.forms import AnswersForm
from brobygger.care.assessment.instruments import Definition
from brobygger.care.assessment.models import AnswerSet
from brobygger.care.assessment.selectors import Answered
from brobygger.care.assessment.views import attempt, form_data
from brobygger.care.assessment.views.panels import levels, over_time, profile_over_time, result_words
from brobygger.ground import clock
from brobygger.ground.addresses import see_other
from brobygger.ground.languages import present_language
from brobygger.ground.when import happened
from brobygger.records.episodes.models import Episode
from brobygger.records.pages import case_page, render_case
from brobygger.trust import access
from brobygger.trust.pages import page


def _definition(instrument: str) -> Definition:
    found = selectors.library().get(instrument)
    if found is None:
        raise Http404
    return found


@page(CONTENT)
def instrument(request: HttpRequest, number: str, instrument: str) -> HttpResponse:
    """One instrument over time: the finding in words, the chart, the table, every set of answers."""
    episode = case_page(request, number, CONTENT)
    definition = _definition(instrument)
    held = selectors.answered(episode, instrument).get(instrument, [])
    standing = [one for one in held if not one.corrected]
    is_profile = definition.method == "profile"
    context = {
        "definition": definition,
        "said": words.said,
        "held": [(one, result_words(one)) for one in reversed(held)],
        "chart": {} if is_profile or not standing else over_time(definition, standing),
        "profile": profile_over_time(definition, standing) if is_profile and standing else {},
        "latest": standing[-1] if standing else None,
        "may_answer": access.may(request.user, ANSWER, episode) and not definition.is_slot,
    }
    return render_case(request, "assessment/instrument.html", episode, context, tab="assessment")


@page(CONTENT)
def answers(request: HttpRequest, number: str, instrument: str, pk: int) -> HttpResponse:
    """One set of answers with its questions and the whole calculation."""
    episode = case_page(request, number, CONTENT)
    held = selectors.answered(episode, instrument).get(instrument, [])
    one = next((one for one in held if one.row.pk == pk), None)
    if one is None:
        raise Http404
    request.visit.opened.append(one.row)  # type: ignore[attr-defined]
    later = next((other.row for other in held if other.row.corrects_id == pk), None)
    context = {
        "one": one,
        "said": words.said,
        "result": result_words(one),
        "levels": levels(one),
        "points": one.row.calculation["points"],
        "parts": [(words.said(part.words), one.row.calculation["parts"].get(part.id)) for part in one.definition.parts],
        "later": later,
        "may_correct": later is None and access.may(request.user, ANSWER, episode),
    }
    return render_case(request, "assessment/answers.html", episode, context, tab="assessment")


@page(ANSWER, methods=("GET", "POST"))
def answer(request: HttpRequest, number: str, instrument: str) -> HttpResponse:
    """Answer an instrument."""
    episode = case_page(request, number, ANSWER)
    definition = _definition(instrument)
    if definition.is_slot:
        messages.warning(request, words.refused("slot"))
        return see_other("assessment:instrument", number, instrument)
    form = AnswersForm(
        form_data(request), definition=definition, initial={"answered_on": clock.today(), "mode": "interview"}
    )
    if request.method == "POST" and form.is_valid():
        stored = _store(request, episode, form, None)
        if stored is not None:
            messages.success(request, _("The answers are stored."))
            return see_other("assessment:instrument", number, instrument)
    return _asking(request, episode, form, None)


@page(ANSWER, methods=("GET", "POST"))
def correct(request: HttpRequest, number: str, instrument: str, pk: int) -> HttpResponse:
    """Correct a set of answers by a new one, with the questions of the old one."""
    episode = case_page(request, number, ANSWER)
    held = selectors.answered(episode, instrument).get(instrument, [])
    one = next((one for one in held if one.row.pk == pk), None)
    if one is None:
        raise Http404
    if one.corrected:
        messages.warning(request, words.refused("corrected"))
        return see_other("assessment:answers", number, instrument, pk)
    form = AnswersForm(form_data(request), definition=one.definition, correcting=True, initial=_initial(one))
    if request.method == "POST" and form.is_valid():
        stored = _store(request, episode, form, one.row)
        if stored is not None:
            messages.success(request, _("The answers are corrected. The old ones can still be read."))
            return see_other("assessment:answers", number, instrument, stored.pk)
    return _asking(request, episode, form, one)


def _initial(one: Answered) -> dict[str, Any]:
    given = {AnswersForm.name_of(item): str(value) for item, value in one.row.answers.items()}
    day = clock.local_date(one.row.answered_at)
    return {**given, "answered_on": day, "mode": one.row.mode, "remark": one.row.remark}


def _store(request: HttpRequest, episode: Episode, form: AnswersForm, corrects: AnswerSet | None) -> AnswerSet | None:
    user: Any = request.user
    return attempt(
        form,
        lambda: services.answer(
            user,
            episode,
            form.definition,
            form.new_answers(present_language()),
            occurred_at=happened(form.cleaned_data["answered_on"]),
            corrects=corrects,
            reason=form.cleaned_data.get("reason", ""),
        ),
    ).value


def _asking(request: HttpRequest, episode: Episode, form: AnswersForm, one: Answered | None) -> HttpResponse:
    context = {"form": form, "definition": form.definition, "said": words.said, "one": one}
    status = 422 if form.errors else 200
    return render_case(request, "assessment/answer.html", episode, context, tab="assessment", status=status)
