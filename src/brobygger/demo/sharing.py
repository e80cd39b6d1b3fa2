"""Shares the writing of a large demo among processes. Imports nothing of Django, for a new process reads this first."""

import gc
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from brobygger.demo.schedule import Batch

SEVERAL_FROM = 4000  # citizens; below this, starting more processes takes longer than it saves
MOST_PROCESSES = 4


def written(batches: Sequence[Batch], processes: int | None = None) -> Iterator[tuple[int, int]]:
    """Write the batches; gives for each, in order, the number of citizens and of events.

    Several processes when it is worth while, unless `processes` says how many.
    """
    people = sum(len(batch.places) for batch in batches)
    wanted = processes or (min(MOST_PROCESSES, os.cpu_count() or 1) if people >= SEVERAL_FROM else 1)
    if wanted == 1:
        yield from map(_write, batches)
        return
    from django.db import connection

    connection.close()
    with ProcessPoolExecutor(wanted, mp_context=get_context("spawn"), initializer=_begin) as pool:
        yield from pool.map(_write, batches)


def _begin() -> None:
    """Make a new process ready."""
    import django

    django.setup()
    # A batch is rows by the ten thousand, none of them garbage before it is written: looking for some takes a tenth.
    gc.disable()


def _write(batch: Batch) -> tuple[int, int]:
    from brobygger.demo import bulk

    done = bulk.write(batch)
    gc.collect()
    return done
