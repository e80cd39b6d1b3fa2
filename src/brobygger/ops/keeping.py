"""What `run` keeps up: the database, the web server and the worker, each started again until somebody stops it all.

What fails again at once (a full disk, a key ring that is away) is tried after growing pauses, and that is said. Nothing
that fails takes the others with it.
"""

import subprocess
import time
from collections.abc import Callable
from typing import Final

from brobygger.ops.embedded_postgres import EmbeddedPostgres
from brobygger.ops.server_place import Say
from brobygger.web.server_note import EmbeddedPostgresError

FIRST_PAUSE: Final = 2.0
LONGEST_PAUSE: Final = 60.0
STEADY: Final = 60.0  # who ran for so long and then stopped did not fail at once


Child = subprocess.Popen[bytes]


class Pauses:
    """When what failed is tried again: soon at first, then rarer, at last once a minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.pause = 0.0
        self.failures = 0
        self._next = 0.0

    @property
    def is_over(self) -> bool:
        """Whether it may be tried now."""
        return self.clock() >= self._next

    def failed(self) -> float:
        """It failed: say how long the pause is that begins now."""
        self.failures += 1
        self.pause = min(self.pause * 2 or FIRST_PAUSE, LONGEST_PAUSE)
        self._next = self.clock() + self.pause
        return self.pause

    def went_well(self) -> None:
        """It is up: the next failure is the first one again."""
        self.pause, self.failures, self._next = 0.0, 0, 0.0


class KeptDatabase:
    """The embedded server: looked at, and started when it is down."""

    def __init__(self, server: EmbeddedPostgres, say: Say, pauses: Pauses | None = None) -> None:
        self.server = server
        self.say = say
        self.pauses = pauses or Pauses()

    def look(self) -> None:
        """Start it if it is down and a pause is not under way; never raises for what keeps it down."""
        if not self.pauses.is_over:
            return
        try:
            revived = self.server.revive()
            self.server.shorten_log()
        except (EmbeddedPostgresError, OSError) as error:
            again = not self.pauses.failures
            pause = self.pauses.failed()
            why = f"The database does not start. {error}" if again else "The database still does not start."
            self.say(f"{why}\nIt is tried again in {pause:.0f} s; pages that need it say so meanwhile.")
            return
        if revived:
            self.say("The database had stopped and was started again.")
        self.pauses.went_well()


class KeptProgram:
    """The web server or the worker: started, looked at, and started again when it has ended."""

    def __init__(self, name: str, begin: Callable[[], Child], say: Say, pauses: Pauses | None = None) -> None:
        self.name = name
        self.begin = begin
        self.say = say
        self.pauses = pauses or Pauses()
        self.child = begin()
        self._ended = False
        self._began = self.pauses.clock()

    def look(self) -> None:
        """Start it again if it has ended; one that ends again at once waits for the end of a pause."""
        if self.child.poll() is None:
            if self.pauses.failures and self.pauses.clock() - self._began >= STEADY:
                self.pauses.went_well()
            return
        if not self._ended:
            self._ended = True
            if self.pauses.clock() - self._began < STEADY and self.pauses.failures:
                pause = self.pauses.failed()
                self.say(f"The {self.name} has stopped again. It is started again in {pause:.0f} s.")
        if not self.pauses.is_over:
            return
        if not self.pauses.failures:
            self.pauses.failed()  # the first time at once; should it end again soon, it waits
        self.say(f"The {self.name} had stopped and is started again.")
        self.child = self.begin()
        self._ended, self._began = False, self.pauses.clock()
