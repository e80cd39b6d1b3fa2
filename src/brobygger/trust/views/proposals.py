"""What waits for a second person, and what one is told of accounts."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.trust import access, audit, notices, pages, proposals, roles, selectors, services
from brobygger.trust.models import Notice, Proposal
from brobygger.trust.rights import CONFIRM, SEE_OWN_ACCOUNT

_SHOWN: Final = 100
KINDS: Final[dict[str, Any]] = {
    Proposal.Kind.NEW: gettext_lazy("New account"),
    Proposal.Kind.ROLES: gettext_lazy("New roles or units"),
    Proposal.Kind.PASSWORD: gettext_lazy("Link for a new password"),
    Proposal.Kind.FACTOR: gettext_lazy("Remove the second factor"),
    Proposal.Kind.OPEN: gettext_lazy("Open the account again"),
}


def why_not(error: services.NotAllowed) -> str:
    """Why something was not done with an account, in words."""
    return {
        "own-rights": _("You cannot change your own roles or units. Ask another administrator."),
        "own-account": _("You cannot close your own account. Ask another administrator."),
        "last-administrator": _("Somebody must be able to keep the accounts. Give another the role first."),
        "nobody-else": _(
            "Nobody else can confirm it. Let a second administrator or a manager be made on the command line: "
            "brobygger manage create_account"
        ),
        "own-confirmation": _("Another must confirm it: not the one who asked, and not the one whom it is about."),
        "answered": _("Somebody has answered already."),
    }.get(str(error), _("It could not be done."))


def words(asked: Proposal) -> dict[str, Any]:
    """A proposal in words: what is asked for, for whom, by whom, and which rights it gives."""
    units = selectors.unit_names()
    return {
        "pk": asked.pk,
        "what": KINDS[asked.kind],
        "about": asked.account,
        "by": asked.asked_by,
        "at": asked.asked_at,
        "roles": roles.labels(asked.roles),
        "units": [units.get(unit, unit) for unit in asked.units],
    }


@pages.page(CONFIRM)
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits for a second person."""
    found = pages.listed(request, CONFIRM, proposals.waiting()[:_SHOWN])
    rows = [{**words(one), "mine": request.user.pk in (one.asked_by_id, one.account_id)} for one in found]
    return pages.render(request, "trust/proposals.html", {"rows": rows})


@pages.page(CONFIRM, methods=["GET", "POST"], fresh=True)
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is asked for, and let another than the asker say yes or no."""
    found = pages.get_visible(request, Proposal.objects.select_related("account", "asked_by"), CONFIRM, pk=pk)
    if request.method != "POST":
        may = request.user.pk not in (found.asked_by_id, found.account_id)
        context = {**words(found), "may": may, "own": request.user.pk == found.asked_by_id, "state": found.state}
        return pages.render(request, "trust/proposal.html", context)
    try:
        if "confirm" in request.POST:
            return _confirmed(request, proposals.confirm(request.user, pk))  # type: ignore[arg-type]
        proposals.decline(request.user, pk)  # type: ignore[arg-type]
    except services.NotAllowed as error:
        audit.refused(access.Refused(CONFIRM, request.user, found.account, reason=str(error)))
        messages.error(request, why_not(error))
    else:
        messages.success(request, _("Nothing was changed. Those concerned are told."))
    return redirect("trust:proposals")


def _confirmed(request: HttpRequest, done: Proposal) -> HttpResponse:
    """Say that it is done. A link for a password goes to its owner, or is shown here: never to the one who asked."""
    if done.kind not in (Proposal.Kind.NEW, Proposal.Kind.PASSWORD):
        messages.success(request, _("Done. Those concerned are told."))
        return redirect("trust:proposals")
    link = request.build_absolute_uri(services.password_link(request.user, done.account))
    if notices.sends_mail():
        notices.mail_link(done.account, link)
        messages.success(request, _("Done. The link for a password is sent to the owner of the account by mail."))
        return redirect("trust:proposals")
    return pages.render(request, "trust/account_link.html", {"found": done.account, "link": link})


@pages.page(SEE_OWN_ACCOUNT)
def told(request: HttpRequest) -> HttpResponse:
    """Show what one is told of accounts, what is not seen first."""
    pages.nothing_shown(request)
    found = Notice.objects.filter(account_id=request.user.pk or 0).select_related("about", "by")[:_SHOWN]
    rows = [{"words": notices.WORDS.get(one.kind, one.kind), "one": one} for one in found]
    may = access.may(request.user, CONFIRM)
    return pages.render(request, "trust/notices.html", {"rows": rows, "may_confirm": may})


@pages.page(SEE_OWN_ACCOUNT, methods=["POST"])
def seen(request: HttpRequest) -> HttpResponse:
    """Note that one has seen what one was told."""
    done = Notice.objects.filter(account_id=request.user.pk or 0, seen_at__isnull=True).update(seen_at=timezone.now())
    audit.changed(request.user, SEE_OWN_ACCOUNT, done="notices-seen", notices=done)
    return redirect("trust:account")
