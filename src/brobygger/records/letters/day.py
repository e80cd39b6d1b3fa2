"""What of the letters waits for a person on My day: the post, and one's own letters that did not go through."""

from datetime import date
from typing import Any

from django.utils.translation import ngettext

from brobygger.ground.counting import as_sentence, in_words
from brobygger.ground.room import DayPart
from brobygger.records.letters import selectors
from brobygger.trust.roles import SECRETARY


def post(actor: Any, _today: date) -> DayPart | None:
    """The letters that wait to be sent: the secretary's, whoever wrote them (one query)."""
    count = selectors.waiting_count(actor) if SECRETARY in actor.roles else 0
    if not count:
        return None
    words = ngettext("One letter waits to be sent.", "%(n)s letters wait to be sent.", count)
    return DayPart(count, sentence=as_sentence(words % {"n": in_words(count)}), whole_day=True)


def failed(actor: Any, _today: date) -> DayPart | None:
    """Letters of one's own cases that could not be sent, or are being tried again."""
    found = selectors.failed_of_mine(actor)
    return DayPart(found) if found else None
