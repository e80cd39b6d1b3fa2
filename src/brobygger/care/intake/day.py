"""What of the intake waits for a person on My day: what is owed about children, new inquiries, first talks.

And the cases whose time to decide does not run, since nobody has said that they are fully documented.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger import standard
from brobygger.care.intake import notices as owed_notices
from brobygger.care.intake import selectors, unsent
from brobygger.ground.addresses import address_or_empty
from brobygger.ground.counting import as_sentence, counted, in_words
from brobygger.ground.room import DayPart
from brobygger.records.episodes import documentation
from brobygger.records.pages import case_address, listed_name
from brobygger.trust import offered


def concerns(actor: Any, _today: date) -> DayPart | None:
    """Notifications of a concern that one has begun: each is sent at once (KS 3.3)."""
    found = unsent.unsent(actor)
    words = ngettext(
        "One notification of a concern is written and has not been sent.",
        "%(n)s notifications of a concern are written and have not been sent.",
        len(found),
    )
    return _not_sent(found, words)


def notices(actor: Any, today: date) -> DayPart | None:
    """What is owed at every enrolment of a parent, and has not gone (KS 3.4)."""
    found = owed_notices.owed(actor, today)
    words = ngettext(
        "One notice about children at home has not been sent.",
        "%(n)s notices about children at home have not been sent.",
        len(found),
    )
    return _not_sent(found, words)


def _not_sent(found: Sequence[Any], words: str) -> DayPart | None:
    if not found:
        return None
    sentence = as_sentence(words % {"n": in_words(len(found))})
    return DayPart(found, frozenset(one.episode_id for one in found), sentence=sentence)


@dataclass(frozen=True)
class Undocumented:
    """A case to be decided whose time to decide does not run."""

    who: str
    case_href: str
    href: str


def documents(actor: Any, _today: date) -> DayPart | None:
    """One's own cases to be decided of which nobody has said that they are fully documented."""
    found = documentation.missing_of(actor.pk)
    if not found:
        return None
    rows = [
        Undocumented(
            listed_name(name, number, protected), case_address(number), address_or_empty("intake:documentation", number)
        )
        for _key, number, name, protected in found
    ]
    words = ngettext(
        "In one case the time to decide does not run yet.",
        "In %(n)s cases the time to decide does not run yet.",
        len(rows),
    )
    sentence = as_sentence(words % {"n": in_words(len(rows))})
    return DayPart(rows, frozenset(key for key, *_row in found), sentence=sentence)


def talks(actor: Any, today: date) -> DayPart | None:
    """The first talks that were agreed, today and the coming week."""
    found = selectors.talks(actor, today)
    return DayPart(found, frozenset(one.episode_id for one in found)) if found else None


def inquiries(actor: Any, _today: date) -> DayPart | None:
    """The new inquiries of one's units, for who takes them; before one takes it, an inquiry has no name."""
    if not offered.offers("intake:inquiries", actor):
        return None
    cards, more = selectors.waiting(actor)
    one_team = standard.load().one_team
    hint = _("New inquiries stand beside.") if one_team else _("New inquiries of the unit stand beside.")
    return DayPart({"cards": cards, "more": more}, count=counted(len(cards), more), hint=hint)
