"""What the nouns above the episode tell it: rows that carry its keys of access, and reasons that keep it open.

They register themselves (their apps.py), so that the episode knows none of them.
"""

from collections.abc import Callable
from typing import Any

from django.db import models

from brobygger.records.episodes.models import Episode
from brobygger.records.people.models import Person

_copies: list[type[models.Model]] = []
_reasons: list[tuple[str, Callable[[Episode], bool]]] = []
_heeding: list[Callable[[Person, Person], None]] = []


def carries_keys(model: type[models.Model]) -> None:
    """Let a model's `unit` and `responsible_id` follow its episode: who has the case has these rows too."""
    if model not in _copies:
        _copies.append(model)


def keys_moved(episode_id: int, **keys: Any) -> None:
    """Copy the keys that have changed (`unit`, `responsible_id`) to every row that carries them."""
    for model in _copies:
        model._default_manager.filter(episode_id=episode_id).update(**keys)


def heeds_the_citizen(changed: Callable[[Person, Person], None]) -> None:
    """Let an app act when a citizen's facts have changed, in the same transaction: called with before and now."""
    if changed not in _heeding:
        _heeding.append(changed)


def citizen_changed(before: Person, now: Person) -> None:
    """Tell whoever heeds it that a case's citizen is another than before, or has other facts."""
    for changed in _heeding:
        changed(before, now)


def keeps_open(code: str, holds: Callable[[Episode], bool]) -> None:
    """Let a case stay open while `holds(episode)`; its closing is refused with the code (trap 5)."""
    if code not in [known for known, _holds in _reasons]:
        _reasons.append((code, holds))


def why_open(episode: Episode) -> str:
    """The code of what keeps the case open, empty when nothing does (one query for each reason)."""
    return next((code for code, holds in _reasons if holds(episode)), "")
