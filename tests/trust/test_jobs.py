"""Work for later: in the same transaction, done once, and never lost."""

import threading
import time

import pytest
from django.db import connection, transaction

from brobygger.trust import audit, jobs
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import AuditEntry, JobDone

committed = pytest.mark.django_db(transaction=True)


@jobs.job("test.note")
def note(word: str) -> None:
    """Leave a row that shows the work was done."""
    audit.noted("system", SYSTEM, f"test.{word}")


@jobs.job("test.fails", attempts=2)
def fails(word: str) -> None:
    """Do half the work and break."""
    audit.noted("system", SYSTEM, f"test.{word}")
    raise RuntimeError(word)


def done() -> list[str]:
    return list(AuditEntry.objects.filter(kind="system").order_by("id").values_list("action", flat=True))


@committed
def test_a_job_comes_and_goes_with_its_transaction() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        jobs.defer(note, word="undone")
        raise RuntimeError
    with transaction.atomic():
        jobs.defer(note, word="kept")
    assert jobs.run_waiting_jobs() == 1
    assert done() == ["test.kept"]
    assert jobs.run_waiting_jobs() == 0


@pytest.mark.django_db
def test_a_job_for_later_waits() -> None:
    import datetime as dt

    from django.utils import timezone

    jobs.defer(note, at=timezone.now() + dt.timedelta(hours=1), word="later")
    assert jobs.run_waiting_jobs() == 0


@pytest.mark.django_db
def test_one_of_a_kind_waits_once() -> None:
    jobs.defer(note, once_for="letter-1", word="first")
    jobs.defer(note, once_for="letter-1", word="second")
    assert jobs.run_waiting_jobs() == 1
    assert done() == ["test.first"]


@committed
def test_what_breaks_is_rolled_back() -> None:
    jobs.defer(fails, word="half")
    with pytest.raises(RuntimeError):
        jobs.run_waiting_jobs()
    assert done() == []
    assert not JobDone.objects.exists()


@committed
def test_work_that_is_done_is_not_done_again() -> None:
    """The worker was killed after the work was committed and before the job was marked."""
    assert jobs.work("test.note", "test.note:1", {"word": "once"})
    assert not jobs.work("test.note", "test.note:1", {"word": "once"})
    assert done() == ["test.once"]


@committed
def test_a_worker_does_what_waits() -> None:
    jobs.defer(note, word="by-worker")
    work_in_thread()
    assert done() == ["test.by-worker"]


@committed
def test_a_job_whose_worker_was_killed_comes_back() -> None:
    """Trap 27: a job left "running" for ever after its worker was killed; another that was lost."""
    jobs.defer(note, word="stalled")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        )
        worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = 1", [worker])
    assert jobs.run_waiting_jobs() == 0
    assert jobs.retry_stalled() == 1
    assert jobs.retry_stalled() == 0
    work_in_thread()
    assert done() == ["test.stalled"]


def work_in_thread() -> None:
    """A worker has an event loop of its own, so it cannot run in a thread that holds the browser's."""
    broken: list[BaseException] = []

    def run() -> None:
        try:
            jobs.run_worker(wait=False)
        except BaseException as error:
            broken.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()
    assert not broken, broken
    close_the_workers_connections()


def close_the_workers_connections() -> None:
    """The worker's threads live on, and keep theirs open; the next test makes the database anew."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(pg_terminate_backend(pid)) {others}")
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.05)


@pytest.mark.django_db
def test_old_marks_are_forgotten() -> None:
    JobDone.objects.create(key="new")
    JobDone.objects.create(key="old", at="2020-01-01T00:00Z")
    jobs.tidy()
    assert list(JobDone.objects.values_list("key", flat=True)) == ["new"]


def test_every_job_can_be_called_by_its_name() -> None:
    assert {"trust.seal-audit", "trust.tidy"} <= set(jobs.known())
