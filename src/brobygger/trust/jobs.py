"""Work for later, deferred in the same transaction as what asked for it (procrastinate, in PostgreSQL).

A handler runs in one transaction together with the mark that it is done; so a job whose worker was killed
comes back and is done once, and a job whose asking was rolled back never existed.
"""

import asyncio
import datetime as dt
import json
import logging
from collections.abc import Callable
from typing import Any, Protocol

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from brobygger.trust.models import JobDone

logger = logging.getLogger(__name__)
STALLED_AFTER = dt.timedelta(minutes=3)
Handler = Callable[..., object]


class Job(Protocol):
    """A handler known by its name."""

    job_name: str

    def __call__(self, **arguments: Any) -> None:
        """Do the work now, in the present transaction (for tests and commands)."""


_jobs: dict[str, Job] = {}
# What a floor above looks after before a job is done; a worker runs for weeks.
before_each: list[Callable[[], object]] = []


def job(name: str, *, queue: str = "default", attempts: int = 8, every: str | None = None) -> Callable[[Handler], Job]:
    """Make a function a job: `@job("letters.send")`. It takes plain JSON values as keyword arguments.

    It runs in one transaction and is tried again with growing pauses when it raises (`attempts` times).
    `every` is a cron line ("*/5 * * * *") for jobs that come by themselves; they take no arguments.
    What it does outside the database (writing a file) must bear being done twice.
    """

    def register(handler: Handler) -> Job:
        known: Any = handler
        known.job_name = name
        _jobs[name] = known

        def task(context: JobContext, /, **arguments: Any) -> None:
            arguments.pop("timestamp", None)  # of a job that comes by itself: when it was due
            work(name, _done_key(name, context.job.id), arguments)

        retry = RetryStrategy(max_attempts=attempts, exponential_wait=4)
        made = app.task(name=name, queue=queue, retry=retry, pass_context=True)(task)
        if every:
            periodic: Any = app.periodic(cron=every, periodic_id=name)
            periodic(made)
        return known  # type: ignore[no-any-return]

    return register


def defer(
    known: Job,
    *,
    at: dt.datetime | None = None,
    lock: str | None = None,
    once_for: str | None = None,
    **arguments: Any,
) -> None:
    """Ask for a job in the present transaction: if that is rolled back, the job never was.

    `at` is the earliest time. Jobs with the same `lock` run one at a time, in order. With `once_for`
    nothing is asked for while a job under that name still waits.
    """
    from procrastinate.exceptions import AlreadyEnqueued

    deferrer = app.configure_task(known.job_name, schedule_at=at, lock=lock, queueing_lock=once_for)
    try:
        with transaction.atomic():
            deferrer.defer(**arguments)
    except AlreadyEnqueued:
        logger.debug("%s already waits for %s", known.job_name, once_for)


def _done_key(name: str, number: int | None) -> str:
    return f"{name}:{number}"


@transaction.atomic
def work(name: str, key: str, arguments: dict[str, Any]) -> bool:
    """Do a job's work unless it is done already; say whether it was done now."""
    for look in before_each:
        look()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO trust_jobdone (key, at) VALUES (%s, now()) ON CONFLICT DO NOTHING", [key])
        if not cursor.rowcount:
            return False
    _jobs[name](**arguments)
    return True


def run_waiting_jobs(limit: int = 10_000) -> int:
    """Do every job that is due, here and now (tests, the demo, a machine without a worker); say how many.

    A job that raises is put back for its next try and the error is raised.
    """
    done = 0
    while done < limit:
        found = _take_one()
        if found is None:
            return done
        number, name, arguments = found
        try:
            work(name, _done_key(name, number), arguments)
        except Exception:
            _finish(number, "failed")
            raise
        _finish(number, "succeeded")
        done += 1
    return done


def _take_one() -> tuple[int, str, dict[str, Any]] | None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing' WHERE id = (SELECT id FROM procrastinate_jobs "
            "WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()) "
            "AND task_name = ANY(%s) "
            "ORDER BY priority DESC, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, task_name, args",
            [list(_jobs)],
        )
        found = cursor.fetchone()
    return (found[0], found[1], json.loads(found[2])) if found else None


def _finish(number: int, status: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_finish_job_v1(%s, %s, false)", [number, status])


_STALLED = """
    SELECT j.id FROM procrastinate_jobs j
    WHERE j.status = 'doing'
      AND NOT EXISTS (SELECT 1 FROM procrastinate_workers w
                      WHERE w.id = j.worker_id AND w.last_heartbeat > now() - make_interval(secs => %s))
      AND (j.worker_id IS NOT NULL
           OR NOT EXISTS (SELECT 1 FROM procrastinate_events e
                          WHERE e.job_id = j.id AND e.type = 'started'
                            AND e.at > now() - make_interval(secs => %s)))
"""


@job("trust.retry-stalled", every="* * * * *")
def retry_stalled() -> int:
    """Put jobs back whose worker has not been heard of for minutes; say how many.

    Doing one twice at once is harmless: the second waits for the first one's mark and then does nothing.
    """
    put_back = 0
    with connection.cursor() as cursor:
        cursor.execute(_STALLED, [STALLED_AFTER.total_seconds()] * 2)
        for (number,) in cursor.fetchall():
            try:
                with transaction.atomic():
                    cursor.execute(
                        "UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL WHERE id = %s",
                        [number],
                    )
                    put_back += cursor.rowcount
            except IntegrityError:
                # The same work waits already under its own lock; this one comes back after it.
                continue
    return put_back


def known() -> list[str]:
    """Give the names of all jobs."""
    return sorted(_jobs)


def run_worker(*, wait: bool = True, concurrency: int = 2) -> None:
    """Work until told to stop (SIGTERM finishes the job in hand); with wait=False until nothing is due."""
    running: Any = app
    running.perform_import_paths()
    with running.replace_connector(running.connector.get_worker_connector()) as worker_app:
        asyncio.run(_run(worker_app, wait, concurrency))


async def _run(worker_app: Any, wait: bool, concurrency: int) -> None:
    async with worker_app.open_async():
        await worker_app.run_worker_async(
            wait=wait, concurrency=concurrency, delete_jobs="successful", install_signal_handlers=wait,
            listen_notify=wait,
        )  # fmt: skip


def tidy() -> None:
    """Forget marks of done work and received forms that nobody can send again."""
    from brobygger.trust.models import OnceKey

    JobDone.objects.filter(at__lt=timezone.now() - dt.timedelta(days=30)).delete()
    OnceKey.objects.filter(at__lt=timezone.now() - dt.timedelta(days=7)).delete()
