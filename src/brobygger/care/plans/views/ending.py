"""Pages about the end: ending treatment, the time after it, the way back, closing the case."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.care.plans import drafts, letters, rules, selectors, services, words
from brobygger.care.plans.access import CLOSE, END, FOLLOW_UP, READ
from brobygger.care.plans.forms.ending import AfterForm, CloseForm, EndingForm, RelapseForm
from brobygger.care.plans.models import Ending
from brobygger.care.plans.rules import Course
from brobygger.care.plans.views.common import attempt, done, kept, status_of, with_once
from brobygger.care.plans.views.taking_back import may_take_back
from brobygger.ground import clock
from brobygger.ground.languages import present_language
from brobygger.records.consents import partners
from brobygger.records.consents import selectors as consents
from brobygger.records.episodes.models import Episode
from brobygger.records.pages import case_page, render_case
from brobygger.trust import access
from brobygger.trust.pages import page


@page(END, methods=("GET", "POST"))
def end(request: HttpRequest, number: str) -> HttpResponse:
    """End the treatment: why, with what result, what was reached, and whether we may follow up."""
    episode = case_page(request, number, END)
    shown = selectors.plan_page(episode)
    begun = kept(request, episode, drafts.ENDING, EndingForm)
    form = EndingForm(
        request.POST or None,
        course=shown.course,
        discharge=shown.course.medical,
        initial={"reached": _goals_reached(shown), **begun.initial},
    )
    if request.method == "POST" and form.is_valid():
        places = {
            **dict.fromkeys(("before-start", "before-last"), "day"),
            **dict.fromkeys(("doctor-consent", "doctor-unknown"), "send_discharge"),
        }
        ending = attempt(
            form,
            lambda: services.end_treatment(request.user, episode, form.new_ending(), occurred_at=form.moment()),
            places,
        )
        if ending:
            return done(request, _after_ending(ending.done), "plans:after", number)
    context = with_once(
        {
            "form": form,
            "mark": begun.mark,
            "shown": shown,
            "followed_up": [
                name[:1].lower() + name[1:]  # a name inside keeps its capital
                for name in (words.named([one], one.id) for one in standard.load().ending_reasons if one.asks_follow_up)
            ],
            "follow_up_days": letters.follow_up_days(clock.today()),
            "doctor": episode.person.own_doctor.strip(),
            "doctor_consent": consents.may_share(episode, partners.own_doctor()),
        }
    )
    return render_case(request, "plans/end.html", episode, context, tab="plan", status=status_of([form]))


def _goals_reached(shown: selectors.PlanPage) -> str:
    """A beginning for the closing status: the goals that were reached."""
    lines = [
        f"- {view.goal.specific}"
        for view in selectors.flat(shown.goals)
        if view.latest and view.latest.state == "reached"
    ]
    return "\n".join(["Du har nået:", *lines]) if lines else ""


def _after_ending(ending: Ending) -> str:
    """What has now happened, in a sentence."""
    if ending.closing_status_id and ending.discharge_letter_id:
        return _("Treatment has ended. The closing status and the discharge letter are on their way.")
    if ending.closing_status_id:
        return _("Treatment has ended. The closing status is on its way.")
    return _("Treatment has ended.")


@page(READ)
def after(request: HttpRequest, number: str) -> HttpResponse:
    """The time after treatment: how it ended, the follow-ups at one and six months, the way back."""
    episode = case_page(request, number, READ)
    shown = selectors.after_page(episode)
    known = standard.load()
    context = {
        "shown": shown,
        "endings": [
            {
                "ending": ending,
                "reason": words.named(known.ending_reasons, ending.reason),
                "result": words.named(known.closing_statuses, ending.result),
                "taken_back": getattr(ending.event, "corrected_by", None),
            }
            for ending in shown.endings
        ],
        "months": _months(episode, shown),
        "may_return": shown.course.end.get("reason") not in rules.WITHOUT_CITIZEN,
        "results": {item.id: words.named(known.closing_statuses, item.id) for item in known.closing_statuses},
        "may_follow_up": access.may(request.user, FOLLOW_UP, episode) and episode.is_open,
        "may_close": access.may(request.user, CLOSE, episode) and episode.is_open,
        "may_take_back": may_take_back(request, episode) and selectors.recorded_end(episode, shown.course).ways,
    }
    return render_case(request, "plans/after.html", episode, context, tab="plan")


def _months(episode: Episode, shown: selectors.AfterPage) -> list[dict[str, object]]:
    """The two follow-ups with their state: held, to be held, not wanted, or still to be asked about.

    None after an end that the standard does not follow up: no deadline would remind anybody of them.
    """
    course = shown.course
    if course.ended_on is None:
        return []
    if not rules.asks_follow_up(str(course.end.get("reason", ""))):
        return []
    answer = consents.follow_up_answer(episode)
    days = letters.follow_up_days(course.ended_on)
    found: list[dict[str, object]] = []
    for month, day in zip(rules.AFTER_MONTHS, days, strict=True):
        deadline = next((d for d in shown.deadlines if d.due_on == day and d.outcome == "open"), None)
        found.append(
            {
                "month": month,
                "day": deadline.act_by if deadline else day,
                "held": month in course.months_followed,
                "answer": answer,
                "tries": course.after_tries[month],
                "deadline": deadline,
            }
        )
    return found


@page(FOLLOW_UP, methods=("GET", "POST"))
def after_follow_up(request: HttpRequest, number: str, month: int) -> HttpResponse:
    """Write the follow-up one or six months after the end."""
    if month not in rules.AFTER_MONTHS:
        raise Http404
    episode = case_page(request, number, FOLLOW_UP)
    begun = kept(request, episode, drafts.AFTER, AfterForm)
    form = AfterForm(request.POST or None, initial=begun.initial)
    if request.method == "POST" and form.is_valid():
        talk = attempt(
            form,
            lambda: services.hold_after_follow_up(
                request.user, episode, form.new_talk(month), occurred_at=form.moment()
            ),
            {"before-end": "day"},
        )
        if talk:
            back = talk.done.led_to == "relapse-prevention"
            text = (
                _("Treatment to prevent relapse has begun. Next: agree on a new plan.")
                if back
                else _("The follow-up is written down.")
            )
            return done(request, text, "plans:plan" if back else "plans:after", number)
    shown = selectors.plan_page(episode)
    context = with_once({"form": form, "mark": begun.mark, "month": month, "shown": shown})
    return render_case(request, "plans/after_follow_up.html", episode, context, tab="plan", status=status_of([form]))


@page(FOLLOW_UP, methods=("GET", "POST"))
def relapse(request: HttpRequest, number: str) -> HttpResponse:
    """The way back: treatment to prevent relapse begins in the same course."""
    episode = case_page(request, number, FOLLOW_UP)
    form = RelapseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        event = attempt(
            form,
            lambda: services.start_relapse_prevention(
                request.user, episode, data["kind_of_treatment"], text=data["text"], occurred_at=form.moment()
            ),
            {"before-end": "day"},
        )
        if event:
            text = _("Treatment to prevent relapse has begun. Next: agree on a new plan.")
            return done(request, text, "plans:plan", number)
    context = with_once({"form": form, "course": selectors.course(episode)})
    return render_case(request, "plans/relapse.html", episode, context, tab="plan", status=status_of([form]))


@page(CLOSE, methods=("GET", "POST"))
def close(request: HttpRequest, number: str) -> HttpResponse:
    """Close the case, unless a letter has failed; what we still owe is shown and explained."""
    episode = case_page(request, number, CLOSE)
    obstacles = selectors.obstacles(episode)
    course = selectors.course(episode)
    form = CloseForm(
        request.POST or None,
        open_deadlines=len(obstacles.deadlines),
        initial={"reason": _likely_reason(course)},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        event = attempt(
            form,
            lambda: services.close_episode(
                request.user, episode, data["reason"], explanation=data["explanation"], occurred_at=form.moment()
            ),
            {"open-deadlines": "explanation"},
        )
        if event:
            return done(request, _("The case is closed."), "plans:after", number)
    context = with_once(
        {
            "form": form,
            "obstacles": obstacles,
            "owed": [(deadline, _act(deadline.clock)) for deadline in obstacles.deadlines],
            "course": course,
        }
    )
    return render_case(request, "plans/close.html", episode, context, tab="plan", status=status_of([form]))


def _likely_reason(course: Course) -> str:
    if course.ended_on is not None:
        return str(course.end.get("reason", ""))
    return "no-treatment" if course.started_on is None else ""


def _act(clock_id: str) -> str:
    """What a clock asks for, in words."""
    versions = standard.load().clocks_by_id.get(clock_id)
    return versions[-1].act.in_(present_language()) if versions else clock_id
