"""Keeping the staff's accounts, and one's own."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.ground import chain
from brobygger.ground.attempts import Attempts, Outcome
from brobygger.trust import access, audit, pages, proposals, selectors, services
from brobygger.trust.forms import AccountForm, NewAccountForm
from brobygger.trust.models import Account, Proposal
from brobygger.trust.rights import ADMINISTER_ACCOUNTS, SEE_OWN_ACCOUNT
from brobygger.trust.views.proposals import attempt, words

_SHOWN = 500
# A refused account leaves no half of itself behind.
attempt_whole = Attempts(attempt.tellers, whole=True)
_WAITS = gettext_lazy("It waits until another has confirmed it.")


@pages.page(ADMINISTER_ACCOUNTS)
def accounts(request: HttpRequest) -> HttpResponse:
    """Show every account with its roles and units."""
    found = pages.listed(request, ADMINISTER_ACCOUNTS, selectors.accounts()[:_SHOWN])
    context = {"accounts": found, "unit_names": selectors.unit_names(), "unsealed_since": chain.unsealed_since()}
    return pages.render(request, "trust/accounts.html", context)


@pages.page(ADMINISTER_ACCOUNTS, methods=["GET", "POST"], fresh=True)
def new_account(request: HttpRequest) -> HttpResponse:
    """Make an account; its rights and the link for a password come when a second person has confirmed them."""
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        tried = attempt_whole(
            form,
            lambda: services.create_account(
                request.user,
                email=given["email"],
                name=given["name"],
                title=given["title"],
                phone=given["phone"],
                held=given["roles"],
                units=given["units"],
            ),
        )
        if tried:
            messages.success(
                request, _("The account is made. Roles and a link for a password come when it is confirmed.")
            )
            return redirect("trust:account_edit", pk=tried.done.pk)
    return pages.render(request, "trust/account_new.html", {"form": form}, status=422 if form.is_bound else 200)


@pages.page(ADMINISTER_ACCOUNTS, methods=["GET", "POST"], fresh=True)
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and change one account."""
    found = pages.get_visible(request, Account.objects.all(), ADMINISTER_ACCOUNTS, pk=pk)
    initial = {name: getattr(found, name) for name in ("name", "title", "phone", "roles", "units")}
    form = AccountForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        tried = attempt(
            form,
            lambda: services.change_account(
                request.user,
                found,
                name=given["name"],
                title=given["title"],
                phone=given["phone"],
                held=given["roles"],
                units=given["units"],
            ),
            {services.NotAllowed: "roles"},
        )
        if tried:
            messages.success(
                request, _("The account is saved. What gives new rights waits until another has confirmed it.")
            )
            return redirect("trust:account_edit", pk=pk)
        _note_refusal(request, found, tried)
    status = 422 if form.is_bound else 200
    waiting = proposals.waiting().filter(account=found)
    context = {"form": form, "found": found, "waiting": [words(one) for one in waiting]}
    return pages.render(request, "trust/account_edit.html", context, status=status)


def _note_refusal(request: HttpRequest, found: Account, tried: Outcome[Any]) -> None:
    """A try that was refused is in the audit trail, as every refusal is."""
    assert tried.refusal is not None
    audit.refused(access.Refused(ADMINISTER_ACCOUNTS, request.user, found, reason=tried.refusal.code))


def _act(request: HttpRequest, pk: int, act: Callable[[Account], object], done: Any) -> HttpResponse:
    found = pages.get_visible(request, Account.objects.all(), ADMINISTER_ACCOUNTS, pk=pk)
    if not (tried := attempt.tell(request, lambda: act(found), done)):
        _note_refusal(request, found, tried)
    return redirect("trust:account_edit", pk=pk)


@pages.page(ADMINISTER_ACCOUNTS, methods=["POST"], fresh=True)
def close_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account; whoever uses it is signed out at once."""
    return _act(
        request,
        pk,
        lambda found: services.set_active(request.user, found, False),
        _("The account is closed."),
    )


@pages.page(ADMINISTER_ACCOUNTS, methods=["POST"], fresh=True)
def open_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a closed account to be opened again."""
    return _act(
        request,
        pk,
        lambda found: services.set_active(request.user, found, True),
        _WAITS,
    )


@pages.page(ADMINISTER_ACCOUNTS, methods=["POST"], fresh=True)
def remove_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a lost second factor to be taken away."""
    return _act(request, pk, lambda found: proposals.ask(request.user, found, Proposal.Kind.FACTOR), _WAITS)  # type: ignore[arg-type]


@pages.page(ADMINISTER_ACCOUNTS, methods=["POST"], fresh=True)
def password_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a new link for choosing a password."""
    return _act(request, pk, lambda found: proposals.ask(request.user, found, Proposal.Kind.PASSWORD), _WAITS)  # type: ignore[arg-type]


@pages.page(SEE_OWN_ACCOUNT)
def own_account(request: HttpRequest) -> HttpResponse:
    """Show one's own roles and units, and where to change password and second factor."""
    pages.nothing_shown(request)
    return pages.render(request, "trust/own_account.html", {"unit_names": selectors.unit_names()})
