"""The frame round every page: declared access, login, one transaction, no writing on GET, no row no page."""

import functools
import logging
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render as django_render
from django.template.response import SimpleTemplateResponse

from brobygger.ground import once
from brobygger.ground.versions import Stale
from brobygger.trust import access, audit, middleware
from brobygger.trust.access import ROW_SCOPES, Action, Refused
from brobygger.trust.guard import refuse_writes

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
M = TypeVar("M", bound=Model)
_SHOWN = frozenset({"text/html", "text/plain", "application/json", ""})
SAFE_METHODS = frozenset({"GET", "HEAD"})


class Unaudited(RuntimeError):
    """A page was about to leave without saying whose data it shows."""


@dataclass
class Visit:
    """What one page has touched so far."""

    action: Action
    trail: audit.Trail
    opened: list[Any] = field(default_factory=list)
    lists: list[tuple[Action, list[Any]]] = field(default_factory=list)
    declared_empty: bool = False


def page(action: Action, *, methods: Iterable[str] = ("GET",), fresh: bool = False) -> Callable[[View], View]:
    """Make a function a page: `@page(READ_CASE)`. The only way to serve something of ours.

    - the action is the page's declaration (a test walks every address and fails without one);
    - who has not signed in is sent to the login, who has no right gets the refusal page;
    - everything happens in one transaction; on GET and HEAD nothing but the audit row can be written;
    - what was touched through `get_visible` and `listed` is written to the audit trail before the page
      leaves; a page of an action on rows that touched nothing says so with `nothing_shown(request)`;
    - a `fresh` page asks for the second factor again, unless it was proved some minutes ago;
    - a form with a `once` key does its work once, and Stale and Refused become pages.
    """
    allowed = frozenset(methods) | ({"HEAD"} if "GET" in methods else frozenset())

    def declare_page(view: View) -> View:
        @functools.wraps(view)
        def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in allowed:
                return _not_allowed(request, allowed)
            if action.scope != "public":
                if not request.user.is_authenticated:
                    return ask_to_sign_in(request)
                # The account itself in the place of its lazy stand-in: a page asks it some hundred times who it is.
                request.user = getattr(request.user, "_wrapped", request.user)
                if fresh and access.may(request.user, action) and middleware.factor_is_stale(request):
                    return middleware.ask_for_factor(request)
            return _serve(request, action, view, args, kwargs)

        framed.action = action  # type: ignore[attr-defined]
        framed.methods = allowed  # type: ignore[attr-defined]
        return framed

    return declare_page


def _serve(request: HttpRequest, action: Action, view: View, args: Any, kwargs: Any) -> HttpResponse:
    trail = audit.Trail()
    token = audit.trail.set(trail)
    request.visit = Visit(action, trail)  # type: ignore[attr-defined]
    try:
        access.require(request.user, action)
        try:
            # A public page that is only read asks for no connection before it has something to ask: most have nothing,
            # and answer although the database is away.
            only_read = action.scope == "public" and request.method in SAFE_METHODS
            with nullcontext() if only_read else transaction.atomic():
                return _answer(request, view, args, kwargs)
        except BaseException:
            trail.undone()
            raise
    except Refused as refusal:
        audit.refused(refusal)
        return _refusal(request, refusal)
    except Stale as stale:
        return render(
            request,
            "trust/stale.html",
            {"differences": stale.differences(), "address": request.path},
            status=409,
        )
    finally:
        try:
            audit.write_waiting(trail)
        finally:
            audit.trail.reset(token)


