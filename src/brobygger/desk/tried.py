"""What the next step says of a talk that was tried in vain: how often, and after the second try the other way."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.ground.addresses import address_or_empty
from brobygger.records.episodes.attempts import ENOUGH
from brobygger.records.episodes.journal import Line

# What a try is about: the page where the talk is written, and what happens when it comes about.
TALKS = {
    "follow-up.not-reached": ("plans:follow_up", ("follow-up.held", "plan.agreed", "plan.reviewed")),
    "after-follow-up.not-reached": ("plans:after", ("after-follow-up.held", "treatment.ended")),
}


def and_tried(act: dict[str, Any] | None, events: Sequence[Line], number: str) -> dict[str, Any] | None:
    """The next step with the tries since the talk was held last, when that talk is what is asked for."""
    if act is None:
        return None
    for kind, (page, held) in TALKS.items():
        if act["button"][1] != address_or_empty(page, number):
            continue
        tries = 0
        for line in events:  # newest first
            if line.stands and line.kind in held:
                break
            tries += line.stands and line.kind == kind
        if tries:
            told = ngettext("Tried once.", "Tried %(n)s times.", tries) % {"n": tries}
            other = (
                [(_("Write a letter with a time"), address_or_empty("plans:invite", number))] if tries >= ENOUGH else []
            )
            return {**act, "text": f"{act['text']} {told}", "links": [*act["links"], *other]}
    return act
