"""Builds the demo centre: staff, invented citizens in bulk, and a few cases worked through by hand."""

import time
from collections.abc import Callable, Iterator
from random import Random

from brobygger.trust import audit, clock
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account
from brobygger.trust.roles import COUNSELLOR
from brobygger.web.demo import people, staff, stories
from brobygger.web.demo.stories import Story
from brobygger.web.demo.writer import Writer

SEED = 26
BATCH = 1000
PEOPLE_A_COUNSELLOR = 250


def build(count: int, say: Callable[[str], None]) -> None:
    """Build a centre with `count` citizens; `say` is told how far it has come."""
    began = time.monotonic()
    accounts = staff.make_staff(extra=max(0, count // PEOPLE_A_COUNSELLOR - 6))
    writer = Writer(_by_unit(accounts), accounts["dorte"])
    written = events = 0
    for batch in _batches(count):
        cases = writer.write(batch)
        written += len(cases)
        events += sum(len(case.events) for case in cases)
        say(f"{written} af {count} borgere, {events} hændelser, {time.monotonic() - began:.0f} s")
    audit.noted("system", SYSTEM, "demo.build", people=count, events=events)
    say("Demoen er klar. Alle personer er opdigtede.")


def _by_unit(accounts: dict[str, Account]) -> dict[str, list[Account]]:
    """The counsellors of each unit."""
    found: dict[str, list[Account]] = {}
    for account in accounts.values():
        if COUNSELLOR in account.roles:
            for unit in account.units:
                found.setdefault(unit, []).append(account)
    return found


def _batches(count: int) -> Iterator[list[Story]]:
    """The stories, a batch at a time; each citizen has a random state of their own."""
    today = clock.today()
    batch: list[Story] = []
    for serial in range(count):
        random = Random(f"{SEED}.{serial}")
        line = "drug" if random.random() < 0.57 else "alcohol"
        citizen = people.invent(random, serial, today, line=line)
        batch.append(stories.tell(random, citizen, line, today, counsellor=serial))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
