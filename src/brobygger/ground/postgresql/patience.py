"""How long this process waits for the database: kept on this side, since a server that stands still keeps no limit.

A page may wait for so long and no longer. While the database gives no answer, one request at a time asks whether it
does again and the others are answered at once; and of the threads of a web server one is always left for what needs
no database: static files, public pages, the question whether the server lives.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

import psycopg
from psycopg import errors
from psycopg.abc import PQGen

RV = TypeVar("RV")
ASK_AGAIN: Final = 5.0  # seconds after which a database that gave no answer is asked again
LONG: Final = 2.0  # who has waited for so many seconds takes one of the places of those who wait long
_INTERVAL: Final = 0.1


class DatabaseAway(psycopg.OperationalError):
    """The database gives no answer, and this request does not wait for it."""


class Queue:
    """Who in this process waits long for the database, and whether it answers at all."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.waiting_long = 0
        self.away = False
        self._ask_at = 0.0
        self._asking = False

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Ask the database within the block, unless it is known to be away. Raises DatabaseAway."""
        asking = self._may_ask() if self.away else False
        try:
            yield
        except (errors.ConnectionTimeout, errors._WaitTimeout):
            self.no_answer()
            raise DatabaseAway("the database gives no answer") from None
        else:
            self.away = False
        finally:
            if asking:
                self._asking = False

    def _may_ask(self) -> bool:
        with self._lock:
            if self._asking or time.monotonic() < self._ask_at:
                raise DatabaseAway("the database gave no answer a moment ago")
            self._asking = True
            return True

    def no_answer(self) -> None:
        """Take it that the database is away, for a while."""
        self.away, self._ask_at = True, time.monotonic() + ASK_AGAIN

    @contextmanager
    def place(self, places: int) -> Iterator[None]:
        """Wait long within the block, in one of so many places. Raises DatabaseAway when all are taken."""
        with self._lock:
            if self.waiting_long >= places:
                raise DatabaseAway("too many requests wait for the database already")
            self.waiting_long += 1
        try:
            yield
        finally:
            with self._lock:
                self.waiting_long -= 1


queue = Queue()


class PatientConnection(psycopg.Connection[Any]):
    """A connection on which one waits no longer than `patience` seconds; for ever when that is None."""

    patience: float | None = None
    places: int = 1

    def wait(self, gen: PQGen[RV], interval: float = _INTERVAL, timeout: float | None = None) -> RV:
        """Wait for one answer. Raises DatabaseAway, and then the connection is closed: the answer may still come."""
        if self.patience is None or timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            with queue.turn():
                return self._wait(gen, interval, self.patience)
        except DatabaseAway:
            if self.pgconn.transaction_status == psycopg.pq.TransactionStatus.ACTIVE:
                self.close()
            raise

    def _wait(self, gen: PQGen[RV], interval: float, patience: float) -> RV:
        try:
            return super().wait(gen, interval, min(LONG, patience))
        except errors._WaitTimeout:
            if patience <= LONG:
                raise
        with queue.place(self.places):
            return super().wait(gen, interval, patience - LONG)
