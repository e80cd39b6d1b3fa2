"""Reading and writing the assessment."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.care.assessment import rules, selectors, services, words
from brobygger.care.assessment.access import ANSWER, CONFERENCE, CONTENT, READ, READ_CONFERENCE, REFER, WRITE
from brobygger.care.assessment.forms import AssessmentForm
from brobygger.care.assessment.models import Assessment
from brobygger.care.assessment.services import AssessmentRefused, Written
from brobygger.care.assessment.services.assessing import is_need_judged
from brobygger.care.assessment.views import attempt
from brobygger.care.assessment.views.panels import instrument_rows
from brobygger.ground import clock
from brobygger.ground.addresses import see_other
from brobygger.ground.when import happened
from brobygger.records.drafts import services as drafts
from brobygger.records.episodes.models import Episode, StoredDeadline
from brobygger.records.episodes.services import EventRefused
from brobygger.records.medicine import elsewhere
from brobygger.records.notes.rules import may_correct
from brobygger.records.pages import case_page, render_case
from brobygger.trust import access
from brobygger.trust.pages import page

FORM_KEY = "assessment"


@page(READ)
def assessment(request: HttpRequest, number: str) -> HttpResponse:
    """The newest assessment with its instruments, referrals and conferences; the clinic sees only the summary."""
    episode = case_page(request, number, READ)
    found = selectors.assessments(episode)
    return _show(request, episode, found[0] if found else None, found)


@page(READ)
def earlier(request: HttpRequest, number: str, nr: int) -> HttpResponse:
    """An earlier assessment of the case."""
    episode = case_page(request, number, READ)
    found = selectors.assessments(episode)
    shown = next((one for one in found if one.number == nr), None)
    if shown is None:
        raise Http404
    return _show(request, episode, shown, found)


def _show(request: HttpRequest, episode: Episode, shown: Assessment | None, found: list[Assessment]) -> HttpResponse:
    user: Any = request.user
    in_full = access.may(user, CONTENT, episode)
    content = shown.fields if shown else {}
    context: dict[str, Any] = {
        "assessment": shown,
        "others": [one for one in found if one is not shown],
        "is_newest": not found or shown is found[0],
        "in_full": in_full,
        "sides": _sides(content),
        "areas": _areas(content) if in_full else [],
        "content": content if in_full else {},
        "deadline": _deadline(episode, shown),
        "instruments": instrument_rows(episode, open_only=False) if in_full else [],
        "referrals": selectors.referrals(episode, of_the_clinic=not in_full),
        "conferences": selectors.conference_items(episode),
        "corrected": shown is not None and hasattr(shown, "corrected_by"),
        "may_correct": shown is not None and may_correct(shown.completed_by_id, user.pk, user.roles),
        "may_write": access.may(user, WRITE, episode),
        "may_answer": access.may(user, ANSWER, episode),
        "may_refer": access.may(user, REFER, episode),
        "may_confer": access.may(user, CONFERENCE, episode),
        "may_read_conference": access.may(user, READ_CONFERENCE, episode),
        "part_label": words.part_label,
    }
    return render_case(request, "assessment/assessment.html", episode, context, tab="assessment")


def _deadline(episode: Episode, shown: Assessment | None) -> StoredDeadline | None:
    """The promise of an assessment within the 14 days, while it runs (one query)."""
    if shown is not None and shown.completed_at:
        return None
    rows = StoredDeadline.objects.filter(episode=episode, clock="holistic-assessment", outcome="open")
    return rows.order_by("act_by", "id").first()


def _sides(content: dict[str, str]) -> list[tuple[str, bool]]:
    covered = rules.covered_sides(content)
    return [(name, side in covered) for side, name in words.side_names().items()]


def _areas(content: dict[str, str]) -> list[dict[str, Any]]:
    """Each area with its parts, as they are read."""
    found = []
    for area, name in words.area_names().items():
        parts = rules.PARTS_OF_AREA.get(area, (area,))
        told = [
            {
                "label": words.part_label(part) if len(parts) > 1 else "",
                "text": content.get(part, ""),
                "not_relevant": content.get(part + rules.NOT_RELEVANT, ""),
            }
            for part in parts
        ]
        found.append({"id": area, "name": name, "parts": told})
    return found


@page(WRITE, methods=("GET", "POST"))
def write(request: HttpRequest, number: str) -> HttpResponse:
    """Write the assessment: save it at any time, make it complete when every area is told."""
    episode = case_page(request, number, WRITE)
    found = selectors.assessments(episode)
    present = found[0] if found and found[0].completed_at is None else None
    if present is None and found:
        messages.info(request, words.refused("complete"))
        return see_other("assessment:assessment", number)
    judged = is_need_judged(episode)
    if request.method == "POST":
        return _save(request, episode, AssessmentForm(request.POST, need_judged=judged), present)
    form = AssessmentForm(initial=_initial(present), need_judged=judged)
    draft = drafts.load_draft(request.user, episode, FORM_KEY)
    if draft and (present is None or draft.saved_at > present.saved_at):
        form.initial.update(drafts.initial(draft, form))
    else:
        draft = None
    return _writing(request, episode, form, present, draft=draft)


def _initial(present: Assessment | None) -> dict[str, Any]:
    if present is None:
        return {"version": 0, "completed_on": clock.today()}
    own = {name: getattr(present, name) for name in ("asked_of", "asked_on", "unfinished_reason", "version")}
    fields = present.fields
    judged = {"need": fields.pop("need", "").split(",")}
    return {**fields, **own, **judged, "completed_on": clock.today()}


def _written(form: AssessmentForm, before: dict[str, str]) -> Written:
    """What is written so far, with what was said about the doctor: it is judged when the assessment is complete."""
    written = form.written(before)
    judged = {
        "need": ",".join(form.cleaned_data.get("need") or []),
        "need_reason": form.cleaned_data.get("need_reason"),
    }
    return replace(written, fields={**written.fields, **{name: told for name, told in judged.items() if told}})


def _writing(
    request: HttpRequest, episode: Episode, form: AssessmentForm, present: Assessment | None, **more: Any
) -> HttpResponse:
    areas = [
        (name, [(form[part], form[part + rules.NOT_RELEVANT]) for part in rules.PARTS_OF_AREA.get(area, (area,))])
        for area, name in words.area_names().items()
    ]
    context = {
        "form": form,
        "areas": areas,
        "assessment": present,
        "deadline": _deadline(episode, None),
        "clinic_elsewhere": elsewhere(),
        **more,
    }
    status = 422 if form.errors or more.get("differences") else 200
    return render_case(request, "assessment/write.html", episode, context, tab="assessment", status=status)


def _save(request: HttpRequest, episode: Episode, form: AssessmentForm, present: Assessment | None) -> HttpResponse:
    """Save what is written whatever it is, then make it complete if that was asked."""
    form.is_valid()
    if form.has_error("version") or form.has_error("asked_on"):
        return _writing(request, episode, form, present)
    read = form.cleaned_data.get("version") or 0
    before = present.fields if present else {}
    keep = "keep" in request.POST
    # Written down in one go and complete: it was held on the day that it is said to be complete on.
    held = None if keep or present or not form.is_valid() else happened(form.cleaned_data["completed_on"])
    if held and clock.local_date(held) < episode.opened_on:
        held = None  # a slip of the pen, of which the completion below tells; what is written is stored all the same
    tried = attempt(
        form,
        lambda: services.save(request.user, episode, _written(form, before), read_version=read, occurred_at=held),
        quiet=[AssessmentRefused],
    )
    if isinstance(tried.refusal, AssessmentRefused):
        return _stale(request, episode, form, tried.refusal)
    if not tried:
        return _writing(request, episode, form, present)
    saved = tried.done
    if form.is_valid():
        drafts.used_up(request.user, episode, FORM_KEY)
    if keep and form.is_valid():
        messages.success(request, _("The assessment is saved. It is not complete yet."))
        return see_other("assessment:assessment", episode.number)
    return _complete(request, _with_version(form, saved), episode, saved)


def _with_version(form: AssessmentForm, saved: Assessment) -> AssessmentForm:
    """The same form, drawn anew from what is now saved: so that it can be saved again."""
    data: Any = form.data
    form.data = data.copy()
    data = form.data
    data["version"] = str(saved.version)
    return form


def _complete(request: HttpRequest, form: AssessmentForm, episode: Episode, saved: Assessment) -> HttpResponse:
    if form.is_valid():
        at = happened(form.cleaned_data["completed_on"])
        why = form.cleaned_data.get("need_reason", "")
        attempt(
            form,
            lambda: services.complete(request.user, episode, needs=form.needs(), need_reason=why, occurred_at=at),
        )
    if form.errors:
        return _writing(request, episode, form, saved, saved_now=True)
    messages.success(request, _("The assessment is complete."))
    return see_other("assessment:assessment", episode.number)


def _stale(request: HttpRequest, episode: Episode, form: AssessmentForm, refused: AssessmentRefused) -> HttpResponse:
    """Somebody saved meanwhile: what was typed stays, and what stands there now is shown beside it (trap 25)."""
    found = selectors.assessments(episode)
    present = found[0] if found else None
    if present is None or present.completed_at is not None:
        form.add_error(None, words.refused("complete"))
        return _writing(request, episode, form, present)
    content = present.fields
    differences = [
        (form.fields[name].label, content.get(name, ""), bool(content.get(name, "").strip()))
        for name in form.written_names
        if content.get(name, "").strip() != (form.cleaned_data.get(name) or "").strip()
    ]
    form.add_error(None, words.refused(refused.code))
    return _writing(request, episode, _with_version(form, present), present, differences=differences)


@page(WRITE, methods=("POST",))
def begin_again(request: HttpRequest, number: str) -> HttpResponse:
    """Begin a new assessment with the words of the last one."""
    episode = case_page(request, number, WRITE)
    tried = attempt(None, lambda: services.begin_again(request.user, episode))
    if not tried:
        messages.warning(request, tried.words)
    if isinstance(tried.refusal, EventRefused):
        return see_other("assessment:assessment", number)
    return see_other("assessment:write", number)
