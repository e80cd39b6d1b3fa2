"""The treatment meetings of the past months, with the cases that were decided at them."""

from datetime import date, datetime, timedelta

from django.db import transaction

from brobygger import standard
from brobygger.care.visitation.models import AgendaItem, Attendance, Decision, Meeting
from brobygger.demo import setting
from brobygger.ground import clock
from brobygger.trust.models import Account

BEGINS = timedelta(hours=1)  # after noon
LASTS = timedelta(hours=1, minutes=30)
ATTENDING = ("dorte", "mette", "sara", "amina")
CHUNK = 5000


def place() -> str:
    """Where it is held."""
    return f"Mødelokale 2, {setting.unit_name(setting.DRUG)}"


def begins(day: date) -> datetime:
    """When the meeting of a day begins."""
    return clock.at_noon(day) + BEGINS


def next_day(after: date) -> date:
    """The first day of the treatment meeting after a day, on which the house works."""
    day = after + timedelta(days=1)
    while day.weekday() != setting.meeting_weekday() or not standard.load().calendar.is_open(day):
        day += timedelta(days=1)
    return day


@transaction.atomic
def make_past(accounts: dict[str, Account]) -> None:
    """Make the meetings at which the bulk's recommendations were decided, and their agendas in order."""
    decided = Decision.objects.filter(recommendation__isnull=False, made_at__isnull=False).order_by(
        "made_at", "episode__number"
    )
    found = decided.values_list("made_at", "episode_id", "recommendation_id")
    rows = [(made_at, episode, recommended) for made_at, episode, recommended in found if made_at]
    days = sorted({clock.local_date(made_at) for made_at, _episode, _recommendation in rows})
    made = {day: _meeting(day, accounts) for day in days}
    places: dict[int, int] = {}
    items = []
    for made_at, episode_id, recommendation_id in rows:
        meeting = made[clock.local_date(made_at)]
        places[meeting.pk] = places.get(meeting.pk, 0) + 1
        items.append(
            AgendaItem(
                meeting=meeting,
                episode_id=episode_id,
                recommendation_id=recommendation_id,
                position=places[meeting.pk],
                state="decided",
                citizen_present=places[meeting.pk] % 3 != 0,
                counsellor_present=True,
            )
        )
    AgendaItem.objects.bulk_create(items, batch_size=CHUNK)


def _meeting(day: date, accounts: dict[str, Account]) -> Meeting:
    starts_at = begins(day)
    meeting = Meeting.objects.create(
        starts_at=starts_at, ends_at=starts_at + LASTS, place=place(), chair=accounts["dorte"]
    )
    Attendance.objects.bulk_create(Attendance(meeting=meeting, account=accounts[name]) for name in ATTENDING)
    return meeting
