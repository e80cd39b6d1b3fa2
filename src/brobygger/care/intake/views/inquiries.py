"""Inquiries: the list, writing a new one, and what is done with one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.care.intake import access as actions
from brobygger.care.intake import selectors, words
from brobygger.care.intake.forms import (
    InquiryForm,
    MoveForm,
    ProviderForm,
    TakeBackForm,
    TalkForm,
    TryForm,
    WithdrawForm,
)
from brobygger.care.intake.models import AdviceGiven, Inquiry
from brobygger.care.intake.services import inquiries as services
from brobygger.care.intake.services.inquiries import NewAdvice, NewInquiry, ProviderRefused, TakenAlready
from brobygger.care.intake.views import reading_back
from brobygger.care.intake.views.shared import attempt, status_of
from brobygger.ground import clock, promised
from brobygger.ground.addresses import see_other
from brobygger.ground.attempts import Outcome
from brobygger.ground.once import once_key
from brobygger.records.episodes.events import INQUIRY_RECEIVED
from brobygger.records.episodes.services import EventRefused
from brobygger.records.pages import same_person_address
from brobygger.trust import access, pages
from brobygger.trust.pages import page


@page(actions.LIST)
def inquiries(request: HttpRequest) -> HttpResponse:
    """New inquiries of one's units, what one has taken, and the latest talks that opened no case."""
    shown = selectors.waiting_page(request.user, after=request.GET.get("efter", ""))
    mine = selectors.taken_not_enrolled(request.user)
    advice = selectors.latest_advice(request.user)
    pages.listed(request, actions.LIST, [*shown.rows, *mine, *advice])
    waits = selectors.waiting_count(request.user)
    request.shell_counts = {"inquiries": waits}  # type: ignore[attr-defined]
    context = {
        "rows": [_line(row) for row in shown.rows],
        "next_key": shown.next_key,
        "first_page": not request.GET.get("efter"),
        "mine": [(row, words.who(row)) for row in mine],
        "advice": [(row, words.unit(row.unit)) for row in advice],
        "waits": waits,
        "may_take": access.may(request.user, actions.TAKE),
        "several_units": len(getattr(request.user, "units", [])) > 1,
    }
    return pages.render(request, "intake/inquiries.html", context)


def _line(row: Inquiry) -> dict[str, Any]:
    """One inquiry of the list in words."""
    return {
        "pk": row.pk,
        "title": words.who(row),
        "received": words.how_received(row),
        "left": words.days_left(row),
        "act_by": row.episode.next_act_by,
        "unit": words.unit(row.unit),
    }


