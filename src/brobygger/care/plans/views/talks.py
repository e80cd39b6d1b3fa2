"""Pages of talks about the plan: start of treatment, follow-up, review, important change."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.care.plans import rules, selectors, services, words
from brobygger.care.plans.access import FOLLOW_UP, START
from brobygger.care.plans.drafts import FOLLOW_UP as WRITTEN
from brobygger.care.plans.forms.start import StartForm
from brobygger.care.plans.forms.talks import (
    ChangeForm,
    FollowUpForm,
    ReviewForm,
    new_follow_up,
    status_rows,
)
from brobygger.care.plans.views.common import attempt, done, read_of, status_of, with_once
from brobygger.ground import clock
from brobygger.ground.addresses import see_other
from brobygger.ground.promised import in_words
from brobygger.ground.versions import Mark
from brobygger.records.consents import selectors as consents
from brobygger.records.drafts import services as drafts
from brobygger.records.drafts.shared import mark_of
from brobygger.records.episodes.models import Episode
from brobygger.records.pages import case_page, render_case
from brobygger.trust.pages import page


@page(START, methods=("GET", "POST"))
def start_treatment(request: HttpRequest, number: str) -> HttpResponse:
    """The first treatment that the decision grants was held."""
    episode = case_page(request, number, START)
    course = selectors.course(episode)
    form = StartForm(request.POST or None, course=course, line=episode.line)
    if request.method == "POST" and form.is_valid():
        places = {
            "doctor-consent": "substitution",
            "not-granted": "kind_of_treatment",
            "before-decision": "day",
        }
        event = attempt(
            form,
            lambda: services.start_treatment(request.user, episode, form.new_start(), occurred_at=form.moment()),
            places,
        )
        if event:
            first = course.started_on is None
            begun = _("Treatment has started. Next: agree on the plan.") if first else _("The treatment has started.")
            return done(request, begun, "plans:plan", number)
    context = with_once(
        {
            "form": form,
            "course": course,
            "granted": [words.kind(kind) for kind in course.granted],
            "can_start": bool(rules.kinds_to_start(course)),
            "doctor_consent": consents.substitution_may_start(episode),
            "before_start": words.before_start(rules.kinds_to_start(course), episode.line),
        }
    )
    return render_case(request, "plans/start.html", episode, context, tab="plan", status=status_of([form]))


@page(FOLLOW_UP, methods=("GET", "POST"))
def follow_up(request: HttpRequest, number: str) -> HttpResponse:
    """A follow-up talk: the situation, the plan, each goal, how often one has met."""
    episode = case_page(request, number, FOLLOW_UP)
    shown = selectors.plan_page(episode)
    if request.method == "POST":
        return _posted_follow_up(request, episode, shown)
    draft = shown.drafts.get(WRITTEN)
    typed = drafts.as_post(draft) if draft else None
    form = FollowUpForm(initial={name: typed.get(name) for name in typed} if typed else None)
    rows = status_rows(shown.goals, typed, bound=False)
    mark = Mark(draft.version if draft else 0, secrets.token_hex(16))
    return _draw_follow_up(request, episode, shown, {"form": form, "rows": rows, "mark": mark})


def _posted_follow_up(request: HttpRequest, episode: Episode, shown: selectors.PlanPage) -> HttpResponse:
    """Save the draft, or hold the talk."""
    mark = mark_of(request.POST)
    form = FollowUpForm(request.POST)
    rows = status_rows(shown.goals, request.POST, bound=True)
    holding = request.POST.get("act") == "hold" or ("act" not in request.POST and "once" in request.POST)
    try:
        overwrite = request.POST.get("act") == "overwrite"
        drafts.save_draft(request.user, episode, WRITTEN, request.POST, overwrite=overwrite)
    except drafts.DraftConflict as conflict:
        mark = Mark(conflict.draft.version, mark.editor)
        typed = FollowUpForm(initial=request.POST.dict())
        kept = status_rows(shown.goals, request.POST, bound=False)
        context = {"form": typed, "rows": kept, "mark": mark, "theirs": conflict.draft}
        return _draw_follow_up(request, episode, shown, context, status=409)
    if not holding:
        text = _("The draft is saved. You can go on whenever it suits you.")
        return done(request, text, "plans:follow_up", episode.number)
    fine = [one.is_valid() for one in (form, *(row.form for row in rows))]
    if all(fine):
        talk = attempt(
            form,
            lambda: services.hold_follow_up(
                request.user,
                episode,
                new_follow_up(form, rows),
                occurred_at=form.moment(),
                read=read_of(request.POST),
            ),
        )
        if talk:
            return done(request, _("The follow-up talk is written down."), "plans:plan", episode.number)
    context = {"form": form, "rows": rows, "mark": mark}
    return _draw_follow_up(request, episode, shown, context, status=422)


def _draw_follow_up(
    request: HttpRequest, episode: Episode, shown: selectors.PlanPage, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    last = shown.talks[0] if shown.talks else None
    context = with_once({"theirs": None, "shown": shown, "last": last, "read": len(shown.talks), **context})
    return render_case(request, "plans/follow_up.html", episode, context, tab="plan", status=status)


@page(FOLLOW_UP, methods=("GET", "POST"))
def review(request: HttpRequest, number: str) -> HttpResponse:
    """The whole plan gone through: it holds, or a new version is written."""
    episode = case_page(request, number, FOLLOW_UP)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = attempt(
            form,
            lambda: services.review_plan(request.user, episode, form.new_review(), occurred_at=form.moment()),
        )
        if found:
            return done(request, _("The review of the plan is written down."), "plans:plan", number)
    shown = selectors.plan_page(episode)
    if shown.plan is None:
        return see_other("plans:plan", number)
    context = with_once({"form": form, "shown": shown, "parts": words.plan_words(shown.plan)})
    promise = rules.review_promise(clock.today())
    context["within"] = in_words(promise) if promise else ""
    return render_case(request, "plans/review.html", episode, context, tab="plan", status=status_of([form]))


@page(FOLLOW_UP, methods=("GET", "POST"))
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Something important has changed: it asks for a follow-up."""
    episode = case_page(request, number, FOLLOW_UP)
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        event = attempt(
            form,
            lambda: services.record_change(
                request.user, episode, data["kind"], data["text"], occurred_at=form.moment()
            ),
        )
        if event:
            return done(request, _("The change is noted. It asks for a follow-up talk."), "plans:plan", number)
    context = with_once({"form": form, "changes": selectors.changes(episode)})
    return render_case(request, "plans/change.html", episode, context, tab="plan", status=status_of([form]))
