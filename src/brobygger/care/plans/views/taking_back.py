"""The page where an end that was recorded by mistake is taken back."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.care.plans import rules, selectors, services
from brobygger.care.plans.access import TAKE_BACK
from brobygger.care.plans.forms.ending import TakeBackForm, close_reason_words
from brobygger.care.plans.selectors import RecordedEnd
from brobygger.care.plans.views.common import attempt, done, status_of, with_once
from brobygger.ground import dates
from brobygger.records.episodes.facts import REASON
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.pages import case_page, render_case
from brobygger.trust import access
from brobygger.trust.pages import page


@page(TAKE_BACK, methods=("GET", "POST"))
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    """Take back an end that was recorded by mistake, with what was wrong; nothing is deleted."""
    episode = case_page(request, number, TAKE_BACK)
    recorded = selectors.recorded_end(episode, selectors.course(episode))
    form = TakeBackForm(request.POST or None, ways=_ways(recorded))
    if request.method == "POST" and form.is_valid():
        what, reason = form.cleaned_data["what"], form.cleaned_data["reason"]
        places = {"no-reason": "reason", "followed-up": "what"}
        events = attempt(form, lambda: services.take_back(request.user, episode, what, reason), places)
        if events:
            back = _("The end is taken back. The case is open again, with its deadlines.")
            return done(request, back, "plans:plan" if what == rules.ENDING else "plans:after", number)
    context = with_once({"form": form, "recorded": recorded, "yours": may_take_back(request, episode)})
    status = status_of([form])
    return render_case(request, "plans/take_back.html", episode, context, tab="plan", status=status, after_closing=True)


def may_take_back(request: HttpRequest, episode: Episode) -> bool:
    """Whether the reader may take the end of this case back."""
    roles = getattr(request.user, "roles", ())
    return access.may(request.user, TAKE_BACK, episode) and rules.may_take_back(
        request.user.pk, roles, episode.responsible_id
    )


def _ways(recorded: RecordedEnd) -> list[tuple[str, str]]:
    """What can be taken back, each with its day and its reason."""
    words = {
        rules.CLOSING: _("The closing of the case, %(day)s: %(reason)s"),
        rules.ENDING: _("The end of the treatment, %(day)s: %(reason)s"),
    }
    if recorded.closing is not None:
        words[rules.ENDING] = _("Both the closing and the end of the treatment, %(day)s: %(reason)s")
    events = {rules.CLOSING: recorded.closing, rules.ENDING: recorded.ending}
    return [(what, words[what] % _told(event)) for what in recorded.ways if (event := events[what]) is not None]


def _told(event: Event) -> dict[str, str]:
    day = dates.dated(event.occurred_at)
    return {"day": day, "reason": close_reason_words(str(REASON.read(event.facts) or "")).lower()}
