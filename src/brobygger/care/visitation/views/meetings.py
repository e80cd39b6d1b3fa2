"""Pages of the treatment meetings: the list, one to come, its agenda and who is there."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.care.visitation import access as may
from brobygger.care.visitation import forms, rules, selectors, services
from brobygger.care.visitation.models import AgendaItem, Meeting
from brobygger.care.visitation.views.common import attempt, onward, staff_page, tell, to
from brobygger.care.visitation.words import meets
from brobygger.ground import clock, once
from brobygger.trust import access, pages
from brobygger.trust.models import Account
from brobygger.trust.pages import page


@page(may.MEETINGS)
def meetings(request: HttpRequest) -> HttpResponse:
    """The meetings to come, what waits to be decided outside them, and the latest that are over."""
    waiting = selectors.without_meeting(request.user)
    coming, past = list(selectors.coming_meetings()[:12]), list(selectors.past_meetings())
    if not (coming or past or rules.holds_meetings()):
        raise Http404  # there never was one
    pages.listed(request, may.AGENDA, waiting)
    context = {
        "meets": meets,
        "coming": coming,
        "past": past,
        "waiting": waiting,
        "may_plan": access.may(request.user, may.PLAN_MEETING),
        "may_decide": access.may(request.user, may.DECIDE),
    }
    return staff_page(request, "meetings", context)


@page(may.WAITING)
def waiting(request: HttpRequest) -> HttpResponse:
    """What is to be decided and waits for no meeting: all of it, where the standard has none."""
    found = selectors.without_meeting(request.user)
    pages.listed(request, may.READ, found)
    request.shell_counts = {"waiting": selectors.counted_waiting(found)}  # type: ignore[attr-defined]
    return staff_page(request, "waiting", {"waiting": found, "may_decide": access.may(request.user, may.DECIDE)})


@page(may.PLAN_MEETING, methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    """Plan a meeting, where something is decided at one."""
    if not rules.holds_meetings():
        raise Http404
    form = forms.MeetingForm(request.POST or None, initial=_next_slot())
    if request.method == "POST" and form.is_valid():
        starts_at, ends_at = form.moments()
        place = form.cleaned_data["place"]
        made = _plan(request, form, starts_at, ends_at, place)
        if made is not None:
            return onward(request, _("The meeting is planned."), "meeting", made.pk)
    context = {"form": form, "once": once.once_key()}
    return staff_page(request, "new_meeting", context, status=422 if form.errors else 200)


def _plan(
    request: HttpRequest, form: forms.MeetingForm, starts_at: datetime, ends_at: datetime, place: str
) -> Meeting | None:
    """Plan it; what keeps it from being planned is said beside the field of the form that it belongs to."""
    tried = attempt(
        form,
        lambda: services.plan_meeting(request.user, starts_at, ends_at, place=place),
        {"taken": "starts", "before-start": "ends"},
    )
    return tried.value


def _next_slot() -> dict[str, object]:
    """The same hour a week after the last meeting that is planned, which is what is most often wanted."""
    last = Meeting.objects.order_by("-starts_at").first()
    if last is None:
        return {}
    starts, ends = (moment.astimezone(clock.DENMARK) for moment in (last.starts_at, last.ends_at))
    day = starts.date() + timedelta(days=7)
    while day <= clock.today():
        day += timedelta(days=7)
    return {"on": day, "starts": starts.time(), "ends": ends.time(), "place": last.place}


def fetch(meeting_id: int) -> Meeting:
    """The meeting with its chair. Raises Http404."""
    found = Meeting.objects.select_related("chair").filter(pk=meeting_id).first()
    if found is None:
        raise Http404
    return found


@page(may.MEETINGS)
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One meeting: the agenda in order, who is there, and where to begin."""
    found = fetch(meeting_id)
    rows = selectors.agenda(found, request.user)
    pages.listed(request, may.AGENDA, [row.item for row in rows if row.visible])
    context = {
        "meets": meets,
        "meeting": found,
        "rows": rows,
        "progress": progress(rows),
        "first": next((row.item for row in rows if row.visible and row.item.state == "waiting"), None),
        "present": present(found),
        "form": _attendance_form(found),
        "may_plan": access.may(request.user, may.PLAN_MEETING),
        "may_decide": access.may(request.user, may.DECIDE),
        "to_come": found.ends_at > clock.now() and found.cancelled_at is None,
    }
    return staff_page(request, "meeting", context)


def progress(rows: Iterable[selectors.AgendaRow]) -> tuple[int, int]:
    """How many cases are done, and how many there are."""
    states = [row.item.state for row in rows]
    return sum(state != AgendaItem.State.WAITING for state in states), len(states)


def present(found: Meeting) -> list[str]:
    """Who is at the meeting, by name."""
    names = list(found.attendances.order_by("account__name").values_list("account__name", flat=True))
    return [*names, found.other_staff] if found.other_staff else names


def _attendance_form(found: Meeting, data: object = None) -> forms.AttendanceForm:
    chosen = [str(pk) for pk in found.attendances.values_list("account_id", flat=True)]
    staff = Account.objects.filter(is_active=True, roles__overlap=list(may.AT_MEETINGS)).order_by("name")
    choices = [(str(pk), name) for pk, name in staff.values_list("pk", "name")[:200]]
    initial = {"present": chosen, "other_staff": found.other_staff}
    return forms.AttendanceForm(data, staff=choices, initial=initial)


@page(may.PLAN_MEETING, methods=("POST",))
def attendance(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Note who is there."""
    found = fetch(meeting_id)
    form = _attendance_form(found, request.POST)
    if not form.is_valid():
        raise Http404
    ids = [int(pk) for pk in form.cleaned_data["present"]]
    other = form.cleaned_data["other_staff"]
    attempt(form, lambda: services.save_attendance(request.user, found, ids, other_staff=other))
    return onward(request, _("Noted who is there."), "meeting", meeting_id)


@page(may.PLAN_MEETING, methods=("POST",))
def move(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Move a case one place on the agenda."""
    item = AgendaItem.objects.filter(meeting=fetch(meeting_id), pk=item_id).first()
    if item is None:
        raise Http404
    services.move(request.user, item, up=request.POST.get("way") == "up")
    return to("meeting", meeting_id)


@page(may.PLAN_MEETING, methods=("POST",))
def cancel(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Cancel the meeting; its cases go on the next one."""
    found = fetch(meeting_id)
    done = _("The meeting is cancelled. Its cases go on the next one, or wait until one is planned.")
    tell(request, lambda: services.cancel(request.user, found), done)
    return to("meetings")
