"""The page of a letter with a time: another way to a citizen whom we have tried to reach."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from brobygger.care.plans import letters
from brobygger.care.plans.access import FOLLOW_UP
from brobygger.care.plans.forms import inviting as forms
from brobygger.care.plans.forms.inviting import InviteForm
from brobygger.care.plans.views.common import attempt, done, status_of
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import recipients
from brobygger.records.letters import services as post
from brobygger.records.letters.rules import LetterText, NewLetter
from brobygger.records.letters.senders import findable, place_words, signature, unit_name
from brobygger.records.letters.showing import as_shown
from brobygger.records.pages import case_page, render_case
from brobygger.trust.pages import page


@page(FOLLOW_UP, methods=("GET", "POST"))
def invite(request: HttpRequest, number: str) -> HttpResponse:
    """Write to the citizen with a time and a place; the letter is shown before it is sent."""
    episode = case_page(request, number, FOLLOW_UP)
    form = InviteForm(request.POST or None)
    letter: LetterText | None = None
    if request.method == "POST" and form.is_valid():
        letter, at = _letter(request, episode, form)
        if request.POST.get("act") != "letter":
            new = NewLetter("appointment", letter, recipients.citizen(episode.person), facts={"at": at.isoformat()})
            if attempt(form, lambda: post.queue(request.user, FOLLOW_UP, episode, new)):
                return done(request, _("Done. The citizen gets the letter with the time."), "letters:letters", number)
    context = {"form": form, "letter": as_shown(letter, episode.person) if letter is not None else None}
    return render_case(request, "plans/invite.html", episode, context, tab="plan", status=status_of([form]))


def _letter(request: HttpRequest, episode: Episode, form: InviteForm) -> tuple[LetterText, datetime]:
    data, at = form.cleaned_data, form.at()
    assert at is not None  # the form asks for both
    here = place_words(findable(unit_name(episode.unit)))
    said = {
        forms.CENTRE: f"vi ses hos os {here}" + ("" if here.endswith(".") else "."),
        forms.PHONE: "vi ringer til dig.",
        forms.HOME: "vi kommer hjem til dig.",
        forms.ELSEWHERE: f"vi ses {place_words(data['place'].strip().rstrip('.'))}.",
    }
    with translation.override("da"):  # as every letter
        by = signature(request.user, episode.unit)
        return letters.appointment(episode, at, said[data["where"]], data["words"], by), at
