"""What the pages of this room share."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy

from brobygger.care.visitation import words
from brobygger.care.visitation.rules import Problem
from brobygger.care.visitation.services import NotReady
from brobygger.care.visitation.words import sentence
from brobygger.ground.addresses import see_other
from brobygger.ground.attempts import Attempts
from brobygger.records.episodes import refusals as of_events
from brobygger.records.episodes.services import EventRefused
from brobygger.records.letters import refusals as of_letters
from brobygger.records.letters.rules import LetterRefused
from brobygger.records.pages import shown_name
from brobygger.trust import pages


def staff_page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of this room that is not about one case alone."""
    return pages.render(request, f"visitation/{name}.html", {"shown_name": shown_name, **context}, status=status)


def to(name: str, *args: Any) -> HttpResponseRedirect:
    """On to a page after something was done."""
    return see_other(f"visitation:{name}", *args)


def onward(request: HttpRequest, words: str, name: str, *args: Any) -> HttpResponseRedirect:
    """Say what was done, and go on."""
    messages.success(request, words)
    return to(name, *args)


def _in_room(room: str) -> Attempts:
    return Attempts(
        {
            NotReady: words.problems_in(room),
            LetterRefused: of_letters.teller(lambda refused: str(sentence(Problem("", f"letter-{refused.code}")))),
            EventRefused: of_events.teller(
                {"future": gettext_lazy("It cannot have happened later than now.")},
                gettext_lazy("It could not be recorded."),
            ),
        },
        whole=True,
        level=messages.ERROR,
    )


attempt = _in_room("")
attempt_appeal = _in_room("appeal")
attempt_recommendation = _in_room("recommendation")
tell = attempt.tell
