"""Pages of the treatment plan: as it stands, its versions, and the form where it is written."""

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.care.plans import comparing, selectors, services, words
from brobygger.care.plans.access import END, FOLLOW_UP, READ, START, WRITE
from brobygger.care.plans.drafts import PLAN
from brobygger.care.plans.events import CHANGE
from brobygger.care.plans.forms import plan as plan_forms
from brobygger.care.plans.forms.plan import PlanEditor
from brobygger.care.plans.views.common import attempt, done, read_of
from brobygger.ground import clock
from brobygger.ground.addresses import see_other
from brobygger.ground.languages import present_language
from brobygger.ground.once import once_key
from brobygger.ground.versions import Mark
from brobygger.records.drafts import services as drafts
from brobygger.records.drafts.models import Draft
from brobygger.records.drafts.shared import mark_of
from brobygger.records.episodes import carrying
from brobygger.records.episodes.models import Episode
from brobygger.records.pages import case_page, render_case
from brobygger.standard import offer_words
from brobygger.trust import access
from brobygger.trust.pages import page


@page(READ)
def plan(request: HttpRequest, number: str, version: int | None = None) -> HttpResponse:
    """The plan as it stands, the citizen's own overview, or one version of it."""
    episode = case_page(request, number, READ)
    shown = selectors.plan_page(episode, version)
    if version is not None and shown.plan is None:
        raise Http404
    context = {
        "shown": shown,
        "is_old": bool(version and shown.versions and version != shown.versions[0][0]),
        "parts": words.plan_words(shown.plan) if shown.plan else {},
        "names": words.plan_parts(),
        "smart": words.smart_parts(),
        "kinds": [words.kind(kind) for kind in shown.course.started_kinds if kind],
        "to_start": [words.kind(kind) for kind in shown.course.still_to_start],
        "change": _change(shown.course),
        "before_return": _before_return(shown),
        "gift_cards": _gift_cards(episode.line),
        "may": {
            "write": access.may(request.user, WRITE, episode) and episode.is_open,
            "start": access.may(request.user, START, episode) and episode.is_open,
            "follow_up": access.may(request.user, FOLLOW_UP, episode) and episode.is_open,
            "end": access.may(request.user, END, episode) and episode.is_open,
        },
        "today_is": clock.today(),
    }
    return render_case(request, "plans/plan.html", episode, context, tab="plan")


def _change(course: Any) -> dict[str, Any] | None:
    """The important change that still waits for a follow-up talk."""
    change = course.change_unanswered
    if change is None:
        return None
    what = words.named(standard.load().important_changes, str(CHANGE.read(change.facts) or ""))
    return {"what": what, "on": change.on}


def _before_return(shown: selectors.PlanPage) -> bool:
    """Whether the plan is from before the treatment began again: the way back asks for a new one (KS 5, 5.5)."""
    again = shown.course.began_again_on
    return shown.plan is not None and again is not None and clock.local_date(shown.plan.agreed_at) < again


def _gift_cards(line: str) -> list[str]:
    """What the standard says about gift cards where somebody on this line can get one; else nothing (KS 5.7)."""
    known, language = standard.load(), present_language()
    told = [words.in_(language) for words in offer_words.gift_cards(known, line)]
    return [known.gift_cards.text.in_(language), *told] if told else []


@page(READ)
def compare(request: HttpRequest, number: str, before: int, after: int) -> HttpResponse:
    """Two versions side by side, with what is new, changed or gone."""
    episode = case_page(request, number, READ)
    both = selectors.two_versions(episode, before, after)
    if len(both) != 2 or before == after:
        raise Http404
    (old, old_goals), (new, new_goals) = both
    context = {
        "old": old,
        "new": new,
        "lines": comparing.compare_parts(words.plan_parts(), words.plan_words(old), words.plan_words(new)),
        "goals": comparing.compare_goals(words.smart_parts(), _goal_words(old_goals), _goal_words(new_goals)),
    }
    return render_case(request, "plans/compare.html", episode, context, tab="plan")


