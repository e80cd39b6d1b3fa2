"""The one clock of the software: what day and hour it is in Denmark.

Everything that asks for the time asks here, so that a test can stand on any day, and a demo too
(BROBYGGER_TODAY=2026-03-02). The weekday of a legal date is the Danish one, never UTC's.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")


def _real_now() -> datetime:
    return datetime.now(DENMARK)


def _shift_from_environment() -> timedelta:
    asked = os.environ.get("BROBYGGER_TODAY", "")
    return date.fromisoformat(asked) - _real_now().date() if asked else timedelta(0)


# How far the clock stands from the real one. Of the whole process: a test's web server is a thread of it.
_shift = _shift_from_environment()
# The moment at which the clock has been stopped, if it has.
_stopped: datetime | None = None


def now() -> datetime:
    """The present moment in Danish time, aware of its zone."""
    if _stopped is not None:
        return _stopped
    real = _real_now()
    if not _shift:
        return real
    moved = (real.replace(tzinfo=None) + _shift).replace(tzinfo=DENMARK)
    # Once more through the time stamp: an hour that summer time skips becomes one that exists.
    return datetime.fromtimestamp(moved.timestamp(), DENMARK)


def today() -> date:
    """The present day in Denmark."""
    return now().date()


def local_date(moment: datetime) -> date:
    """The Danish day of an aware moment."""
    return moment.astimezone(DENMARK).date()


def at_noon(day: date) -> datetime:
    """Noon of a day in Denmark: the moment of what is known by its day alone."""
    return datetime.combine(day, time(12), DENMARK)


@contextmanager
def standing_on(day: date) -> Iterator[None]:
    """Let the block run as if today were `day`, at the present hour; for tests and the building of demos."""
    with _shifted_by(day - today()):
        yield


@contextmanager
def starting_at(moment: datetime) -> Iterator[None]:
    """Let the block begin at a moment, from which time goes on; for tests, which stand on a day of their own."""
    with _shifted_by(moment.astimezone(DENMARK).replace(tzinfo=None) - now().replace(tzinfo=None)):
        yield


@contextmanager
def _shifted_by(further: timedelta) -> Iterator[None]:
    global _shift
    before = _shift
    _shift += further
    try:
        yield
    finally:
        _shift = before


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Let the block run at one moment, at which time stands still; for the building of demos, and for tests."""
    global _stopped
    before = _stopped
    _stopped = moment.astimezone(DENMARK)
    try:
        yield
    finally:
        _stopped = before
