"""Where one is signed in, and signing out there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from brobygger.trust import pages, sessions
from brobygger.trust.rights import SEE_OWN_ACCOUNT


@pages.page(SEE_OWN_ACCOUNT, methods=["GET", "POST"])
def own_sessions(request: HttpRequest) -> HttpResponse:
    """Show the browsers in which one is signed in; a POST signs out of one, or of all the others."""
    if request.method == "POST":
        ended = sessions.end_own(request, request.POST.get("session", ""))
        if ended:
            messages.success(request, _("Signed out there."))
        else:
            messages.info(request, _("Nobody was signed in there any more."))
        return redirect("trust:own_sessions")
    pages.nothing_shown(request)
    return pages.render(request, "trust/own_sessions.html", {"sessions": sessions.of_owner(request)})
