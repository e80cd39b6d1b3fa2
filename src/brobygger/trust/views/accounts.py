"""Keeping the staff's accounts, and one's own."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from brobygger.trust import access, audit, chain, pages, selectors, services
from brobygger.trust.forms import AccountForm, NewAccountForm
from brobygger.trust.models import Account
from brobygger.trust.rights import ADMINISTER_ACCOUNTS, SEE_OWN_ACCOUNT

_SHOWN = 500


def _why_not(error: services.NotAllowed) -> str:
    return {
        "own-rights": _("You cannot change your own roles or units. Ask another administrator."),
        "own-account": _("You cannot close your own account. Ask another administrator."),
        "last-administrator": _("Somebody must be able to keep the accounts. Give another the role first."),
    }.get(str(error), _("It could not be done."))


@pages.page(ADMINISTER_ACCOUNTS)
def accounts(request: HttpRequest) -> HttpResponse:
    """Show every account with its roles and units."""
    found = pages.listed(request, ADMINISTER_ACCOUNTS, selectors.accounts()[:_SHOWN])
    context = {"accounts": found, "unit_names": selectors.unit_names(), "unsealed_since": chain.unsealed_since()}
    return pages.render(request, "trust/accounts.html", context)


@pages.page(ADMINISTER_ACCOUNTS, methods=["GET", "POST"])
def new_account(request: HttpRequest) -> HttpResponse:
    """Make an account, and show the link by which its owner chooses a password."""
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        account = services.create_account(
            request.user,
            email=given["email"],
            name=given["name"],
            title=given["title"],
            phone=given["phone"],
            held=given["roles"],
            units=given["units"],
        )
        return _show_link(request, account)
    return pages.render(request, "trust/account_new.html", {"form": form}, status=422 if form.is_bound else 200)


@pages.page(ADMINISTER_ACCOUNTS, methods=["GET", "POST"])
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and change one account."""
    found = pages.get_visible(request, Account.objects.all(), ADMINISTER_ACCOUNTS, pk=pk)
    initial = {name: getattr(found, name) for name in ("name", "title", "phone", "roles", "units")}
    form = AccountForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.change_account(
                request.user,
                found,
                name=given["name"],
                title=given["title"],
                phone=given["phone"],
                held=given["roles"],
                units=given["units"],
            )
        except services.NotAllowed as error:
            _note_refusal(request, found, error)
            form.add_error("roles", _why_not(error))
        else:
            messages.success(request, _("The account is saved."))
            return redirect("trust:account_edit", pk=pk)
    status = 422 if form.is_bound else 200
    return pages.render(request, "trust/account_edit.html", {"form": form, "found": found}, status=status)


def _note_refusal(request: HttpRequest, found: Account, error: services.NotAllowed) -> None:
    """A try that was refused is in the audit trail, as every refusal is."""
    audit.refused(access.Refused(ADMINISTER_ACCOUNTS, request.user, found, reason=str(error)))


def _act(request: HttpRequest, pk: int, act: Callable[[Account], object], done: str) -> HttpResponse:
    found = pages.get_visible(request, Account.objects.all(), ADMINISTER_ACCOUNTS, pk=pk)
    try:
        act(found)
    except services.NotAllowed as error:
        _note_refusal(request, found, error)
        messages.error(request, _why_not(error))
    else:
        messages.success(request, done)
    return redirect("trust:account_edit", pk=pk)


@pages.page(ADMINISTER_ACCOUNTS, methods=["POST"])
def close_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account; whoever uses it is signed out at once."""
    return _act(
        request,
        pk,
        lambda found: services.set_active(request.user, found, False),
        _("The account is closed."),
    )


@pages.page(ADMINISTER_ACCOUNTS, methods=["POST"])
def open_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    return _act(
        request,
        pk,
        lambda found: services.set_active(request.user, found, True),
        _("The account is open again."),
    )


@pages.page(ADMINISTER_ACCOUNTS, methods=["POST"])
def remove_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a lost second factor."""
    done = _("The second factor is removed. A new one is set up at the next sign-in.")
    return _act(request, pk, lambda found: services.remove_second_factor(request.user, found), done)


@pages.page(ADMINISTER_ACCOUNTS, methods=["POST"])
def password_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a new link for choosing a password."""
    found = pages.get_visible(request, Account.objects.all(), ADMINISTER_ACCOUNTS, pk=pk)
    return _show_link(request, found)


def _show_link(request: HttpRequest, found: Account) -> HttpResponse:
    link = request.build_absolute_uri(services.password_link(request.user, found))
    return pages.render(request, "trust/account_link.html", {"found": found, "link": link})


@pages.page(SEE_OWN_ACCOUNT)
def own_account(request: HttpRequest) -> HttpResponse:
    """Show one's own roles and units, and where to change password and second factor."""
    pages.nothing_shown(request)
    return pages.render(request, "trust/own_account.html", {"unit_names": selectors.unit_names()})
