"""Prove a standard by its cases: does each hold, and is each clock shown kept, broken, departed, stopped and over time?

What cannot happen to a clock is not asked for; that is read from the clock itself. Only a case that holds shows
anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from brobygger.standard.clocks import ClockVersion
from brobygger.standard.deadlines import Deadline, deadlines
from brobygger.standard.model import Standard
from brobygger.standard.proof_cases import ProofCase

HOLDS, FAILS, ABSENT = "holds", "fails", "not-in-this-standard"
KEPT, BROKEN, DEPARTED, STOPPED, LAW_CHANGE = "kept", "broken", "departed", "stopped", "law-change"
WAYS = (KEPT, BROKEN, DEPARTED, STOPPED, LAW_CHANGE)
_WAY_OF_STATE = {"met": KEPT, "met-late": BROKEN, "late": BROKEN, "departed": DEPARTED, "void": STOPPED}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that was to be so, and what is so instead. ``deadlines`` is how many the clock gave."""

    key: str
    expected: Any
    found: Any


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of one case: whether it holds, what differs, and the deadline that was asked."""

    case: ProofCase
    verdict: str
    deadline: Deadline | None = field(default=None, repr=False)
    differences: tuple[Difference, ...] = ()

    @property
    def way(self) -> str | None:
        """What the case shows of its clock; None where it shows a clock that runs, or none at all."""
        return _WAY_OF_STATE.get(self.deadline.state) if self.deadline is not None else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the cases show of one clock.

    Attributes:
        clock: the clock's id, and ``section`` where its promise stands.
        shown: the ids of the cases that show each way that is asked for, in the order of ``WAYS``.
    """

    clock: str
    section: str
    shown: Mapping[str, tuple[str, ...]]

    @property
    def missing(self) -> tuple[str, ...]:
        """The ways that no case shows."""
        return tuple(way for way, ids in self.shown.items() if not ids)


def prove(case: ProofCase, standard: Standard) -> Proof:
    """Try one case against a standard."""
    if case.clock not in standard.clocks_by_id:
        return Proof(case, ABSENT)
    found = [one for one in deadlines(case.timeline, standard, case.as_of) if one.clock == case.clock]
    if case.no_deadline:
        if not found:
            return Proof(case, HOLDS)
        return Proof(case, FAILS, found[0], (Difference("deadlines", 0, len(found)),))
    asked = [one for one in found if case.number is None or one.number == case.number]
    if len(asked) != 1:
        wanted = 1 if case.number is None else case.number
        return Proof(case, FAILS, asked[0] if asked else None, (Difference("deadlines", wanted, len(found)),))
    is_so = {key: getattr(asked[0], key) for key in case.must}
    differences = tuple(Difference(key, case.must[key], is_so[key]) for key in is_so if is_so[key] != case.must[key])
    return Proof(case, FAILS if differences else HOLDS, asked[0], differences)


def ways_of(versions: tuple[ClockVersion, ...]) -> tuple[str, ...]:
    """What can happen to a clock, as its versions declare it.

    Time that lapses breaks no promise; what nothing departs from cannot be departed from; it can be stopped where
    something ends it unmet, a newer agreement takes its place, or it lapses.
    """
    can_stop = any(one.voided_by or one.lapses or one.repeats == "renewed" for one in versions)
    possible = {
        KEPT: True,
        BROKEN: not all(one.lapses for one in versions),
        DEPARTED: any(one.departed_by for one in versions),
        STOPPED: can_stop,
        LAW_CHANGE: len(versions) > 1,
    }
    return tuple(way for way in WAYS if possible[way])


def coverage(proofs: Iterable[Proof], standard: Standard) -> list[Coverage]:
    """What the cases show of each clock of the standard, in the order of its file."""
    held: dict[str, list[Proof]] = {}
    for proof in proofs:
        if proof.verdict == HOLDS and proof.deadline is not None:
            held.setdefault(proof.case.clock, []).append(proof)
    return [
        Coverage(clock, versions[0].section, _shown(versions, held.get(clock, [])))
        for clock, versions in standard.clocks_by_id.items()
    ]


def _shown(versions: tuple[ClockVersion, ...], proofs: list[Proof]) -> dict[str, tuple[str, ...]]:
    shown = {}
    for way in ways_of(versions):
        found = [proof.case.id for proof in proofs if proof.way == way]
        shown[way] = tuple(found if way != LAW_CHANGE else _across(versions, proofs))
    return shown


def _across(versions: tuple[ClockVersion, ...], proofs: list[Proof]) -> list[str]:
    """The cases that show every change of law: the old law still holding after the change, and the new one.

    Empty unless each change is shown from both sides, with the paragraph told.
    """
    found: list[str] = []
    telling = [proof for proof in proofs if "law" in proof.case.must and proof.deadline is not None]
    for old, new in pairwise(versions):
        before = [
            proof.case.id
            for proof in telling
            if _is_of(proof, old) and new.valid_from is not None and proof.case.as_of >= new.valid_from
        ]
        after = [proof.case.id for proof in telling if _is_of(proof, new)]
        if not before or not after:
            return []
        found.extend(one for one in (*before, *after) if one not in found)
    return found


def _is_of(proof: Proof, version: ClockVersion) -> bool:
    return proof.deadline is not None and proof.deadline.version == version.version
