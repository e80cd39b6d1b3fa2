"""The demo centre on many days of two years: each page opens, for who has rows on it, whatever day it is.

Weekends, holidays, the ends of months and years, 29 February, and the nights on which the hour changes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from brobygger import standard
from brobygger.demo import building
from brobygger.ground import clock
from brobygger.records.episodes.commands import recompute
from brobygger.records.episodes.models import Event
from brobygger.standard import Calendar
from tests import database
from tests.accessibility.centre import Address, Centre, Visitor, is_page, path_of, text
from tests.accessibility.reachable import NO_PAGE, READABLE, expected, may_open
from tests.accessibility.reading import Page, faults

pytestmark = pytest.mark.long
PEOPLE = 60
READ = 3  # pages of each address on each day; the walk of every page reads them all
# "02:30+" is the second half past two of the night on which the hour is set back.
MOMENTS = """
2026-11-28 10:00  2026-11-29 10:00  2026-11-30 10:00  2026-12-01 10:00  2026-12-23 10:00  2026-12-24 10:00
2026-12-25 10:00  2026-12-27 10:00  2026-12-31 23:50  2027-01-01 00:10  2027-01-04 08:00  2027-01-31 10:00
2027-02-06 10:00  2027-02-28 10:00  2027-03-01 10:00  2027-03-24 10:00  2027-03-25 10:00  2027-03-26 10:00
2027-03-28 01:50  2027-03-28 03:10  2027-03-29 10:00  2027-03-30 10:00  2027-04-23 10:00  2027-04-30 10:00
2027-05-06 10:00  2027-05-07 10:00  2027-05-16 10:00  2027-05-17 10:00  2027-06-05 10:00  2027-07-14 10:00
2027-07-31 23:50  2027-08-31 10:00  2027-09-18 10:00  2027-10-31 02:30  2027-10-31 02:30+ 2027-11-01 10:00
2027-12-24 10:00  2027-12-31 10:00  2028-01-02 10:00  2028-02-28 10:00  2028-02-29 10:00  2028-03-01 10:00
2028-04-13 10:00  2028-04-16 10:00  2028-06-05 10:00  2028-08-29 10:00  2028-10-29 02:30+ 2028-11-28 10:00
"""
EACH = [" ".join(pair) for pair in zip(*[iter(MOMENTS.split())] * 2, strict=True)]


def moment_of(written: str) -> datetime:
    """The moment that is written as a day, an hour, and a plus for the second of two like hours."""
    local = datetime.fromisoformat(written.removesuffix("+")).replace(tzinfo=clock.DENMARK)
    return local.replace(fold=1) if written.endswith("+") else local


@contextmanager
def centre_at(moment: datetime, blocker: DjangoDbBlocker) -> Iterator[Centre]:
    """The demo centre as it is built at a moment, gone when the block ends."""
    with clock.starting_at(moment), blocker.unblock():
        try:
            building.build(PEOPLE, lambda _words: None, processes=1)
            yield Centre()
        finally:
            database.start_afresh()


def readers(centre: Centre, address: Address) -> list[Visitor]:
    """Who may open an address: one of each kind of staff, and at last who holds every role."""
    return [one for one in (*centre.visitors, centre.everything) if may_open(address, one)]


def fullest(centre: Centre, address: Address) -> tuple[str, Page] | None:
    """The richest of the first pages of an address, for the first of those who may open it that is shown any."""
    paths = [path_of(address.name, *given) for given in centre.arguments(address)]
    for visitor in readers(centre, address):
        read: list[tuple[str, Page]] = []
        for path in paths:
            answer = visitor.get(path)
            assert answer.status_code in expected(address, visitor), (path, visitor.name, answer.status_code)
            if answer.status_code == 200 and is_page(answer):
                read.append((f"{path} ({visitor.name})", Page(text(answer))))
            if len(read) == READ:
                break
        if read:
            return max(read, key=lambda one: len(one[1].features))
    return None


@pytest.mark.parametrize("written", EACH)
def test_every_page_opens(written: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    moment = moment_of(written)
    with centre_at(moment, django_db_blocker) as centre:
        assert recompute(verify=True) == 0
        assert not Event.objects.filter(occurred_at__gt=clock.now()).exists()
        wrong = []
        for name, address in sorted(READABLE.items()):
            with override_settings(DEMO=name == "trust:choose_role"):
                found = fullest(centre, address)
            if found is None:
                wrong += [] if name in NO_PAGE else [f"{name}: nothing in the demo shows this page"]
            else:
                wrong += [f"{found[0]}: {fault}" for fault in faults(found[1])]
        assert not wrong, "\n".join(wrong)


def test_the_days_are_the_ones_that_are_hard() -> None:
    moments = [moment_of(written) for written in EACH]
    days = {moment.date() for moment in moments}
    calendar: Calendar = standard.load().calendar
    assert len(days) >= 40 and (max(days) - min(days)).days >= 730
    assert sum(day.weekday() > 4 for day in days) >= 8
    assert sum(day.weekday() < 5 and not calendar.is_open(day) for day in days) >= 8
    assert {(day.month, day.day) for day in days} >= {(2, 29), (12, 24), (12, 25), (12, 31), (1, 1)}
    assert any(moment.fold for moment in moments)