def _answer(request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse:
    if request.method in SAFE_METHODS:
        with connection.execute_wrapper(refuse_writes):
            return _audited(request, view(request, *args, **kwargs))
    key, again = once.begin(request)
    if again is not None:
        return again
    response = _audited(request, view(request, *args, **kwargs))
    once.finish(key, response)
    return response


def _audited(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Write what the page touched to the audit trail; without that there is no page."""
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        response.render()
    visit: Visit = request.visit  # type: ignore[attr-defined]
    if visit.action.scope == "public" or response.status_code >= 500:
        return response
    moved_on = 300 <= response.status_code < 400
    leaves = _leaves_the_house(response)
    if visit.opened and not (visit.trail.written and (moved_on or _only_tells(response))):
        tell: Callable[..., None] = audit.exported if leaves or visit.action.kind == "export" else audit.read
        tell(request.user, visit.action, visit.opened)
    for action, rows in visit.lists:
        tell = audit.exported if leaves else audit.searched if action.kind == "search" else audit.listed
        tell(request.user, action, rows)
    if not visit.trail.written:
        _nothing_touched(request, visit, response, moved_on)
    return response


def _only_tells(response: HttpResponse) -> bool:
    """Whether the answer is a line about what was done ("The draft is kept"), with nobody's data in it."""
    return response.headers.get("Content-Type", "").startswith("text/plain")


def _leaves_the_house(response: HttpResponse) -> bool:
    """Whether the answer is a file (PDF, calendar, table): whoever has it keeps it, so it is an export."""
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    return "Content-Disposition" in response.headers or kind not in _SHOWN


def _nothing_touched(request: HttpRequest, visit: Visit, response: HttpResponse, moved_on: bool) -> None:
    shows_rows = visit.action.scope in ROW_SCOPES and visit.action.kind != "change"
    if shows_rows and not visit.declared_empty and not moved_on and response.status_code < 400:
        raise Unaudited(
            f"{visit.action}: the page touched no row. Fetch with pages.get_visible, report lists with "
            "pages.listed, or say pages.nothing_shown(request)."
        )
    audit.read(request.user, visit.action, answered=response.status_code)


def get_visible(request: HttpRequest, queryset: QuerySet[M], action: Action, **lookup: Any) -> M:
    """Fetch the one row that the lookup names, if the visitor may do the action with it. One query.

    Raises Http404 when there is none, and Refused (refusal page, with the offer to break the glass where
    the role may) when it is not theirs. Of rows in a compartment the role does not read, nothing is told.
    """
    return opened(request, queryset.filter(**lookup).first(), action)


def opened(request: HttpRequest, row: M | None, action: Action) -> M:
    """The same for a row that the page has fetched itself (None: there is none)."""
    if row is None:
        raise Http404
    access.require(request.user, action, row)
    request.visit.opened.append(row)  # type: ignore[attr-defined]
    return row


def listed(request: HttpRequest, action: Action, rows: Iterable[Any]) -> list[Any]:
    """Tell the audit trail that these rows are shown in a list, and give them back as a list.

    For lists of tuples pass `numbered(Model, ids)`.
    """
    shown = list(rows)
    visit: Visit = request.visit  # type: ignore[attr-defined]
    visit.lists.append((action, shown))
    return shown


def numbered(model: type[M], ids: Iterable[int]) -> list[M]:
    """Make bare rows that carry only their number, to report a list of tuples to the audit trail."""
    blank = vars(model())  # made once: a model's own making of a row asks every field for its default
    rows = []
    for number in ids:
        row = model.__new__(model)
        vars(row).update(blank)
        row.pk = number
        rows.append(row)
    return rows


def nothing_shown(request: HttpRequest) -> None:
    """Say that this page shows nobody's data (an empty search form). It is audited all the same."""
    request.visit.declared_empty = True  # type: ignore[attr-defined]


def render(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Draw a template for this request."""
    return django_render(request, template, context, status=status)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send the visitor to the login and back again; after a POST the page says that it was not stored."""
    response: HttpResponse
    if request.method in SAFE_METHODS:
        response = redirect_to_login(request.get_full_path())
    else:
        response = redirect_to_login(request.get_full_path())
        response["Location"] += "&ikke-gemt=1"
    return response


def _not_allowed(request: HttpRequest, allowed: Iterable[str]) -> HttpResponse:
    """The answer to a method that a page does not take; who only wanted to look is told where to go on."""
    answer = HttpResponseNotAllowed(sorted(allowed))
    if request.method == "GET":
        answer.content = render(request, "trust/only_sent.html").content
    return answer


def _refusal(request: HttpRequest, refusal: Refused) -> HttpResponse:
    from brobygger.trust import glass

    row = refusal.row
    if row is not None and not refusal.may_break_glass and access.is_hidden(refusal.actor, refusal.action, row):
        raise Http404
    offer = glass.offer(request, refusal) if refusal.may_break_glass else None
    return render(request, "trust/refused.html", {"refusal": refusal, "offer": offer}, status=403)
