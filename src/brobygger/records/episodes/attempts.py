"""A talk that was tried and did not come about: each try stands on the timeline, and the deadline stays open.

Somebody who is not reached is not somebody who said no. After the second try it is time for another way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _

from brobygger.ground import promised, room
from brobygger.records.episodes.facts import HOW, MONTH
from brobygger.standard.promised import AFTER_THE_END

NOT_REACHED, DID_NOT_COME = "not-reached", "did-not-come"
ENOUGH = 2  # tries of one kind, after which another way is suggested


class Happened(Protocol):
    """What stands on a timeline."""

    kind: str
    on: date
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Tries:
    """The tries since the talk was held last, oldest first."""

    days: tuple[tuple[date, str], ...] = ()

    @property
    def in_words(self) -> list[tuple[date, str]]:
        """Each with its day and its words."""
        words = how_words()
        return [(on, words.get(how, how)) for on, how in self.days]

    @property
    def suggestions(self) -> list[tuple[str, str]]:
        """What to do instead of trying the same once more, each with its page; nothing before the second try."""
        return suggestions() if len(self.days) >= ENOUGH else []


def tries(happened: Iterable[Happened], kind: str, *, month: int | None = None) -> Tries:
    """The tries of a kind on a timeline as it stands, in its order; `month` tells the two after the end apart."""
    found = [
        (h.on, str(HOW.read(h.facts) or ""))
        for h in happened
        if h.kind == kind and (month is None or MONTH.read(h.facts) == month)
    ]
    return Tries(tuple(found))


def how_words() -> dict[str, str]:
    """What came of a try."""
    return {NOT_REACHED: _("not reached"), DID_NOT_COME: _("did not come")}


def try_words(facts: Mapping[str, Any]) -> str:
    """What came of a try, and of which talk after the end of the treatment."""
    how = how_words().get(str(HOW.read(facts)), "")
    return ", ".join(part for part in (month_words(facts), how) if part)


def month_words(facts: Mapping[str, Any]) -> str:
    """Which of the two talks after the end of the treatment an event is about; nothing where it is about neither."""
    told = str(MONTH.read(facts))
    month = next((one for one in AFTER_THE_END if str(one) == told), None)
    return _("after %(time)s") % {"time": promised.after_end(month)} if month else ""


def how_choices() -> list[tuple[str, str]]:
    """The same, as a form asks it."""
    return [
        (NOT_REACHED, _("Not reached: nobody answered")),
        (DID_NOT_COME, _("Did not come to what was agreed")),
    ]


def suggestions() -> list[tuple[str, str]]:
    """Other ways to somebody who has been tried twice, and the page of the case where each is done, if one is."""
    return [
        (_("Write a letter with a time, and offer another place or the telephone."), room.page_of("invite")),
        (_("Ask somebody the citizen has said yes to that we talk with."), room.page_of("consents")),
        (_("Go out to the citizen: at home, or where the citizen usually is."), ""),
        (_("Talk it over with a colleague or the manager before the time runs out."), room.page_of("hand-over")),
    ]
