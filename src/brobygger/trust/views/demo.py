"""The demonstration's choice of roles instead of a login. It exists only in the demonstration."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from brobygger.trust import pages
from brobygger.trust.adapter import first_page
from brobygger.trust.models import Account
from brobygger.trust.rights import CHOOSE_ROLE
from brobygger.trust.selectors import unit_names

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


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
    return pages.render(
        request, "trust/choose_role.html", {"accounts": list(demo_accounts), "unit_names": unit_names()}
    )
