"""What waits for a second person, and what one is told of accounts."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.ground.attempts import Attempts, simply
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
        "last-watcher": _(
            "Somebody must be told of what is done with accounts. "
            "Let another be a manager or a data protection officer first."
        ),
        "nobody-else": _(
            "Nobody else can confirm it. Let a second administrator or a manager be made on the command line: "
            "brobygger manage create_account"
        ),
        "own-confirmation": _("Another must confirm it: not the one who asked, and not the one whom it is about."),
        "answered": _("Somebody has answered already."),
        "lapsed": _("It was asked for too long ago. It must be asked for anew."),
        "asker-left": _("The one who asked keeps accounts no longer. Another administrator must ask for it anew."),
        "account-closed": _("The account is closed. Nothing but opening it can be asked for."),
        "changed-meanwhile": _("The rights of the account have changed since it was asked for. Ask for it anew."),
    }.get(error.code, _("It could not be done."))


attempt = Attempts({services.NotAllowed: simply(why_not)}, level=messages.ERROR)


def words(asked: Proposal) -> dict[str, Any]:
    """A proposal in words: what is asked for, for whom, by whom; what the account holds, is given and loses."""
    waits, rights = asked.state == Proposal.State.WAITING, asked.kind in proposals.GIVES
    held = asked.account if waits or not rights else None
    now = _Rights(held.roles, held.units) if held else _Rights(asked.roles_before, asked.units_before)
    then = _Rights(asked.roles, asked.units) if rights else now
    return {
        "pk": asked.pk,
        "what": KINDS[asked.kind],
        "about": asked.account,
        "by": asked.asked_by,
        "at": asked.asked_at,
        "rights": rights,
        "holds": now.words(),
        "given": then.without(now).words(),
        "lost": now.without(then).words(),
    }


@dataclass(frozen=True)
class _Rights:
    """Roles and units, to be told apart and put in words."""

    roles: Collection[str]
    units: Collection[str]

    def without(self, other: "_Rights") -> "_Rights":
        return _Rights(
            [one for one in self.roles if one not in other.roles], [one for one in self.units if one not in other.units]
        )

    def words(self) -> list[str]:
        names = selectors.unit_names()
        return [*roles.labels(self.roles), *(names.get(unit, unit) for unit in self.units)]


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
        context = {
            **words(found),
            "may": request.user.pk not in (found.asked_by_id, found.account_id),
            "own": request.user.pk == found.asked_by_id,
            "state": found.state,
            "stands_in_the_way": why_not(services.NotAllowed(why)) if (why := proposals.obstacle(found)) else "",
        }
        return pages.render(request, "trust/proposal.html", context)
    user: Any = request.user
    confirming = "confirm" in request.POST
    answer: Callable[[Any, int], Any] = proposals.confirm if confirming else proposals.decline
    tried = attempt(None, lambda: answer(user, pk))
    if tried and confirming:
        return _confirmed(request, tried.done)
    if tried.refusal is not None:
        audit.refused(access.Refused(CONFIRM, user, found.account, reason=tried.refusal.code))
        messages.error(request, tried.words)
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
    rows = [
        {"words": notices.WORDS.get(one.kind, one.kind), "page": notices.PAGES.get(one.kind, ""), "one": one}
        for one in found
    ]
    may = access.may(request.user, CONFIRM)
    return pages.render(request, "trust/notices.html", {"rows": rows, "may_confirm": may})


@pages.page(SEE_OWN_ACCOUNT, methods=["POST"])
def seen(request: HttpRequest) -> HttpResponse:
    """Note that one has seen what one was told."""
    done = Notice.objects.filter(account_id=request.user.pk or 0, seen_at__isnull=True).update(seen_at=timezone.now())
    audit.changed(request.user, SEE_OWN_ACCOUNT, done="notices-seen", notices=done)
    return redirect("trust:account")
