"""Rounds of the two sites in turn, and what they say: only what stands side by side in one run counts."""

import json
import statistics
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench import loop, places, serving
from bench.loop import Ask, Site, Took

CLIENTS = 8
BAR = 1.5
MOST = 20_000  # requests in one round, however fast the machine
NOTE = "Har ikke brugt siden torsdag. Sover dårligt og er bange for weekenden. Vi har talt om, hvem der kan ringes til."
TOKEN = "a" * 32


@dataclass(frozen=True)
class Work:
    """One kind of page on both sides."""

    name: str
    real: Callable[[int, int], Ask]
    plain: Callable[[int, int], Ask]


@dataclass
class Side:
    """What one site gave in every round."""

    rounds: list[Took] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Requests a second, the median of the rounds."""
        return statistics.median(took.rate for took in self.rounds)

    def milliseconds(self, share: float) -> float:
        """The time within which this share of all the answers came."""
        found = sorted(second for took in self.rounds for second in took.seconds)
        return found[min(len(found) - 1, int(share * len(found)))] * 1000

    @property
    def cpu_milliseconds(self) -> float:
        """Processor time of the web server for one request, the median of the rounds."""
        return statistics.median(self.cpu) * 1000


@dataclass(frozen=True)
class Measured:
    """One kind of page, measured on both sides. `ratio`: how many times the plain page's requests a second ours is."""

    name: str
    real: Side
    plain: Side

    @property
    def ratio(self) -> float:
        """Plain requests a second for one of ours: the median of the rounds, each compared with its neighbour."""
        pairs = zip(self.real.rounds, self.plain.rounds, strict=True)
        return statistics.median(plain.rate / real.rate for real, plain in pairs)

    @property
    def cpu_ratio(self) -> float:
        """How many times the plain page's processor time ours takes."""
        return self.real.cpu_milliseconds / self.plain.cpu_milliseconds

    @property
    def met(self) -> bool:
        """Whether the bar is met."""
        return self.ratio <= BAR


def measure(var: Path, people: int, *, seconds: float, rounds: int) -> list[Measured]:
    """Measure every kind of page against one demo of `people`."""
    with places.demo_of(var, people) as environment:
        asked = json.loads(places.prepared(environment, CLIENTS))
        with (
            serving.served(serving.REAL, environment, 8700) as real,
            serving.served(serving.PLAIN, environment, 8750) as plain,
        ):
            sites = (real, Site(real.port, asked["real"], TOKEN)), (plain, Site(plain.port, asked["plain"], TOKEN))
            return [_measured(work, sites, seconds, rounds) for work in works(asked)]


def works(asked: dict[str, Any]) -> list[Work]:
    """The kinds of page, with what is asked of each side."""
    cases, unit = asked["cases"], asked["unit"]

    def case(client: int, turn: int) -> str:
        return str(cases[(client * 5 + turn) % len(cases)])

    body = urlencode({"occurred_at": "2025-03-03T10:15", "kind": "talk", "heading": "", "text": NOTE})
    return [
        Work("My day", lambda _c, _t: Ask("/min-dag/"), lambda _c, _t: Ask("/min-dag/")),
        Work("A case", lambda c, t: Ask(f"/forloeb/{case(c, t)}/"), lambda c, t: Ask(f"/forloeb/{case(c, t)}/")),
        Work(
            "Cases of a unit",
            lambda _c, _t: Ask("/forloeb/"),
            lambda _c, _t: Ask(f"/forloeb/?enhed={unit}"),
        ),
        Work(
            "Writing a note",
            lambda c, t: Ask(f"/forloeb/{case(c, t)}/notater/{uuid.uuid4()}/kladde/", body=body),
            lambda c, t: Ask(f"/forloeb/{case(c, t)}/notater/{uuid.uuid4()}/", body=body),
        ),
    ]


def _measured(work: Work, sites: Any, seconds: float, rounds: int) -> Measured:
    asks = (work.real, work.plain)
    sides = (Side(), Side())
    for (_server, site), ask in zip(sites, asks, strict=True):
        loop.drive(site, ask, seconds=min(2.0, seconds), most=MOST)  # so that both are warm
    for number in range(rounds):
        for which in (0, 1) if number % 2 == 0 else (1, 0):  # whoever is first in one round is second in the next
            server, site = sites[which]
            before = server.cpu_seconds()
            took = loop.drive(site, asks[which], seconds=seconds, most=MOST)
            sides[which].rounds.append(took)
            sides[which].cpu.append((server.cpu_seconds() - before) / len(took.seconds))
        sys.stderr.write(f"{work.name}: {number + 1} of {rounds}\n")
    return Measured(work.name, *sides)
