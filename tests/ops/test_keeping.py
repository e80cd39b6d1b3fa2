"""What `run` keeps up, and how it tries again: on a clock of the test's own."""

from collections.abc import Callable
from typing import Any

import pytest

from brobygger.ops.keeping import KeptDatabase, KeptProgram, Pauses
from brobygger.web.server_note import EmbeddedPostgresError


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Server:
    """A server that cannot start as long as the disk is full."""

    full = True
    tries = 0

    def revive(self) -> bool:
        self.tries += 1
        if self.full:
            raise EmbeddedPostgresError("PostgreSQL did not start: No space left on device")
        return True

    def shorten_log(self) -> None: ...


class Program:
    code: int | None = None

    def poll(self) -> int | None:
        return self.code


@pytest.fixture
def clock() -> Clock:
    return Clock()


def pass_time(clock: Clock, seconds: int, look: Callable[[], None]) -> None:
    for _second in range(seconds):
        clock.now += 1
        look()


def test_a_database_that_cannot_start_is_tried_again_with_growing_pauses_until_it_can(clock: Clock) -> None:
    said: list[str] = []
    server: Any = Server()
    kept = KeptDatabase(server, said.append, Pauses(clock))
    kept.look()
    assert "No space left on device" in said[0] and "tried again in 2 s" in said[0]
    pass_time(clock, 600, kept.look)
    assert 12 <= server.tries <= 16  # after 2, 4, 8, 16, 32 s and then once a minute
    assert "still does not start" in said[-1] and "in 60 s" in said[-1]
    server.full = False
    pass_time(clock, 61, kept.look)
    assert said[-1] == "The database had stopped and was started again."
    server.full = True
    kept.look()
    assert "tried again in 2 s" in said[-1]


def test_a_log_that_cannot_be_written_stops_nothing(clock: Clock) -> None:
    said: list[str] = []
    server: Any = Server()
    server.revive = lambda: False
    server.shorten_log = lambda: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    KeptDatabase(server, said.append, Pauses(clock)).look()
    assert "No space left on device" in said[0]


def test_a_program_that_ends_is_started_at_once_and_one_that_always_ends_after_pauses(clock: Clock) -> None:
    said: list[str] = []
    begun: list[Program] = []

    def begin() -> Any:
        begun.append(Program())
        return begun[-1]

    kept = KeptProgram("worker", begin, said.append, Pauses(clock))
    pass_time(clock, 300, kept.look)
    begun[-1].code = -9
    kept.look()
    assert len(begun) == 2 and said == ["The worker had stopped and is started again."]
    for _second in range(600):
        clock.now += 1
        begun[-1].code = 1
        kept.look()
    assert 10 <= len(begun) <= 18
    assert "has stopped again. It is started again in 60 s." in said[-1] or "is started again" in said[-1]
    pass_time(clock, 200, kept.look)
    begun[-1].code = 1
    count = len(begun)
    kept.look()
    assert len(begun) == count + 1
