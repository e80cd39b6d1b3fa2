"""What has been written in one room and is a start in the next: own words, family, housing, work.

The rooms do not know each other. Each declares what it has to tell (its room.py), by subject; a form asks for the
subjects it begins with, and gets the newest words that the reader may read. Nothing is stored twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from brobygger.ground import room
from brobygger.records.episodes.models import Episode

OWN_WORDS, WISH, FAMILY, HOUSING, EMPLOYMENT, HEALTH = (
    "own-words", "wish", "family", "housing", "employment", "health",
)  # fmt: skip


@dataclass(frozen=True)
class CarriedWords:
    """What one room has written about some subjects, and when."""

    at: datetime
    words: Mapping[str, str]


def why_unfinished(episode: Episode) -> str:
    """The reason that is stated for an assessment that cannot be finished in time (BEK 1477/2019 § 1; one query)."""
    return next((why for asked in room.answers("why_unfinished") if (why := asked(episode).strip())), "")


def carried(actor: Any, episode: Episode) -> dict[str, str]:
    """What stands about each subject, the newest words of each (as many queries as there are rooms that tell)."""
    told = [found for teller in room.answers("tells") if (found := teller(actor, episode)) is not None]
    return {
        subject: words
        for found in sorted(told, key=lambda one: one.at)
        for subject, words in found.words.items()
        if words.strip()
    }


def begin_with(actor: Any, episode: Episode, subjects: Mapping[str, str]) -> dict[str, str]:
    """The first values of a form: `subjects` says which subject each of its fields is about."""
    known = carried(actor, episode)
    return {name: known[subject] for name, subject in subjects.items() if subject in known}
