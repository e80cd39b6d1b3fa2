"""Who read what and why, for the data protection officer."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from brobygger.ground import chain
from brobygger.trust import access, audit, pages, selectors
from brobygger.trust.forms import AuditFilterForm
from brobygger.trust.rights import READ_AUDIT, SEE_TRUST


@pages.page(SEE_TRUST)
def overview(request: HttpRequest) -> HttpResponse:
    """Lead to the audit trail, or to the openings outside the unit for those who only review these."""
    pages.nothing_shown(request)
    return redirect("trust:entries" if access.may(request.user, READ_AUDIT) else "trust:glass")


@pages.page(READ_AUDIT)
def entries(request: HttpRequest) -> HttpResponse:
    """Show the audit trail, newest first, narrowed by case, staff, day and kind. Looking is audited too."""
    form = AuditFilterForm(request.GET or None)
    filters = form.filters() if form.is_bound else selectors.Filters()
    shown = selectors.Page() if form.is_bound and form.errors else selectors.entries(filters, _before(request))
    audit.searched(
        request.user,
        READ_AUDIT,
        person=filters.person_id,
        episode=filters.episode_id,
        staff=filters.actor_id,
        day=filters.day,
        shown=len(shown.lines),
    )
    query = request.GET.copy()
    query["before"] = str(shown.older)
    context = {
        "form": form,
        "page": shown,
        "older": query.urlencode(),
        "seal": chain.status(),
        "unsealed_since": chain.unsealed_since(),
    }
    return pages.render(request, "trust/entries.html", context, status=422 if form.errors else 200)


def _before(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.GET.get("before", ""))
    except ValueError:
        return None
