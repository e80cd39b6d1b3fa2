"""Is it the same citizen? A number was told that the record has under somebody else (trap 31, trap 14)."""

from typing import NoReturn

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.care.intake import access as actions
from brobygger.care.intake.forms import CitizenForm
from brobygger.care.intake.services import same_person as services
from brobygger.ground.addresses import see_other
from brobygger.ground.once import once_key
from brobygger.records.episodes import meeting
from brobygger.records.episodes.access import MEET
from brobygger.records.episodes.models import Episode
from brobygger.records.pages import case_page, render_case, shown_name
from brobygger.records.people import municipalities
from brobygger.records.people.models import Person
from brobygger.trust import access, pages
from brobygger.trust.pages import page


@page(actions.EDIT_CITIZEN, methods=("GET", "POST"))
def same_person(request: HttpRequest, number: str) -> HttpResponse:
    """Show the two beside each other to whom both are open; lay the case on the known citizen when they are one.

    To whom the other is closed the page that asks for a reason comes first; it leads back here. To whom no reason
    would open it, the number is as any other (trap 31).
    """
    episode = case_page(request, number, actions.EDIT_CITIZEN)
    if not episode.person.told_index:
        return see_other("intake:citizen", number)
    asked = meeting.ask(request.user, episode.person.cpr)
    if not asked.own:
        if asked.behind is None:  # nothing that this reader may be told of: the same answer as to an unknown number
            return see_other("intake:citizen", number)
        _ask_for_a_reason(request, asked.behind)
    known = asked.persons[0]
    if request.method == "POST":
        differ = services.join(request.user, actions.EDIT_CITIZEN, episode, known)
        messages.success(request, _("The case now lies on the citizen that we knew."))
        for name, told in differ:
            words = {"field": CitizenForm.base_fields[name].label, "told": _in_words(name, told)}
            messages.info(request, _("%(field)s was told as %(told)s. Look whether it is right.") % words)
        return see_other("intake:citizen", number)
    return _page(request, episode, known)


def _in_words(name: str, told: str) -> str:
    """What was told, as pages say it."""
    if name == "municipality":
        return municipalities.named(told)
    return str(Person.ContactBy(told).label) if name == "contact_by" else told


def _ask_for_a_reason(request: HttpRequest, behind: Episode) -> NoReturn:
    """Interrupt with the page that opens a case from outside its unit. Raises access.Refused."""
    refusal = access.Refused(MEET, request.user, behind)
    refusal.onward = request.path
    raise refusal


def _page(request: HttpRequest, episode: Episode, known: Person) -> HttpResponse:
    theirs = [
        case
        for case in Episode.objects.filter(person=known).select_related("responsible").order_by("-opened_on", "-id")
        if access.may(request.user, MEET, case)
    ]
    pages.listed(request, MEET, theirs)
    context = {
        "told": episode,
        "known_name": shown_name(theirs[0]),
        "known_born": known.birth_date,
        "cases": theirs,
        "once": once_key(),
    }
    return render_case(request, "intake/same_person.html", episode, context, tab="citizen", after_closing=True)
