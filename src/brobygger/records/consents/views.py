"""Pages about consents: who we may talk with, and one answer at a time."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from brobygger.ground.addresses import address_or_empty, see_other
from brobygger.records.consents import letters, rules, selectors, services, words
from brobygger.records.consents.access import CHANGE, READ
from brobygger.records.consents.answers import Answer
from brobygger.records.consents.forms import NO, AnswerForm
from brobygger.records.consents.models import Consent
from brobygger.records.consents.rules import Question
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import services as post
from brobygger.records.letters.refusals import attempt
from brobygger.records.letters.senders import signature
from brobygger.records.pages import case_page, may_open, render_case
from brobygger.trust import access
from brobygger.trust.pages import page


@page(READ)
def consents(request: HttpRequest, number: str) -> HttpResponse:
    """Who may we talk with? Every partner with the answer in words, and every answer ever given."""
    episode = case_page(request, number, READ)
    answers = selectors.answers(episode)
    context = {
        "rows": [selectors.row_of(given) for given in answers],
        "others": [(words.question(asked), asked.key) for asked in selectors.not_asked(answers)],
        "history": [_told(consent) for consent in selectors.history(episode)],
        "may_change": access.may(request.user, CHANGE, episode),
    }
    return render_case(request, "consents/consents.html", episode, context, tab="consents")


@page(CHANGE, methods=("POST",))
def declaration(request: HttpRequest, number: str) -> HttpResponse:
    """Make the consent declaration as a letter, to be printed and signed in a talk (KS 5.4)."""
    episode = case_page(request, number, CHANGE)
    questions = [given.question for given in selectors.answers(episode)]
    new = letters.declaration(episode, questions, signature(request.user, episode.unit))
    to = address_or_empty("consents:consents", number)
    done = _("The declaration is made. Print it, and let the citizen sign it in a talk.")
    made = attempt.tell(request, lambda: post.queue(request.user, CHANGE, episode, new), done)
    # The clinic makes it too, and reads no letters: the secretary prints it from the list.
    if made and may_open(request.user, "letters:letter", episode, made.done.pk):
        to = address_or_empty("letters:letter", number, made.done.pk)
    return HttpResponseRedirect(to, status=303)


def _told(consent: Consent) -> dict[str, object]:
    """One answer of the history as the page tells it."""
    given = Answer(consent.question, consent)
    return {
        "consent": consent,
        "title": f"{words.question(consent.question, consent.occurred_at)}: {words.answer(given)}",
        "stops": words.stops(consent.question) if not given.is_open else [],
    }


@page(CHANGE, methods=("GET", "POST"))
def answer(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """Write one answer; what a no stops stands on the page before it is said."""
    episode = case_page(request, number, CHANGE)
    asked = _question(episode, key)
    held = selectors.current(episode).get(asked)
    typed = request.POST if request.method == "POST" else None
    form = AnswerForm(typed, initial=_initial(held), opened_on=episode.opened_on, held=held)
    if request.method == "POST" and form.is_valid():
        new = services.NewAnswer(
            partner=asked.partner,
            purpose=asked.purpose,
            state=form.state,
            topics=tuple(form.cleaned_data["topics"]),
            remark=form.cleaned_data["remark"],
            how=form.cleaned_data["how"],
        )
        saved = services.answer(request.user, CHANGE, episode, new, occurred_at=form.moment())
        messages.success(request, _after(asked, rules.is_open(saved.state)))
        return see_other("consents:consents", number)
    context = {
        "form": form,
        "question": words.long_question(asked),
        "label": words.question(asked),
        "now": words.answer(Answer(asked, held)),
        "stops": words.stops(asked),
    }
    status = 422 if form.errors else 200
    return render_case(
        request, "consents/answer.html", episode, context, tab="consents", status=status, after_closing=True
    )


def _question(episode: Episode, key: str) -> Question:
    """The question an address names; only those the centre asks, or that have an answer."""
    partner, _dot, purpose = key.partition(".")
    asked = Question(partner, purpose)
    if asked not in selectors.every_question() and asked not in selectors.current(episode):
        raise Http404
    return asked


def _initial(held: Consent | None) -> dict[str, object]:
    """What stands now, as the form begins."""
    if held is None:
        return {}
    answer = held.state if rules.is_open(held.state) else NO
    return {"answer": answer, "topics": held.topics}


def _after(asked: Question, is_open: bool) -> str:
    """What is now so, in words."""
    label = words.question(asked)
    if is_open:
        return _("Consent noted: %(question)s.") % {"question": label}
    return _("Noted: no to %(question)s. %(stops)s") % {
        "question": label,
        "stops": " ".join(words.stops(asked)),
    }
