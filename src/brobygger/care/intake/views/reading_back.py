"""What one has just written down, to be read back: on the same day, by whoever wrote it, in whatever unit it lies."""

from django.http import HttpRequest, HttpResponse

from brobygger.care.intake import access as actions
from brobygger.care.intake import words
from brobygger.care.intake.models import Inquiry
from brobygger.ground import clock
from brobygger.records.episodes.events import INQUIRY_RECEIVED
from brobygger.records.episodes.models import Episode, Event
from brobygger.trust import access, pages
from brobygger.trust.pages import page


def is_fresh(row: Inquiry) -> bool:
    """Whether it was written down today (one query): later it is read by those who have the case."""
    first = Event.objects.filter(episode_id=row.episode_id, kind=INQUIRY_RECEIVED.id).order_by("id").first()
    return first is not None and clock.local_date(first.recorded_at) == clock.today()


def _as_told(row: Inquiry) -> bool:
    """Whether the citizen's row holds nothing but what was told now: else it is the record's, and not read here."""
    if row.returning or row.state != Inquiry.State.WAITING or row.episode.person.version != 1:
        return False
    return not Episode.objects.filter(person_id=row.episode.person_id).exclude(pk=row.episode_id).exists()


@page(actions.READ_BACK)
def read_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The inquiry as it was written; of a citizen whom the record knew from before no more than was told now."""
    request.shell_active = "inquiries"  # type: ignore[attr-defined]
    joined = Inquiry.objects.select_related("episode__person", "received_by")
    row = pages.get_visible(request, joined, actions.READ_BACK, pk=pk)
    if row.received_by_id != request.user.pk or not is_fresh(row):
        raise access.Refused(actions.READ_BACK, request.user, row)
    first = row.episode.events.filter(kind=INQUIRY_RECEIVED.id).order_by("id").first()
    person = row.episode.person
    context = {
        "inquiry": row,
        "who": words.who(row),
        "unit_name": words.unit(row.unit),
        "why": words.routing(row),
        "also": words.substances(row.also),
        "name": person.name if _as_told(row) else "",
        "phone": person.phone if _as_told(row) else "",
        "story": first.text if first is not None else "",
        "may_read": access.may(request.user, actions.READ, row),
        "may_list": access.may(request.user, actions.LIST),
    }
    return pages.render(request, "intake/read_back.html", context)
