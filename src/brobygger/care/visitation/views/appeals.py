"""Pages of appeals and complaints. They are taken in by staff on the case, never by a number from outside."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.care.visitation import access as may
from brobygger.care.visitation import afterwards, forms, rules, selectors, services
from brobygger.care.visitation.models import Appeal, Decision, ServiceComplaint
from brobygger.care.visitation.services.appeals import period_end
from brobygger.care.visitation.views.common import attempt, attempt_appeal, onward, staff_page, to
from brobygger.ground import once
from brobygger.ground.when import happened
from brobygger.records.episodes.models import Episode
from brobygger.records.pages import case_page, render_case
from brobygger.trust import access, pages
from brobygger.trust.access import Action
from brobygger.trust.pages import page


@page(may.APPEALS)
def appeals(request: HttpRequest) -> HttpResponse:
    """Appeals to look at, complaints to answer, and what is settled."""
    waiting = selectors.open_appeals(request.user)
    complaints = selectors.open_complaints(request.user)
    sent_on, done = selectors.with_ankestyrelsen(request.user), selectors.settled(request.user)
    pages.listed(request, may.APPEALS, [*waiting, *complaints, *sent_on, *done])
    if not (waiting or complaints or sent_on or done):
        pages.nothing_shown(request)
    request.shell_counts = {"appeals": len(waiting) + len(complaints)}  # type: ignore[attr-defined]
    context = {"waiting": waiting, "complaints": complaints, "sent_on": sent_on, "done": done}
    return staff_page(request, "appeals", context)


@page(may.RECEIVE_APPEAL, methods=("GET", "POST"))
def new_appeal(request: HttpRequest, number: str) -> HttpResponse:
    """Take in an appeal, told or written. Alcohol has none: the page says so, and where to go instead."""
    episode = case_page(request, number, may.RECEIVE_APPEAL)
    if not rules.may_appeal(episode.line):
        return to("new_complaint", number)
    made = Decision.objects.filter(episode=episode, state="made").order_by("-made_at")
    latest = made.first()
    form = forms.AppealForm(request.POST or None, decisions=made, line=episode.line, initial={"decision": latest})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        new = services.NewAppeal(
            about=data["about"],
            means=data["means"],
            text=data["text"],
            decision=data["decision"],
            representative=data["representative"],
        )
        taken: list[Appeal] = []
        if attempt(
            form,
            lambda: taken.append(services.receive(request.user, episode, new, occurred_at=form.moment())),
        ):
            return onward(request, _("The appeal is taken in."), "appeal", number, taken[0].pk)
    context = {"form": form, "latest": latest, "period_end": period_end(latest), "once": once.once_key()}
    return _case(request, "new_appeal", episode, context, form)


@page(may.RECEIVE_APPEAL, methods=("GET", "POST"))
def new_complaint(request: HttpRequest, number: str) -> HttpResponse:
    """Take in a complaint about service level, offers, places or staff."""
    episode = case_page(request, number, may.RECEIVE_APPEAL)
    form = forms.ComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        new = services.NewComplaint(data["about"], data["means"], data["text"])
        taken: list[ServiceComplaint] = []

        def act() -> None:
            taken.append(services.receive_complaint(request.user, episode, new, occurred_at=form.moment()))

        if attempt(form, act):
            return onward(request, _("The complaint is taken in."), "complaint", number, taken[0].pk)
    context = {"form": form, "may_appeal": rules.may_appeal(episode.line), "once": once.once_key()}
    return _case(request, "new_complaint", episode, context, form)


def _case(
    request: HttpRequest,
    name: str,
    episode: Episode,
    context: dict[str, Any],
    form: django_forms.BaseForm | None = None,
) -> HttpResponse:
    status = 422 if form is not None and form.errors else 200
    return render_case(
        request, f"visitation/{name}.html", episode, context, tab="visitation", status=status, after_closing=True
    )


def _fetch(request: HttpRequest, number: str, appeal_id: int, action: Action) -> Appeal:
    """The appeal of this case, if the visitor may do this with the case."""
    episode = case_page(request, number, action)
    related = ("decision", "taken_by", "reassessed_by", "letter", "forwarding", "ruling__recorded_by")
    found = Appeal.objects.filter(episode=episode, pk=appeal_id).select_related(*related).first()
    if found is None:
        raise Http404
    found.episode = episode
    return found


@page(may.APPEALS)
def appeal(request: HttpRequest, number: str, appeal_id: int) -> HttpResponse:
    """One appeal: what is said, how long there is, and what comes next."""
    found = _fetch(request, number, appeal_id, may.APPEALS)
    return _appeal_page(request, found)


def _appeal_page(request: HttpRequest, found: Appeal, **bound: django_forms.BaseForm) -> HttpResponse:
    blank = {
        "late_form": forms.LateForm(prefix="late"),
        "uphold_form": forms.ReassessForm(prefix="uphold"),
        "concede_form": forms.ReassessForm(prefix="concede"),
        "withdraw_form": forms.ReasonForm(prefix="withdraw"),
    }
    open_forms = {**blank, **bound}
    context = {
        "appeal": found,
        "period_end": period_end(found.decision),
        "deadline": selectors.reassessment_of(found),
        "by_whom": afterwards.by_whom,
        "waits": selectors.after_forwarding(found),
        "carried_out": found.ruled.carried_out_by.filter(state="made").first() if found.ruled else None,
        "may_reassess": access.may(request.user, may.REASSESS, found.episode),
        "may_receive": access.may(request.user, may.RECEIVE_APPEAL, found.episode),
        "once": once.once_key(),
        **open_forms,
    }
    wrong = next((form for form in bound.values() if form.errors), None)
    return _case(request, "appeal", found.episode, context, wrong)


def _act(
    request: HttpRequest,
    found: Appeal,
    name: str,
    form: django_forms.BaseForm,
    act: Callable[[], Any],
    done: str,
) -> HttpResponse:
    if form.is_valid() and attempt_appeal(form, act):
        return onward(request, done, "appeal", found.episode.number, found.pk)
    return _appeal_page(request, found, **{name: form})


@page(may.REASSESS, methods=("POST",))
def late(request: HttpRequest, number: str, appeal_id: int) -> HttpResponse:
    """Say whether a late appeal has special reasons."""
    found = _fetch(request, number, appeal_id, may.REASSESS)
    form = forms.LateForm(request.POST, prefix="late")

    def act() -> object:
        data = form.cleaned_data
        return services.examine_late(
            request.user, found, accepted=data["accepted"] == "yes", reason=data["late_reason"]
        )

    return _act(request, found, "late_form", form, act, _("Noted what you found."))


@page(may.REASSESS, methods=("POST",))
def uphold(request: HttpRequest, number: str, appeal_id: int) -> HttpResponse:
    """Stand by the decision: a letter to the citizen, and on to Ankestyrelsen."""
    found = _fetch(request, number, appeal_id, may.REASSESS)
    form = forms.ReassessForm(request.POST, prefix="uphold")
    done = _(
        "We stand by the decision. The letters to the citizen and to Ankestyrelsen are on their way. The case's papers "
        "are gathered in one PDF and go with the letter to Ankestyrelsen by themselves."
    )
    return _act(
        request,
        found,
        "uphold_form",
        form,
        lambda: services.uphold(request.user, found, form.cleaned_data["reasons"]),
        done,
    )


@page(may.REASSESS, methods=("POST",))
def concede(request: HttpRequest, number: str, appeal_id: int) -> HttpResponse:
    """Say that treatment came too late, and what we do now."""
    found = _fetch(request, number, appeal_id, may.REASSESS)
    form = forms.ReassessForm(request.POST, prefix="concede")
    return _act(
        request,
        found,
        "concede_form",
        form,
        lambda: services.concede(request.user, found, form.cleaned_data["reasons"]),
        _("The citizen is right. The letter is on its way."),
    )


@page(may.REASSESS, methods=("POST",))
def change(request: HttpRequest, number: str, appeal_id: int) -> HttpResponse:
    """Begin the new decision that answers the appeal."""
    found = _fetch(request, number, appeal_id, may.REASSESS)
    if found.decision is None or found.state != Appeal.State.RECEIVED:
        raise Http404
    services.start_again(request.user, found.decision, appeal=found)
    return to("decide", number)


@page(may.RECEIVE_APPEAL, methods=("POST",))
def withdraw(request: HttpRequest, number: str, appeal_id: int) -> HttpResponse:
    """The citizen takes the appeal back."""
    found = _fetch(request, number, appeal_id, may.RECEIVE_APPEAL)
    form = forms.ReasonForm(request.POST, prefix="withdraw")
    return _act(
        request,
        found,
        "withdraw_form",
        form,
        lambda: services.withdraw_appeal(request.user, found, form.cleaned_data["reason"]),
        _("The appeal is withdrawn."),
    )


@page(may.REASSESS)
def next_ruling(request: HttpRequest, number: str) -> HttpResponse:
    """On to the appeal of the case that has waited longest for its ruling."""
    episode = case_page(request, number, may.REASSESS)
    waiting = Appeal.objects.filter(episode=episode, forwarded_at__isnull=False, ruling__isnull=True)
    found = waiting.order_by("forwarded_at", "id").first()
    return to("ruling", number, found.pk) if found else to("visitation", number)


@page(may.REASSESS, methods=("GET", "POST"))
def ruling(request: HttpRequest, number: str, appeal_id: int) -> HttpResponse:
    """Note what Ankestyrelsen ruled, when its letter has come."""
    found = _fetch(request, number, appeal_id, may.REASSESS)
    if found.forwarded_at is None or found.ruled is not None:
        return to("appeal", number, appeal_id)
    form = forms.RulingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> object:
            return services.note_ruling(
                request.user,
                found,
                data["outcome"],
                ruled_on=data["ruled_on"],
                text=data["text"],
                reference=data["reference"],
                occurred_at=happened(data["on"]),
            )

        if attempt(form, act):
            return onward(request, _("The ruling is noted."), "appeal", number, appeal_id)
    return _case(request, "ruling", found.episode, {"form": form, "appeal": found, "once": once.once_key()}, form)


@page(may.REASSESS, methods=("POST",))
def carry_out(request: HttpRequest, number: str, appeal_id: int) -> HttpResponse:
    """Begin the new decision that the ruling asks for."""
    found = _fetch(request, number, appeal_id, may.REASSESS)
    if found.ruled is None:
        raise Http404
    found.ruled.appeal = found
    ruled = found.ruled
    if not attempt(None, lambda: services.carry_out(request.user, ruled)):
        return to("appeal", number, appeal_id)
    return to("decide", number)


@page(may.APPEALS, methods=("GET", "POST"))
def complaint(request: HttpRequest, number: str, complaint_id: int) -> HttpResponse:
    """One complaint, and its answer."""
    episode = case_page(request, number, may.APPEALS)
    found = (
        ServiceComplaint.objects.filter(episode=episode, pk=complaint_id)
        .select_related("taken_by", "answered_by", "letter")
        .first()
    )
    if found is None:
        raise Http404
    form = forms.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["answer"]
        if attempt(form, lambda: services.answer_complaint(request.user, found, words)):
            return onward(request, _("The answer is on its way."), "complaint", number, complaint_id)
    context = {
        "form": form,
        "complaint": found,
        "may_answer": access.may(request.user, may.ANSWER_COMPLAINT, episode),
        "may_appeal": rules.may_appeal(episode.line),
        "once": once.once_key(),
    }
    return _case(request, "complaint", episode, context, form)
