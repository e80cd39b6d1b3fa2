"""Referrals: make one, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.care.assessment import forms, rules, selectors, services
from brobygger.care.assessment.access import CONTENT, REFER
from brobygger.care.assessment.models import Referral
from brobygger.care.assessment.services.assessing import is_need_judged
from brobygger.care.assessment.views import attempt, form_data
from brobygger.ground import clock
from brobygger.ground.addresses import see_other
from brobygger.ground.when import happened
from brobygger.records.episodes.models import Episode, StoredDeadline
from brobygger.records.medicine import clinic
from brobygger.records.pages import case_page, render_case
from brobygger.trust import access
from brobygger.trust.pages import page

Data = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """Something one does to a referral: its form, what it calls, and what is said afterwards."""

    form: type[django_forms.Form]
    run: Callable[[Any, Referral, Data], Any]
    done: Callable[[], str]


def _plan(actor: Any, row: Referral, data: Data) -> None:
    services.note_medical_plan(actor, row, data["written_by"], data["written_on"])


ACTS = {
    "tid": Act(
        forms.BookForm,
        lambda actor, row, data: services.book(actor, row, data["appointment_at"]),
        lambda: _("The appointment is noted."),
    ),
    "holdt": Act(
        forms.HeldForm,
        lambda actor, row, data: services.hold_appointment(actor, row, occurred_at=happened(data["held_on"])),
        lambda: _("It is noted that the citizen came."),
    ),
    "udeblev": Act(
        forms.NothingForm,
        lambda actor, row, _data: services.miss_appointment(actor, row),
        lambda: _("It is noted that the citizen did not come. Give a new appointment."),
    ),
    "intet-behov": Act(
        forms.RuleOutForm,
        lambda actor, row, data: services.rule_out(actor, row.episode, row, data["reason"]),
        lambda: _("It is noted that there is no need."),
    ),
    "svar": Act(
        forms.CloseForm,
        lambda actor, row, data: services.close(actor, row, data["answer"]),
        lambda: _("The answer is noted."),
    ),
    "plan": Act(forms.PlanForm, _plan, lambda: _("The medical treatment plan is noted.")),
}


@page(REFER, methods=("GET", "POST"))
def referrals(request: HttpRequest, number: str) -> HttpResponse:
    """The case's referrals, and the form for a new one."""
    episode = case_page(request, number, REFER)
    form = forms.ReferralForm(form_data(request), initial={"made_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        at = happened(form.cleaned_data["made_on"])
        if attempt(form, lambda: services.refer(request.user, episode, form.new_referral(), occurred_at=at)):
            messages.success(request, _("The referral is made."))
            return see_other("assessment:referrals", number)
    return _show(request, episode, form, forms.RuleOutForm(prefix="none"))


def _show(
    request: HttpRequest,
    episode: Episode,
    form: forms.ReferralForm,
    none_form: forms.RuleOutForm,
    failed: tuple[int, str, django_forms.Form] | None = None,
) -> HttpResponse:
    in_full = access.may(request.user, CONTENT, episode)
    rows = selectors.referrals(episode, of_the_clinic=not in_full)
    deadlines = StoredDeadline.objects.filter(episode=episode, clock=rules.CLINICS_OFFER, outcome="open")
    context = {
        "form": form,
        "none_form": none_form,
        "rows": [(row, _forms_of(row, failed)) for row in rows],
        "failed": failed,
        "deadline": deadlines.order_by("act_by", "id").first(),
        "judged": is_need_judged(episode),
        "clinic_name": clinic(),
        "section": standard.load().clock(rules.CLINICS_OFFER, clock.today()).section,
    }
    bad = form.errors or none_form.errors or failed
    return render_case(
        request, "assessment/referrals.html", episode, context, tab="assessment", status=422 if bad else 200
    )


def _forms_of(row: Referral, failed: tuple[int, str, django_forms.Form] | None) -> dict[str, django_forms.Form]:
    """The forms that a referral offers now; the one that was sent with errors keeps what was typed."""
    names: tuple[str, ...] = ()
    if row.is_open:
        names = ("tid", "holdt", "udeblev", "intet-behov") if row.is_medical else ("tid", "svar", "udeblev")
        if not row.appointment_at:
            names = tuple(name for name in names if name != "udeblev")
    if row.is_medical and not row.plan_written_on and row.outcome != Referral.Outcome.RULED_OUT:
        names += ("plan",)
    first: Data = {"held_on": clock.today(), "written_on": clock.today()}
    found = {}
    for name in names:
        form = ACTS[name].form(prefix=f"{name}-{row.pk}", initial=first)
        found[name] = failed[2] if failed and failed[:2] == (row.pk, name) else form
    return found


@page(REFER, methods=("POST",))
def act(request: HttpRequest, number: str, pk: int, act: str) -> HttpResponse:
    """Do one thing to a referral."""
    episode = case_page(request, number, REFER)
    chosen = ACTS.get(act)
    row = Referral.objects.filter(episode=episode, pk=pk).select_related("episode").first()
    if chosen is None or row is None or not _within_reach(request, episode, row):
        raise Http404
    form = chosen.form(request.POST, prefix=f"{act}-{pk}")
    if form.is_valid() and attempt(form, lambda: chosen.run(request.user, row, form.cleaned_data)):
        messages.success(request, chosen.done())
        return see_other("assessment:referrals", number)
    fresh = forms.ReferralForm(initial={"made_on": clock.today()})
    return _show(request, episode, fresh, forms.RuleOutForm(prefix="none"), failed=(pk, act, form))


def _within_reach(request: HttpRequest, episode: Episode, row: Referral) -> bool:
    """The clinic reaches the referrals that ask something of it."""
    return row.to in selectors.OF_THE_CLINIC or access.may(request.user, CONTENT, episode)


@page(REFER, methods=("POST",))
def no_need(request: HttpRequest, number: str) -> HttpResponse:
    """It was judged, and there is no medical need (KS 6.2.7)."""
    episode = case_page(request, number, REFER)
    form = forms.RuleOutForm(request.POST, prefix="none")
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: services.rule_out(request.user, episode, None, reason)):
            messages.success(request, _("It is noted that there is no need."))
            return see_other("assessment:referrals", number)
    return _show(request, episode, forms.ReferralForm(initial={"made_on": clock.today()}), form)
