"""Pages made for the tests of the frame round every page."""

from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path

from brobygger.ground.versions import Stale
from brobygger.trust import access, audit, jobs, pages
from brobygger.trust.models import Account, BreakGlass, JobDone, OnceKey


def declared(name: str, **more: Any) -> access.Action:
    """Declare once, however often the module is read."""
    return access.actions().get(name) or access.declare(name, **more)


CASE = declared("test.case", roles=["counsellor", "nurse", "dpo"], scope="case")
CHANGE = declared("test.change", roles=["counsellor"], scope="case", kind="change")
OPEN = declared("test.open", scope="public")
STAFF = declared("test.staff", scope="signed-in")


@jobs.job("test.page-job")
def page_job() -> None:
    """Do nothing."""


@pages.page(CASE)
def case(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(pages.get_visible(request, BreakGlass.objects.all(), CASE, pk=pk).number)


@pages.page(CASE)
def cases(request: HttpRequest) -> HttpResponse:
    rows = pages.listed(request, CASE, access.visible(BreakGlass.objects.order_by("pk"), request.user, CASE))
    return HttpResponse(",".join(one.number for one in rows))


@pages.page(CASE)
def forgetful(request: HttpRequest) -> HttpResponse:
    return HttpResponse("somebody's data")


@pages.page(CASE)
def empty(request: HttpRequest) -> HttpResponse:
    pages.nothing_shown(request)
    return HttpResponse("search")


@pages.page(STAFF)
def staff(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


@pages.page(OPEN)
def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse("everybody")


@pages.page(STAFF)
def writes(request: HttpRequest) -> HttpResponse:
    how = request.GET["how"]
    if how == "orm":
        OnceKey.objects.create()
    elif how == "update":
        Account.objects.update(title="x")
    elif how == "delete":
        JobDone.objects.all().delete()
    elif how == "raw":
        JobDone.objects.raw("INSERT INTO trust_jobdone VALUES ('x', now()) RETURNING key")[0]
    elif how == "job":
        jobs.defer(page_job)
    return HttpResponse("written")


@pages.page(CHANGE, methods=["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    row = pages.get_visible(request, BreakGlass.objects.all(), CHANGE, pk=pk)
    if request.method != "POST":
        return HttpResponse("form")
    if request.POST.get("stale"):
        raise Stale(row, {"number": "mine"})
    if request.POST.get("nested"):
        Account.objects.filter(pk=row.account_id).update(title="half done")
        access.require(request.user, CHANGE, BreakGlass.objects.exclude(unit=row.unit).get())
    if request.POST.get("wrong"):
        return HttpResponse("errors", status=422)
    row.remark += "+"
    row.save(update_fields=["remark"])
    audit.changed(request.user, CHANGE, row)
    return redirect("staff")


urlpatterns = i18n_patterns(
    path("konto/", include("brobygger.trust.login_urls")),
    path("", include("brobygger.trust.urls")),
    path("t/case/<int:pk>/", case, name="case"),
    path("t/cases/", cases, name="cases"),
    path("t/forgetful/", forgetful),
    path("t/empty/", empty),
    path("t/staff/", staff, name="staff"),
    path("t/public/", public),
    path("t/writes/", writes),
    path("t/change/<int:pk>/", change),
    prefix_default_language=False,
)
