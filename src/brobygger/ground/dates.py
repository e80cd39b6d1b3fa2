"""Dates, times and deadlines as people say them, in the language of the page.

Danish: "onsdag 5. april", "kl. 10.15", "mandag 3. april kl. 13.40", "senest i morgen", "for 5 dage siden".
"""

from datetime import date, datetime, time
from functools import cache, lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.ground import clock
from brobygger.ground.languages import present_language

SOON = 14  # days: further away only the date is said


def today() -> date:
    """The present day in the centre's own time zone."""
    return clock.today()


def as_date(value: date | datetime) -> date:
    """The local calendar day of a date or a moment."""
    return _local(value).date() if isinstance(value, datetime) else value


def _local(value: datetime) -> datetime:
    """A moment in Danish time; one without a zone is that already."""
    return value.astimezone(clock.DENMARK) if value.tzinfo is not None else value


def weekday(value: date | datetime) -> str:
    """The name of the weekday: "onsdag"."""
    return _weekdays(present_language())[as_date(value).weekday()]


@cache
def _weekdays(_language: str) -> tuple[str, ...]:
    return (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    )  # fmt: skip


def month(value: date | datetime) -> str:
    """The name of the month: "april"."""
    return _months(present_language())[as_date(value).month - 1]


@cache
def _months(_language: str) -> tuple[str, ...]:
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
        _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip


def day(value: date | datetime | None) -> str:
    """Day and month, with the year when it is not this year: "5. april", "5. april 2022"."""
    if value is None:
        return ""
    return _day(as_date(value), today().year, present_language())


# A list says the same days again and again: their words are made once (see the anchors in docs/performance.md).
@lru_cache(maxsize=4096)
def _day(local: date, this_year: int, _language: str) -> str:
    parts = {"day": local.day, "month": month(local), "year": local.year}
    if local.year == this_year:
        return _("%(day)s %(month)s") % parts
    return _("%(day)s %(month)s %(year)s") % parts


def dated(value: date | datetime | None) -> str:
    """Day, month and year, whichever it is: "5. april 2026"."""
    if value is None:
        return ""
    return _day(as_date(value), 0, present_language())


def full_day(value: date | datetime | None) -> str:
    """Weekday, day and month: "onsdag 5. april"."""
    return "" if value is None else f"{weekday(value)} {day(value)}"


def month_year(value: date | datetime) -> str:
    """Month and year: "april 2026"."""
    return f"{month(value)} {as_date(value).year}"


def clock_time(value: datetime | time | None) -> str:
    """Hour and minute as written in Danish: "10.15"; in English "10:15"."""
    if value is None:
        return ""
    local = _local(value) if isinstance(value, datetime) else value
    return _clock_time(local.hour, local.minute, present_language())


@lru_cache(maxsize=24 * 60)
def _clock_time(hour: int, minute: int, _language: str) -> str:
    return _("%(hour)s:%(minute)02d") % {"hour": hour, "minute": minute}


def day_and_hour(value: datetime) -> str:
    """Day and hour without the weekday: "3. april kl. 13.40"."""
    return _("%(day)s at %(time)s") % {"day": day(value), "time": clock_time(value)}


def moment(value: datetime | None) -> str:
    """Day and time: "mandag 3. april kl. 13.40"."""
    if value is None:
        return ""
    minute = _local(value).replace(second=0, microsecond=0, tzinfo=None)
    return _moment(minute, today().year, present_language())


@lru_cache(maxsize=4096)
def _moment(minute: datetime, this_year: int, language: str) -> str:
    day_of_it = f"{weekday(minute)} {_day(minute.date(), this_year, language)}"
    return _("%(day)s at %(time)s") % {"day": day_of_it, "time": clock_time(minute)}


def iso(value: object) -> str:
    """A date or moment as a form's own field wants it; anything else as it was typed."""
    if isinstance(value, datetime):
        return _local(value).strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return "" if value is None else str(value)


def age(birth_date: date | None, on: date | None = None) -> int | None:
    """Whole years lived on a day (today unless told)."""
    if birth_date is None:
        return None
    on = on or today()
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def deadline_words(act_by: date, due_on: date | None = None, as_of: date | None = None) -> str:
    """When something must happen, in words: "Senest i dag", "Om 7 dage", "For 5 dage siden".

    `act_by` is the last working day, `due_on` the last lawful day: only after that is it said to be past.
    More than 14 days away only the date is said (the caller's second line).
    """
    now = as_of or today()
    last = due_on or act_by
    if now > last:
        passed = (now - last).days
        if passed == 1:
            return _("Yesterday")
        return ngettext("%(days)s day ago", "%(days)s days ago", passed) % {"days": passed}
    counts = day_that_counts(act_by, last, now)
    left = (counts - now).days
    if left <= 0:
        return _("Today at the latest")
    if left == 1:
        return _("Tomorrow at the latest")
    if left <= SOON:
        return ngettext("In %(days)s day", "In %(days)s days", left) % {"days": left}
    return day(counts)


def day_that_counts(act_by: date, due_on: date, as_of: date | None = None) -> date:
    """The last working day while it has not passed; then, the house being closed or too late, the last lawful one."""
    return act_by if (as_of or today()) <= act_by else due_on


def deadline_tone(act_by: date, due_on: date | None = None, as_of: date | None = None) -> str:
    """The badge of an open deadline: "error" when past, "warning" today or tomorrow, "" later."""
    now = as_of or today()
    if now > (due_on or act_by):
        return "error"
    return "warning" if (act_by - now).days <= 1 else ""


def how_long_ago(value: datetime | date) -> str:
    """How long ago a day is, in words: "i dag", "i går", "for 7 dage siden", else the date."""
    days = (today() - as_date(value)).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days <= SOON:
        words = ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}
        return words[0].lower() + words[1:]
    return day(value)
