"""The demonstration's choice of roles instead of a login. It exists only in the demonstration."""

from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.trust import pages, roles
from brobygger.trust.adapter import first_page
from brobygger.trust.models import Account
from brobygger.trust.rights import CHOOSE_ROLE
from brobygger.trust.selectors import unit_names

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

# What each role does here, in the order in which a citizen meets them.
_DOES: Final[dict[str, Promise]] = {
    roles.COUNSELLOR: _("Goes with the citizen from the first inquiry to the last follow-up."),
    roles.AUTHORITY: _("Leads the treatment meeting, decides, and looks at appeals again."),
    roles.MANAGER: _("Sees the whole house, hands cases over, and asks when a case was opened from outside."),
    roles.SECRETARY: _("Writes inquiries down, prints letters and keeps an eye on the post."),
    roles.NURSE: _("Sees who needs the health clinic, and writes in the health record."),
    roles.DOCTOR: _("Sees who needs a doctor, and takes part in the conference with psychiatry."),
    roles.OUTREACH: _("Brings people from the street to the door, and follows some of them on."),
    roles.DPO: _("Sees who has read what, and why."),
    roles.ADMINISTRATOR: _("Makes accounts and gives roles. Sees no cases."),
}


@pages.page(CHOOSE_ROLE, methods=["GET", "POST"])
def choose_role(request: HttpRequest) -> HttpResponse:
    """Offer the demonstration's people, and sign in as the chosen one."""
    if not settings.DEMO:
        raise Http404
    demo_accounts = Account.objects.filter(is_demo=True, is_active=True)
    if request.method == "POST":
        chosen = request.POST.get("account", "")
        account = get_object_or_404(demo_accounts, pk=int(chosen) if chosen.isdecimal() and len(chosen) < 18 else 0)
        login(request, account, backend=_BACKEND)
        return redirect(first_page(account))
    context = {"groups": _by_role(demo_accounts.order_by("pk")), "unit_names": unit_names()}
    return pages.render(request, "trust/choose_role.html", context)


def _by_role(accounts: Iterable[Account]) -> list[tuple[str, Promise, list[Account]]]:
    """The accounts under the role that they hold first, with what it does."""
    found: dict[str, list[Account]] = {role: [] for role in _DOES}
    for account in accounts:
        if account.roles:
            found[account.roles[0]].append(account)
    return [(roles.label(role), _DOES[role], held) for role, held in found.items() if held]