def _goal_words(views: list[selectors.GoalView]) -> list[comparing.GoalWords]:
    return [
        comparing.GoalWords(view.goal.key, view.goal.parent_id is not None, words.goal_words(view.goal))
        for view in selectors.flat(views)
    ]


@page(WRITE, methods=("GET", "POST"))
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Write the plan together: what is typed is kept at every step, and agreed on at the end."""
    episode = case_page(request, number, WRITE)
    if request.method != "POST":
        return _draw(request, episode, *_begun(request.user, episode))
    # The button that locks the plan carries the form's own key instead: pressed twice, it locks once.
    act = request.POST.get("act") or ("agree" if "once" in request.POST else "save")
    typed, anchor = _acted(request.POST, act)
    mark = mark_of(request.POST)
    try:
        drafts.save_draft(request.user, episode, PLAN, typed, overwrite=act == "overwrite")
    except drafts.DraftConflict as conflict:
        return _draw(request, episode, PlanEditor(typed, bound=False), mark, theirs=conflict.draft)
    if act == "agree":
        return _agree(request, episode, typed, mark)
    if act in ("save", "overwrite"):
        return done(request, _("The draft is saved. You can go on whenever it suits you."), "plans:edit", number)
    return see_other("plans:edit", number, anchor=anchor)


# Which box of the plan begins with what has been written about which subject.
CARRIED = {
    "own_words": carrying.OWN_WORDS, "family": carrying.FAMILY, "housing": carrying.HOUSING,
    "employment": carrying.EMPLOYMENT, "other_treatment": carrying.HEALTH,
}  # fmt: skip


def _begun(actor: Any, episode: Episode) -> tuple[PlanEditor, Mark]:
    """Where writing goes on: the draft, else a copy of the plan that holds, else what was written before it."""
    draft = drafts.load_draft(actor, episode, PLAN)
    mark = Mark(draft.version if draft else 0, secrets.token_hex(16))
    if draft is not None:
        return PlanEditor(drafts.as_post(draft), bound=False), mark
    latest = selectors.latest_plan(episode)
    typed = plan_forms.from_plan(latest, latest.goals.all() if latest else [])
    if latest is None:
        for name, words in carrying.begin_with(actor, episode, CARRIED).items():
            typed[name] = words
    return PlanEditor(plan_forms.today_typed(typed), bound=False), mark


def _acted(posted: QueryDict, act: str) -> tuple[QueryDict, str]:
    """What was typed, after a goal was added or removed; and where on the page to go on."""
    what, _colon, key = act.partition(":")
    if what == "add":
        typed, new = plan_forms.add_goal(posted, key)
        return typed, f"goal-{new}"
    if what == "remove":
        return plan_forms.remove_goal(posted, key), "goals"
    return posted, ""


def _agree(request: HttpRequest, episode: Episode, typed: QueryDict, mark: Mark) -> HttpResponse:
    editor = PlanEditor(typed, bound=True)
    if not editor.is_valid():
        return _draw(request, episode, editor, mark, status=422)
    agreed = attempt(
        editor.form,
        lambda: services.agree_plan(
            request.user, episode, editor.new_plan(), occurred_at=editor.form.moment(), read=read_of(typed)
        ),
        quiet=["goal-before-plan"],
    )
    if agreed.refusal is not None:
        if agreed.refusal.code == "goal-before-plan":
            editor.say_early(agreed.refusal.facts["keys"])
        return _draw(request, episode, editor, mark, status=422)
    text = _("The plan is agreed, version %(version)s.") % {"version": agreed.done.version}
    return done(request, text, "plans:plan", episode.number)


def _draw(
    request: HttpRequest,
    episode: Episode,
    editor: PlanEditor,
    mark: Mark,
    *,
    theirs: Draft | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form; with `theirs`, somebody else's draft stands beside and nothing has been overwritten."""
    if theirs is not None:
        mark, status = Mark(theirs.version, mark.editor), 409
    context = {
        "editor": editor,
        "mark": mark,
        "theirs": theirs,
        "latest": selectors.latest_plan(episode),
        "has_draft": theirs is not None or mark.version > 0,
        "once": once_key(),
    }
    return render_case(request, "plans/edit.html", episode, context, tab="plan", status=status)