@page(actions.RECORD, methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    """Write a first contact down, in under a minute."""
    request.shell_active = "inquiries"  # type: ignore[attr-defined]
    if request.method != "POST":
        return _new_page(request, InquiryForm(), {})
    form = InquiryForm(request.POST)
    if not form.is_valid():
        return _new_page(request, form, {})
    if form.is_advice:
        return _advise(request, form, form.cleaned_data["by"])
    if form.is_under_age:
        if "guided" in request.POST:
            return _advise(request, form, AdviceGiven.To.YOUNG)
        return _new_page(request, form, {"under_age": standard.load().routing})
    number = form.cleaned_data["age"].number
    known = selectors.known_by_number(request.user, number.digits) if number else None
    if known is not None and known.open_episodes and "anew" not in request.POST:
        pages.listed(request, actions.LIST, known.open_episodes)
        return _new_page(request, form, {"open_episodes": known.open_episodes})
    return _receive(request, form, known)


def _new_page(request: HttpRequest, form: InquiryForm, more: dict[str, Any]) -> HttpResponse:
    context = {"form": form, "once": once_key(), "under_age": None, "open_episodes": [], **more}
    context["anonymous_hint"] = words.anonymous_hint()
    context["may_take"] = access.may(request.user, actions.TAKE)
    context["may_list"] = access.may(request.user, actions.LIST)
    status = status_of(form) if form.errors else 409 if more.get("open_episodes") or more.get("under_age") else 200
    return pages.render(request, "intake/new.html", context, status=status)


def _advise(request: HttpRequest, form: InquiryForm, to: str) -> HttpResponse:
    """Write down a talk that opens no case."""
    data = form.cleaned_data
    unit = data.get("unit") or _own_unit(request, form)
    topic = data["topic"] or AdviceGiven.Topic.NOT_NOTED
    advice = NewAdvice(to, topic, data["channel"], unit, data["substance"])
    services.give_advice(request.user, actions.RECORD, advice, occurred_at=form.moment())
    if to == AdviceGiven.To.YOUNG:
        helped_to = words.said(standard.load().routing.under_age_to)
        messages.success(request, _("Noted: guided on to %(place)s. No case was opened.") % {"place": helped_to})
    else:
        messages.success(request, _("Noted as advice given. No case was opened, and no name was kept."))
    return see_other("intake:inquiries" if access.may(request.user, actions.LIST) else "intake:new")


def _own_unit(request: HttpRequest, form: InquiryForm) -> str:
    """The unit where the talk was held: one's own, else the one the standard says."""
    taking = {unit.id for unit in standard.load().units}
    own = [unit for unit in getattr(request.user, "units", []) if unit in taking]
    return own[0] if own else form.standard_unit() or next(iter(taking))


def _receive(request: HttpRequest, form: InquiryForm, known: selectors.Known | None) -> HttpResponse:
    """Open the citizen's inquiry and say where it lies, why, and by when."""
    data = form.cleaned_data
    new_inquiry = NewInquiry(
        channel=data["channel"],
        substance=data["substance"],
        age=data["age"],
        name=data["name"],
        anonymous=data["anonymous"],
        phone=data["phone"],
        words=data["words"],
        also=tuple(data["also"]),
        unit=data.get("unit", ""),
        unit_reason=data.get("unit_reason", ""),
        person=known.person if known else None,
    )
    tried = attempt(
        form,
        lambda: services.receive(request.user, actions.RECORD, new_inquiry, occurred_at=form.moment()),
        {EventRefused: "day"},
    )
    if not tried:
        return _new_page(request, form, {})
    inquiry = tried.done
    told = {"unit": words.unit(inquiry.unit), "why": words.routing(inquiry), "number": inquiry.episode.number}
    one_team = _("Inquiry %(number)s is written down. %(why)s")
    said = one_team if standard.load().one_team else _("Inquiry %(number)s lies with %(unit)s. %(why)s")
    messages.success(request, said % told)
    if inquiry.returning:
        messages.info(request, _("The record knows the citizen already. The case lies on the same person."))
    if "take" in request.POST:
        _take_at_once(request, inquiry)
    if access.may(request.user, actions.READ, inquiry):
        return see_other("intake:inquiry", inquiry.pk)
    return see_other("intake:read_back", inquiry.pk)


def _take_at_once(request: HttpRequest, row: Inquiry) -> None:
    """Take what was just written down; in another unit it waits for a colleague there."""
    if not access.may(request.user, actions.TAKE, row):
        messages.warning(
            request, _("It lies with %(unit)s, so a counsellor there takes it.") % {"unit": words.unit(row.unit)}
        )
        return
    services.take(request.user, actions.TAKE, row)
    messages.success(request, _("You have taken the inquiry, and you are now the citizen's counsellor."))


def _found(request: HttpRequest, pk: int, action: access.Action) -> Inquiry:
    """The inquiry behind a page, if the actor may see it (one query)."""
    request.shell_active = "inquiries"  # type: ignore[attr-defined]
    joined = Inquiry.objects.select_related("episode__person", "received_by", "taken_by")
    return pages.get_visible(request, joined, action, pk=pk)


@page(actions.READ)
def inquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """One inquiry: no name before it is taken."""
    return _page_of(request, _found(request, pk, actions.READ))


def _page_of(request: HttpRequest, row: Inquiry, **bound: Any) -> HttpResponse:
    """The page of an inquiry; `bound` are forms that came back with errors."""
    line = standard.load().line(row.line)
    may_route = access.may(request.user, actions.ROUTE, row)
    context = {
        "inquiry": row,
        "who": words.who(row),
        "unit_name": words.unit(row.unit),
        "why": words.routing(row),
        "also": words.substances(row.also),
        "story": _words_of(row) if row.state != Inquiry.State.WAITING else "",
        "waiting": row.state == Inquiry.State.WAITING,
        "may_take": access.may(request.user, actions.TAKE, row),
        "may_route": may_route,
        "to_enrol": selectors.waits_for_enrolment(row),
        "may_enrol": access.may(request.user, actions.ENROL, row.episode),
        # Whoever takes inquiries also refers to the doctor: what a secretary may not open is not offered.
        "may_assess": access.may(request.user, actions.TAKE, row.episode),
        "same_person": same_person_address(request, row.episode),
        "free_choice": words.said(line.free_choice),
        "centre_first": line.contacts_centre_first,
        "move_form": bound.get("move") or MoveForm(present=row.unit),
        "withdraw_form": bound.get("withdraw") or WithdrawForm(),
        "provider_form": bound.get("provider") or ProviderForm(),
        "back_form": bound.get("back") or TakeBackForm(),
        "ended_here": not row.episode.is_open
        and (row.state == Inquiry.State.WITHDRAWN or row.episode.close_reason == services.OTHER_PLACE),
        "talk_form": bound.get("talk") or TalkForm(),
        "try_form": bound.get("try") or TryForm(),
        "tries": selectors.first_talk_tries(row.episode),
        "wrote_it": row.received_by_id == request.user.pk and reading_back.is_fresh(row),
        "offers": [(words.said(kind.name), words.said(kind.text)) for kind in standard.load().kinds_of_treatment],
        "opened": next(iter(bound), ""),
    }
    return pages.render(request, "intake/inquiry.html", context, status=status_of(*bound.values()))


def _words_of(row: Inquiry) -> str:
    """What was said, as it stands on the timeline (one query)."""
    event = row.episode.events.filter(kind=INQUIRY_RECEIVED.id).order_by("id").first()
    return event.text if event is not None else ""


def _too_late(request: HttpRequest, tried: Outcome[Any]) -> HttpResponse:
    """Say who was first; nothing is overwritten."""
    messages.warning(request, tried.words)
    return see_other("intake:inquiries")


@page(actions.TAKE, methods=("POST",))
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it: one becomes the citizen's counsellor."""
    row = _found(request, pk, actions.TAKE)
    tried = attempt(None, lambda: services.take(request.user, actions.TAKE, row))
    if not tried:
        if row.episode.responsible_id == request.user.pk:  # pressed twice: it is taken, and one has it
            return see_other("intake:inquiry", row.pk)
        return _too_late(request, tried)
    messages.success(request, _("You have taken the inquiry, and you are now the citizen's counsellor."))
    return see_other("intake:inquiry", row.pk)


@page(actions.TAKE, methods=("POST",))
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree a time for the first talk, within the guarantee if it can be (KS 4.1)."""
    row = _found(request, pk, actions.TAKE)
    form = TalkForm(request.POST)
    if not form.is_valid():
        return _page_of(request, row, talk=form)
    tried = attempt(
        form,
        lambda: services.book_first_talk(request.user, actions.TAKE, row, form.moment()),
        {EventRefused: "day"},
    )
    if not tried:
        return _page_of(request, row, talk=form)
    booked = tried.done
    act_by = row.episode.next_act_by
    if booked.first_talk_at and act_by and clock.local_date(booked.first_talk_at) > act_by:
        after = promised.the_time_to_begin(row.episode.line, row.received_at)
        words = _("The time is noted, but it lies after %(time)s. Is there an earlier one?")
        messages.warning(request, words % {"time": after})
    else:
        messages.success(request, _("The time for the first talk is noted."))
    return see_other("intake:inquiry", row.pk)


@page(actions.TAKE, methods=("POST",))
def try_talk(request: HttpRequest, pk: int) -> HttpResponse:
    """The first talk was tried and did not come about; the deadline stays open."""
    row = _found(request, pk, actions.TAKE)
    form = TryForm(request.POST)
    if not form.is_valid():
        return _page_of(request, row, **{"try": form})
    data = form.cleaned_data
    tried = attempt(
        form,
        lambda: services.try_first_talk(
            request.user, actions.TAKE, row, data["how"], text=data["text"], occurred_at=form.moment()
        ),
        {EventRefused: "day"},
    )
    if not tried:
        return _page_of(request, row, **{"try": form})
    messages.success(request, _("The try is noted. The deadline stays open."))
    return see_other("intake:inquiry", row.pk)


@page(actions.ROUTE, methods=("POST",))
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it to another unit, with a reason."""
    row = _found(request, pk, actions.ROUTE)
    form = MoveForm(request.POST, present=row.unit)
    if not form.is_valid():
        return _page_of(request, row, move=form)
    data = form.cleaned_data
    tried = attempt(None, lambda: services.move(request.user, actions.ROUTE, row, data["unit"], reason=data["reason"]))
    if not tried:
        return _too_late(request, tried)
    moved = tried.done
    messages.success(request, _("The inquiry now lies with %(unit)s.") % {"unit": words.unit(moved.unit)})
    return see_other("intake:inquiries")


@page(actions.ROUTE, methods=("POST",))
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """End it, with the reason."""
    row = _found(request, pk, actions.ROUTE)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page_of(request, row, withdraw=form)
    data = form.cleaned_data
    tried = attempt(
        form,
        lambda: services.withdraw(request.user, actions.ROUTE, row, data["reason"], text=data["text"]),
        {EventRefused: "reason"},
        quiet=[TakenAlready],
    )
    if isinstance(tried.refusal, TakenAlready):
        return _too_late(request, tried)
    if not tried:
        return _page_of(request, row, withdraw=form)
    messages.success(request, _("The inquiry is ended, and its case closed."))
    return see_other("intake:inquiries")


@page(actions.ROUTE, methods=("POST",))
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an end back that was recorded by mistake: the case is open again, with its deadlines."""
    row = _found(request, pk, actions.ROUTE)
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        return _page_of(request, row, back=form)
    reason = form.cleaned_data["reason"]
    if attempt(None, lambda: services.take_back_end(request.user, actions.ROUTE, row, reason)):
        messages.success(request, _("The end is taken back. The case is open again, with its deadlines."))
    else:
        messages.warning(request, _("The inquiry is open already."))
    return see_other("intake:inquiry", row.pk)


@page(actions.ROUTE, methods=("POST",))
def provider(request: HttpRequest, pk: int) -> HttpResponse:
    """An alcohol citizen goes straight to another place (KS 3.6)."""
    row = _found(request, pk, actions.ROUTE)
    form = ProviderForm(request.POST)
    if not form.is_valid():
        return _page_of(request, row, provider=form)
    data = form.cleaned_data
    tried = attempt(
        form,
        lambda: services.choose_provider(
            request.user,
            actions.ROUTE,
            row.episode,
            data["provider"],
            approved=data["approved"] == "yes",
            close=data["close"],
            occurred_at=form.moment(),
        ),
        {EventRefused: "provider", ProviderRefused: "provider"},
    )
    if not tried:
        return _page_of(request, row, provider=form)
    messages.success(request, _("Noted: the citizen goes straight to %(place)s.") % {"place": data["provider"]})
    return see_other("intake:inquiry", row.pk)
