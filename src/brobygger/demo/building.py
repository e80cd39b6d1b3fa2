"""Builds the demo centre: staff, invented citizens in bulk, and some cases worked through by hand.

Large centres are told and written by several processes, each taking batches; who comes when and under which number
is given out beforehand (schedule), so the centre is the same however it was divided.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps

from brobygger.demo import instruments, meetings, schedule, sharing, showcase, staff, statistics
from brobygger.demo.schedule import Batch, Place
from brobygger.ground import clock
from brobygger.records.episodes.models import EpisodeCounter
from brobygger.trust import audit
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account
from brobygger.trust.roles import COUNSELLOR

BATCH = 500
# The audit rows that say that the demo filled this database: that it began, and that the centre is whole.
BEGUN, BUILT = "demo.begin", "demo.build"
PEOPLE_A_COUNSELLOR = 250


def is_empty() -> bool:
    """Whether nobody has worked in the database yet: no account, no person, no case, nothing written."""
    ours: list[Any] = [
        model for model in apps.get_models() if model.__module__.startswith(("brobygger.records", "brobygger.care"))
    ]
    return not any(model.objects.exists() for model in [Account, *ours])


def has_real_accounts() -> bool:
    """Whether somebody works here whom the demo did not make."""
    return Account.objects.exclude(email__endswith=staff.AT_DEMO).exists()


def build(count: int, say: Callable[[str], None], *, processes: int | None = None, batch: int = BATCH) -> None:
    """Build a centre with `count` citizens; `say` is told how far it has come."""
    began = time.monotonic()
    with clock.stopped_at(clock.now()):
        audit.noted("system", SYSTEM, BEGUN, people=count)
        accounts = staff.make_staff(extra=max(0, count // PEOPLE_A_COUNSELLOR - 6))
        instruments.keep()
        days = showcase.contact_days()
        places, reserved = schedule.places(count - len(days), clock.today(), days)
        written = events = 0
        for done, happened in sharing.written(list(_batches(places, accounts, batch)), processes):
            written, events = written + done, events + happened
            say(f"{written} af {count} borgere, {events} hændelser, {time.monotonic() - began:.0f} s")
        meetings.make_past(accounts)
        showcase.work_through(accounts, reserved)
        say(f"{count} af {count} borgere, {time.monotonic() - began:.0f} s")
        _set_counters([place.day.year for place in [*places, *reserved]])
        audit.noted("system", SYSTEM, BUILT, people=count, events=events)
    statistics.gather()
    say(f"Demoen er klar efter {time.monotonic() - began:.0f} s. Alle personer er opdigtede.")


def _set_counters(years: list[int]) -> None:
    """The next case opened by hand gets the next number of its year."""
    for year in sorted(set(years)):
        EpisodeCounter.objects.update_or_create(year=year, defaults={"last": years.count(year)})


def _batches(places: list[Place], accounts: dict[str, Account], size: int) -> Iterator[Batch]:
    by_unit: dict[str, list[int]] = {}
    for account in accounts.values():
        if COUNSELLOR in account.roles:
            for unit in account.units:
                by_unit.setdefault(unit, []).append(account.pk)
    for first in range(0, len(places), size):
        shared = tuple(places[first : first + size])
        yield Batch(shared, clock.now(), by_unit, accounts["dorte"].pk, accounts["hanne"].pk)
