"""What was measured, as a table for people and as JSON for programs."""

import os
import platform
import sys
from typing import Any

from bench.measuring import BAR, CLIENTS, Measured, Side

Found = dict[int, list[Measured]]
# A page may be this much slower in the larger centre before it is said to grow; less is the machine's own drift.
DRIFT = 1.3


def machine() -> dict[str, Any]:
    """What it was measured on."""
    return {
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": sys.version.split()[0],
        "load": round(os.getloadavg()[0], 1),
    }


def as_json(found: Found) -> dict[str, Any]:
    """Everything, with names that do not change."""
    return {
        "bar": BAR,
        "clients": CLIENTS,
        "machine": machine(),
        "sizes": [
            {"people": people, "pages": [_page(measured) for measured in pages]} for people, pages in found.items()
        ],
        "met": met(found),
        "grows": grows(found),
    }


def _page(measured: Measured) -> dict[str, Any]:
    return {
        "page": measured.name,
        "ratio": round(measured.ratio, 2),
        "cpu_ratio": round(measured.cpu_ratio, 2),
        "met": measured.met,
        "ours": _side(measured.real),
        "plain": _side(measured.plain),
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "requests_a_second": round(side.rate, 1),
        "p50_ms": round(side.milliseconds(0.5), 1),
        "p95_ms": round(side.milliseconds(0.95), 1),
        "cpu_ms": round(side.cpu_milliseconds, 2),
        "bytes": side.rounds[-1].size,
        "requests": sum(len(took.seconds) for took in side.rounds),
    }


def met(found: Found) -> bool:
    """Whether every page meets the bar at every size."""
    return all(measured.met for pages in found.values() for measured in pages)


def grows(found: Found) -> list[str]:
    """The pages that cost more in the largest centre than in the smallest, beside the plain page at each."""
    if len(found) < 2:
        return []
    least, most = found[min(found)], found[max(found)]
    return [
        small.name
        for small, large in zip(least, most, strict=True)
        if large.real.cpu_milliseconds / small.real.cpu_milliseconds > DRIFT and large.ratio / small.ratio > DRIFT
    ]


def as_table(found: Found) -> str:
    """The table, ratios first."""
    about = machine()
    lines = [f"{CLIENTS} clients in a closed loop, {about['cores']} cores, Python {about['python']}, {about['system']}"]
    for people, pages in found.items():
        lines += ["", f"{people} people", _HEAD, *(_line(measured) for measured in pages)]
    lines += ["", f"The bar: within {BAR} times the plain page. " + _verdict(found)]
    return "\n".join(lines)


_HEAD = (
    f"{'':16}{'ratio':>7}{'cpu':>7}   {'ours /s':>8}{'p50 ms':>8}{'p95 ms':>8}{'cpu ms':>8}{'bytes':>8}"
    f"   {'plain /s':>8}{'p50 ms':>8}{'p95 ms':>8}{'cpu ms':>8}{'bytes':>8}"
)


def _line(measured: Measured) -> str:
    sides = "".join(
        f"   {side.rate:8.0f}{side.milliseconds(0.5):8.1f}{side.milliseconds(0.95):8.1f}"
        f"{side.cpu_milliseconds:8.2f}{side.rounds[-1].size:8d}"
        for side in (measured.real, measured.plain)
    )
    said = "" if measured.met else "   above the bar"
    return f"{measured.name:16}{measured.ratio:7.2f}{measured.cpu_ratio:7.2f}{sides}{said}"


def _verdict(found: Found) -> str:
    verdict = "Met." if met(found) else "NOT met."
    if len(found) > 1:
        growing = grows(found)
        verdict += (
            " Grows with the centre: " + ", ".join(growing) + "." if growing else " No page grows with the centre."
        )
    return verdict
