"""A closed loop, on this machine alone: a fixed number of clients, each asking again as soon as it is answered."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

HOST = "127.0.0.1"
TIMEOUT = 30.0


class Unanswered(RuntimeError):
    """A page did not answer as it should; measuring it would mean nothing."""


@dataclass(frozen=True)
class Ask:
    """One request. `body` None is a GET."""

    path: str
    status: int = 200
    body: str | None = None


@dataclass(frozen=True)
class Site:
    """One of the two servers: where it listens, and a cookie for each client."""

    port: int
    cookies: list[str]
    token: str


@dataclass
class Took:
    """What one round gave: the seconds that each answer took, how long all lasted, and the bytes of one answer."""

    seconds: list[float] = field(default_factory=list)
    lasted: float = 0.0
    size: int = 0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.lasted if self.lasted else 0.0


def drive(site: Site, ask: Callable[[int, int], Ask], *, seconds: float, most: int) -> Took:
    """Let every client of the site ask (`ask(client, turn)`) for so many seconds, at most `most` times altogether.

    Raises Unanswered when an answer has another status than it should.
    """
    took = Took()
    problems: list[str] = []
    share = max(1, most // len(site.cookies))
    until = time.perf_counter() + seconds

    def client(number: int) -> None:
        try:
            mine, size = _one_client(site, number, ask, until, share)
        except (Unanswered, OSError, http.client.HTTPException) as error:
            problems.append(f"{type(error).__name__}: {error}")
            return
        took.seconds.extend(mine)
        took.size = size

    began = time.perf_counter()
    threads = [threading.Thread(target=client, args=(number,), daemon=True) for number in range(len(site.cookies))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took.lasted = time.perf_counter() - began
    if problems:
        raise Unanswered(problems[0])
    return took


def _one_client(
    site: Site, number: int, ask: Callable[[int, int], Ask], until: float, most: int
) -> tuple[list[float], int]:
    connection = http.client.HTTPConnection(HOST, site.port, timeout=TIMEOUT)
    headers = {"Cookie": f"{site.cookies[number]}; csrftoken={site.token}"}
    posting = {**headers, "X-CSRFToken": site.token, "Content-Type": "application/x-www-form-urlencoded"}
    took: list[float] = []
    size = 0
    try:
        while len(took) < most and time.perf_counter() < until:
            asked = ask(number, len(took))
            began = time.perf_counter()
            if asked.body is None:
                connection.request("GET", asked.path, headers=headers)
            else:
                connection.request("POST", asked.path, body=asked.body.encode(), headers=posting)
            answer = connection.getresponse()
            size = len(answer.read())
            took.append(time.perf_counter() - began)
            if answer.status != asked.status:
                raise Unanswered(f"{asked.path} answered {answer.status}, not {asked.status}")
    finally:
        connection.close()
    return took, size
