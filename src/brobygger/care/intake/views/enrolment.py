"""Enrolment on one page, and the notice to Center for Børn og Familie."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.care.intake import access as actions
from brobygger.care.intake import letters, selectors, words
from brobygger.care.intake.forms import CitizenForm, EnrolmentForm, NoticeForm
from brobygger.care.intake.services import enrolment as services
from brobygger.care.intake.services.enrolment import Enrolment
from brobygger.care.intake.views.shared import attempt, differences, doubts, status_of, with_version
from brobygger.ground import clock
from brobygger.ground.addresses import see_other
from brobygger.ground.versions import Stale
from brobygger.records.episodes.citizens import may_be_anonymous
from brobygger.records.episodes.models import Episode
from brobygger.records.episodes.services import EventRefused
from brobygger.records.letters.senders import signature
from brobygger.records.letters.showing import as_shown
from brobygger.records.pages import case_page, render_case
from brobygger.records.people import services as people
from brobygger.records.people.services import NumberTaken
from brobygger.trust import access
from brobygger.trust.pages import page


@page(actions.ENROL, methods=("GET", "POST"))
def enrol(request: HttpRequest, number: str) -> HttpResponse:
    """Consent declaration, the citizen, the children, and what everyone is told (KS 5.4, 3.4, 6.2.4)."""
    episode = case_page(request, number, actions.ENROL)
    done = selectors.enrolled(episode)
    if done.at is not None and request.method != "POST" and "igen" not in request.GET:
        return _done_page(request, episode, done)
    if request.method != "POST":
        initial = CitizenForm.initial_of(episode.person, people.at_home(episode.person))
        form = _form(episode, initial=initial)
        return _form_page(request, episode, form)
    form = _form(episode, request.POST)
    if not form.is_valid():
        return _form_page(request, episode, form)
    return _enrol(request, episode, form)


def _form(episode: Episode, data: Any = None, **more: Any) -> EnrolmentForm:
    """The form of this case; who has wished to be anonymous is asked for no number."""
    wished = services.wished_alias(episode)
    asks = not (episode.is_alias and may_be_anonymous(episode.line) and wished)
    unnamed = episode.is_alias and not wished
    return EnrolmentForm(data, person=episode.person, line=episode.line, asks_number=asks, unnamed=unnamed, **more)


def _enrol(request: HttpRequest, episode: Episode, form: EnrolmentForm) -> HttpResponse:
    """Write the enrolment; every answer but the good one comes back with all that was typed."""
    data = form.cleaned_data
    enrolment = Enrolment(
        person=form.draft(),
        read_version=data["version"],
        children_at_home=form.home_answer,
        children=tuple(form.children()),
        answers=form.answers(),
        family_oriented=data["family_oriented"],
        same_person=data["same_person"],
        wants_no_name=bool(data.get("wants_no_name")),
    )
    at = {"future": "day", EventRefused: "day"}
    try:
        tried = attempt(
            form,
            lambda: services.enrol(request.user, actions.ENROL, episode, enrolment, occurred_at=form.moment()),
            at,
            quiet=[NumberTaken],
        )
    except Stale as stale:
        typed = with_version(request, stale.current.version)  # type: ignore[attr-defined]
        again = _form(episode, typed)
        return _form_page(request, episode, again, differ=differences(form, form.draft(), stale.current))  # type: ignore[arg-type]
    if isinstance(tried.refusal, NumberTaken):
        form.add_error("cpr", _number_taken_words(episode))
        return _form_page(request, episode, form, number_taken=not _stays_alone(episode))
    if not tried:
        return _form_page(request, episode, form)
    home = tried.done
    messages.success(request, _("The citizen is enrolled."))
    for doubt in doubts(data.get("cpr", ""), data["birth_date"]):
        messages.warning(request, doubt)
    if home.any_minor and not episode.is_alias and selectors.enrolled(episode).notice is None:
        messages.info(request, _("One thing is left: the notice to %(place)s.") % {"place": letters.recipient().name})
        return see_other("intake:notice", episode.number)
    return see_other("intake:enrol", episode.number)


def _stays_alone(episode: Episode) -> bool:
    """Under an alias that may last nothing is ever joined to a known person."""
    return episode.is_alias and may_be_anonymous(episode.line)


def _number_taken_words(episode: Episode) -> str:
    if _stays_alone(episode):
        return _("The record knows this number. Becoming known is a new inquiry, written under the number.")
    return _("The record knows this number. Is it the same citizen?")


def _form_page(
    request: HttpRequest,
    episode: Episode,
    form: EnrolmentForm,
    *,
    differ: list[tuple[str, str, str]] | None = None,
    number_taken: bool = False,
) -> HttpResponse:
    family = standard.load()
    context: dict[str, Any] = {
        "form": form,
        "differ": differ or [],
        "number_taken": number_taken or (form.is_bound and "same_person" in request.POST),
        "notice_to": letters.recipient().name,
        "family_text": _family_text(family),
        "own_municipality": family.municipality.name,
    }
    status = 409 if differ else status_of(form) if form.is_bound else 200
    return render_case(request, "intake/enrol.html", episode, context, tab="citizen", status=status)


def _family_text(family: standard.Standard) -> str:
    """What everyone is told about the family (KS 6.2.4): the standard file's words where it has them."""
    try:
        return words.said(family.section("6.2.4").text)
    except KeyError:
        return _(
            "We work with the whole family in mind: misuse always affects everyone in the family, and all may "
            "need to change habits."
        )


