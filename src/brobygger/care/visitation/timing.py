"""Whether a meeting comes in time for the decision, in words (KS 4.2)."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.care.visitation.models import Meeting
from brobygger.ground import clock, dates
from brobygger.ground.languages import present_language
from brobygger.records.episodes.models import StoredDeadline


def closed_words(day: date) -> str:
    """That the house is closed on a day that somebody is asked to come, and why; empty when it is open."""
    calendar, language = standard.load().calendar, present_language()
    if calendar.is_open(day):
        return ""
    name = calendar.holiday(day) or calendar.closing(day)
    words = {"day": dates.full_day(day), "why": name.in_(language) if name else ""}
    if name is None:
        return _("We are closed on %(day)s. See whether the day is right.") % words
    return _("We are closed on %(day)s (%(why)s). See whether the day is right.") % words


def open_decision(deadlines: Iterable[StoredDeadline]) -> StoredDeadline | None:
    """The decision that is still to be made, among a case's deadlines."""
    return next((one for one in deadlines if one.clock == "decision" and _is_open(one)), None)


def meeting_too_late(meeting: Meeting | None, decision: StoredDeadline | None) -> str:
    """The sentence about a meeting that comes after the decision is due; empty when it comes in time.

    A meeting between the last working day and the due day still comes in time: a promise is broken only after that.
    """
    if meeting is None or decision is None or not _is_open(decision) or _day_of(meeting) <= decision.due_on:
        return ""
    if clock.today() > decision.due_on:
        return _("The meeting is too late: the decision should have been made by %(day)s.") % _words(decision)
    return _("The meeting is too late: the decision must be made by %(day)s.") % _words(decision)


def some_too_late(meetings: Iterable[Meeting], decision: StoredDeadline | None) -> str:
    """The sentence over a choice of meetings of which some come after the decision is due; empty when all are in time.

    Asks nothing of the meetings when no decision is open.
    """
    if decision is None or not _is_open(decision):
        return ""
    if all(_day_of(one) <= decision.due_on for one in meetings):
        return ""
    if clock.today() > decision.due_on:
        return _("The decision should have been made by %(day)s. Choose the first meeting there is.") % _words(decision)
    return _("The decision must be made by %(day)s: the meetings after that day are too late.") % _words(decision)


def _is_open(one: StoredDeadline) -> bool:
    return one.outcome == StoredDeadline.Outcome.OPEN


def _day_of(meeting: Meeting) -> date:
    return clock.local_date(meeting.starts_at)


def _words(decision: StoredDeadline) -> dict[str, str]:
    return {"day": dates.full_day(decision.act_by)}
