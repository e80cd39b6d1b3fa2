"""What is set stands above the file in every process, without a restart.

A process asks at most once in a few seconds whether something was confirmed, in one short query before a page or a job;
what it then lays over the file is kept until the next change or the next day. Pages ask nothing more than before. While
the database is away the process goes on with what it has. Source: docs/decisions/0029-the-house-sets-its-own.md
"""

import logging
import time
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection

from brobygger import standard
from brobygger.ground import clock
from brobygger.records.house.models import Setting
from brobygger.standard import Standard, StandardFileError, Text
from brobygger.standard import settings as over

logger = logging.getLogger(__name__)
AWAY = 60.0  # seconds in which a database that was away is not asked again


@dataclass(frozen=True)
class Held:
    """What stands above one file: the settings that say something today, those that do not go with it, the result."""

    base: Standard
    said: tuple[over.Setting, ...]
    left_out: tuple[over.Setting, ...]
    result: Standard


@dataclass
class _Known:
    confirmed: tuple[over.Setting, ...] = ()
    count: int = 0
    asked_at: float | None = None
    held: Held | None = None
    table_is_there: bool = False


_known = _Known()


def stands_above(base: Standard) -> Standard:
    """The file in use with what the house has set; for `standard.load`, at once and without a query but the first."""
    if _known.asked_at is None and settings.HOUSE_IS_ASKED_EVERY is not None and apps.ready:
        ask()
    held = _known.held
    if held is None or held.base is not base:
        if not _known.confirmed:
            return base
        held = _lay_over(base)
    return held.result


def ask_if_due() -> None:
    """Ask again when the last time is some seconds ago: before each page and each job."""
    every = settings.HOUSE_IS_ASKED_EVERY
    if every is not None and (_known.asked_at is None or time.monotonic() - _known.asked_at >= every):
        ask()


def ask() -> None:
    """Ask what is confirmed now, and lay it over the file anew where something changed or another day has come."""
    _known.asked_at = time.monotonic()
    try:
        count = _count()
        if count != _known.count:
            _known.confirmed, _known.count = tuple(confirmed()), count
            _known.held = None
    except DatabaseError:
        _known.asked_at += AWAY
        logger.warning("what the house has set cannot be asked; what was known stands")
        return
    _lay_over(standard.load_file())


def forget() -> None:
    """Know nothing, as a process that begins."""
    vars(_known).update(vars(_Known()))


def left_out() -> tuple[over.Setting, ...]:
    """The settings that do not go with the file in use any more: it was changed after they were confirmed."""
    return _known.held.left_out if _known.held else ()


def name_on(name: str, key: str, on: date) -> Text | None:
    """What a thing of a list was called on a day, also when it is no longer there (without a query)."""
    standard.load()  # a process that begins asks now
    return over.name_on(standard.load_file(), _known.confirmed, name, key, on)


def confirmed() -> list[over.Setting]:
    """Every setting that was confirmed, as the standard takes it (one query)."""
    rows = Setting.objects.filter(state=Setting.State.CONFIRMED).order_by("id")
    return [row.as_setting() for row in rows]


def _count() -> int:
    """How many are confirmed: a confirmed one never changes nor goes, so the number tells whether one came."""
    with connection.cursor() as cursor:
        if not _known.table_is_there:
            cursor.execute("SELECT to_regclass('house_setting') IS NOT NULL")
            _known.table_is_there = bool(cursor.fetchone()[0])
        if not _known.table_is_there:
            return 0
        cursor.execute("SELECT count(*) FROM house_setting WHERE state = 'confirmed'")
        return int(cursor.fetchone()[0])


def _lay_over(base: Standard) -> Held:
    """The same as before where the same settings say something: caches know a standard by its object."""
    today = clock.today()
    said = over.in_force(_known.confirmed, today)
    held = _known.held
    numbers = {one.number for one in said}
    if held is None or held.base is not base or {one.number for one in (*held.said, *held.left_out)} != numbers:
        held = _known.held = _made(base, said, today)
    return held


def _made(base: Standard, said: tuple[over.Setting, ...], today: date) -> Held:
    try:
        return Held(base, said, (), over.with_settings(base, said, today))
    except StandardFileError as error:
        logger.error("some of what the house has set does not go with the standard file: %s", error)
    fitting: list[over.Setting] = []
    out: list[over.Setting] = []
    for setting in said:
        try:
            over.with_settings(base, [*fitting, setting], today)
        except StandardFileError:
            out.append(setting)
        else:
            fitting.append(setting)
    return Held(base, tuple(fitting), tuple(out), over.with_settings(base, fitting, today))
