"""What the numbers in the audit trail are called: trust knows no case, so the floor above tells it.

The episodes' app registers itself when it is ready: `subjects.register(find=…, names=…)`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """What a typed case number stands for."""

    person_id: int | None = None
    episode_id: int | None = None


Find = Callable[[str], Subject | None]
Names = Callable[[Iterable[int]], Mapping[int, str]]
_registered: list[tuple[Find, Names]] = []


def register(*, find: Find, names: Names) -> None:
    """Say how a case number is found, and how episodes are called. Neither may tell more than numbers."""
    _registered[:] = [(find, names)]


def find(typed: str) -> Subject | None:
    """Give what a typed case number stands for; None when nothing does."""
    return _registered[0][0](typed) if _registered else None


def names(episode_ids: Iterable[int]) -> Mapping[int, str]:
    """Give the case numbers of these episodes."""
    wanted = set(episode_ids)
    return _registered[0][1](wanted) if _registered and wanted else {}
