"""What the next step says of a talk that was tried in vain: how often, and after the second try the other way."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import ngettext

from brobygger.ground import room
from brobygger.ground.addresses import address_or_empty
from brobygger.records.episodes.attempts import ENOUGH
from brobygger.records.episodes.journal import Line


def and_tried(act: dict[str, Any] | None, events: Sequence[Line], number: str) -> dict[str, Any] | None:
    """The next step with the tries since the talk was held last, when that talk is what is asked for."""
    if act is None:
        return None
    for _room, talk in room.every("tried"):
        if act["button"][1] != address_or_empty(talk.page, number):
            continue
        tries = 0
        for line in events:  # newest first
            if line.stands and line.kind in talk.held:
                break
            tries += line.stands and line.kind == talk.event
        if tries:
            told = ngettext("Tried once.", "Tried %(n)s times.", tries) % {"n": tries}
            other = [(str(talk.words), address_or_empty(talk.otherwise, number))] if tries >= ENOUGH else []
            return {**act, "text": f"{act['text']} {told}", "links": [*act["links"], *other]}
    return act