def _done_page(request: HttpRequest, episode: Episode, done: selectors.Enrolled) -> HttpResponse:
    home = people.at_home(episode.person)
    context = {
        "done": done,
        "children": words.at_home(home),
        "owed": home.any_minor,
        "notice_to": letters.recipient().name,
        "anonymous": episode.is_alias,
    }
    return render_case(request, "intake/enrolled.html", episode, context, tab="citizen", after_closing=True)


@page(actions.CITIZEN)
def notice(request: HttpRequest, number: str) -> HttpResponse:
    """The notice that a parent is enrolled: what it is, what it is not, and how far it has come (KS 3.4)."""
    return _notice_page(request, case_page(request, number, actions.CITIZEN))


def _notice_page(
    request: HttpRequest, episode: Episode, form: NoticeForm | None = None, error: str = ""
) -> HttpResponse:
    """The notice as it will be sent, word for word, and the tick that the citizen knows."""
    done = selectors.enrolled(episode)
    home = people.at_home(episode.person)
    by = signature(request.user, episode.unit)
    letter = letters.enrolment_notice(episode, home, clock.today(), by=by) if home.any_minor else None
    preview = as_shown(letter.text, episode.person) if letter is not None else None
    form = form or NoticeForm()
    context = {
        "form": form,
        "done": done,
        "children": words.at_home(home),
        "owed": home.any_minor,
        "notice_to": letters.recipient().name,
        "anonymous": episode.is_alias,
        "may_send": access.may(request.user, actions.ENROL, episode),
        "preview": preview if done.notice is None and not episode.is_alias else None,
        "error": error,
    }
    status = 422 if error or form.errors else 200
    return render_case(request, "intake/notice.html", episode, context, tab="citizen", status=status)


@page(actions.ENROL, methods=("POST",))
def send_notice(request: HttpRequest, number: str) -> HttpResponse:
    """Send the notice, when the enrolment did not, or when a child has moved in."""
    episode = case_page(request, number, actions.ENROL)
    form = NoticeForm(request.POST)
    if not form.is_valid():
        return _notice_page(request, episode, form)
    told = form.cleaned_data["told"]
    tried = attempt(None, lambda: services.send_notice(request.user, actions.ENROL, episode, told=told))
    if not tried:
        return _notice_page(request, episode, error=tried.words)
    messages.success(request, _("The notice to %(place)s is on its way.") % {"place": letters.recipient().name})
    return see_other("intake:notice", number)
