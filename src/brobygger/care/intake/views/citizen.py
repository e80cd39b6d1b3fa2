"""Who the citizen is: shown masked, whole only by an act that is logged, corrected by two without loss."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.care.intake import access as actions
from brobygger.care.intake import selectors
from brobygger.care.intake.forms import CitizenForm
from brobygger.care.intake.services.enrolment import wished_alias
from brobygger.care.intake.views.shared import attempt, differences, doubts, status_of, with_version
from brobygger.ground.addresses import see_other
from brobygger.ground.versions import Stale
from brobygger.records.episodes import citizens, documentation
from brobygger.records.episodes.citizens import may_be_anonymous
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import recipients as letters
from brobygger.records.letters.rules import IN_PERSON, ON_PAPER
from brobygger.records.pages import case_page, render_case, shown_name
from brobygger.records.people import municipalities
from brobygger.records.people import services as people
from brobygger.records.people.models import PersonNumber
from brobygger.records.people.rules import masked, written
from brobygger.records.people.services import NumberTaken
from brobygger.trust import access, audit
from brobygger.trust.pages import page

SECONDS = 30


@page(actions.CITIZEN)
def citizen(request: HttpRequest, number: str) -> HttpResponse:
    """The citizen's facts; the number masked, protected name and address covered."""
    return _page(request, case_page(request, number, actions.CITIZEN), frozenset())


@page(actions.UNMASK, methods=("POST",))
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show the number, or a protected fact, for 30 seconds. Logged as an act of its own (trap 14)."""
    episode = case_page(request, number, actions.UNMASK)
    asked = {"cpr", "name", "address"} & set(request.POST.getlist("what") or ["cpr"])
    audit.read(request.user, actions.UNMASK, episode, shown=sorted(asked))
    if "cpr" in asked:
        request.unmasked_cpr = written(episode.person.cpr)  # type: ignore[attr-defined]
    response = _page(request, episode, frozenset(asked))
    # Without a script too the page covers itself again: it is simply asked for anew.
    response["Refresh"] = f"{SECONDS}; url={reverse('intake:citizen', args=[number])}"
    return response


def _page(request: HttpRequest, episode: Episode, shown: frozenset[str]) -> HttpResponse:
    person = episode.person
    home = people.at_home(person)
    means = letters.citizen(person).means
    former = PersonNumber.objects.filter(person=person).order_by("-until")
    context: dict[str, Any] = {
        "person": person,
        "name": person.name if "name" in shown else shown_name(episode),
        "cpr": written(person.cpr) if "cpr" in shown else masked(person.cpr),
        "letters_on_paper": means in ON_PAPER,
        "letters_in_person": means == IN_PERSON,
        "address": person.address if "address" in shown or not person.address_protected else "",
        "municipality": municipalities.named(person.municipality),
        "shown": shown,
        "seconds": SECONDS,
        "former": [(masked(row.cpr), row.until) for row in former],
        "home": home,
        "child_names": "name" in shown or not episode.name_protected,
        "done": selectors.enrolled(episode),
        "may_edit": access.may(request.user, actions.EDIT_CITIZEN, episode),
        "may_enrol": access.may(request.user, actions.ENROL, episode),
        "counts_from_documentation": documentation.counts() and access.may(request.user, actions.DOCUMENT, episode),
        "documented_at": documentation.noted_at(episode),
        "may_notify": access.may(request.user, actions.CONCERN, episode),
    }
    return render_case(request, "intake/citizen.html", episode, context, tab="citizen")


def _stays_anonymous(episode: Episode) -> bool:
    """Under an alias that was wished no number is laid on a case whose line may be anonymous."""
    return episode.is_alias and may_be_anonymous(episode.line) and wished_alias(episode)


def _form(episode: Episode, data: Any = None, **more: Any) -> CitizenForm:
    return CitizenForm(data, person=episode.covered_person, asks_number=not _stays_anonymous(episode), **more)


@page(actions.EDIT_CITIZEN, methods=("GET", "POST"))
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Correct the citizen's facts; when a colleague wrote meanwhile, both are shown and one is asked."""
    episode = case_page(request, number, actions.EDIT_CITIZEN)
    if request.method != "POST":
        initial = CitizenForm.initial_of(episode.covered_person, people.at_home(episode.person))
        form = _form(episode, initial=initial)
        return _edit_page(request, episode, form)
    form = _form(episode, request.POST)
    if form.is_valid() and _stays_anonymous(episode) and form.cleaned_data.get("cpr"):
        form.add_error("cpr", _("The citizen is anonymous. Becoming known is a new inquiry, by their own wish."))
    if not form.is_valid():
        return _edit_page(request, episode, form)
    try:
        tried = attempt(form, lambda: _update(request, episode, form), {NumberTaken: "cpr"})
    except Stale as stale:
        typed = with_version(request, stale.current.version)  # type: ignore[attr-defined]
        again = _form(episode, typed)
        differ = differences(form, form.draft(), stale.current)  # type: ignore[arg-type]
        return _edit_page(request, episode, again, differ=differ)
    if not tried:
        return _edit_page(request, episode, form)
    messages.success(request, _("The citizen's facts are stored."))
    for doubt in doubts(form.cleaned_data.get("cpr", ""), form.cleaned_data["birth_date"]):
        messages.warning(request, doubt)
    return see_other("intake:citizen", number)


def _update(request: HttpRequest, episode: Episode, form: CitizenForm) -> None:
    user: Any = request.user
    read = form.cleaned_data["version"]
    citizens.update_citizen(user, actions.EDIT_CITIZEN, episode, form.draft(), read_version=read)
    children = tuple(form.children())
    citizens.set_children_at_home(user, actions.EDIT_CITIZEN, episode, form.home_answer, children)


def _edit_page(
    request: HttpRequest,
    episode: Episode,
    form: CitizenForm,
    *,
    differ: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    context = {"form": form, "differ": differ or []}
    status = 409 if differ else status_of(form) if form.is_bound else 200
    return render_case(request, "intake/edit.html", episode, context, tab="citizen", status=status, after_closing=True)
