"""What comes after a decision, in words: who does what, and by when."""

from functools import cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.care.visitation.selectors import AFTER_A_CHOICE, CaseView
from brobygger.records.episodes.models import StoredDeadline
from brobygger.records.pages import address
from brobygger.standard import day_words
from brobygger.trust import clock


def acts() -> dict[str, str]:
    """What each of the house's own deadlines of this room asks for, in the words of the standard file."""
    return _acts(get_language() or "da")


@cache
def _acts(language: str) -> dict[str, str]:
    return {one: _rule_of(one).act.in_(language) for one in AFTER_A_CHOICE if one in standard.load().clocks_by_id}


def _rule_of(name: str) -> Any:
    return standard.load().clock(name, clock.today())


def by_whom(waits: StoredDeadline) -> str:
    """Who answers for a deadline, and by when."""
    language = get_language() or "da"
    who = standard.load().roles[waits.answers].in_(language)
    return _("%(who)s answers for it, by %(day)s at the latest.") % {
        "who": who,
        "day": day_words(waits.act_by).in_(language),
    }


def next_of_choice(view: CaseView, number: str) -> dict[str, Any] | None:
    """The next step after a choice of provider, as components/next_act.html draws it."""
    waits = view.after_choice
    if waits is None:
        return None
    answer = (_("The place answers, or the citizen changes their mind"), address("visitation:provider_answer", number))
    button, links = {
        "provider-referral": ((_("Write the referral"), address("visitation:referral", number)), [answer]),
        "provider-answer": ((_("Note what has happened"), address("visitation:provider_answer", number)), []),
        "provider-start": ((_("Confirm the start"), address("plans:start_treatment", number)), [answer]),
        "start-after-choice": (
            (_("Register the first talk"), address("plans:start_treatment", number)),
            [(_("The citizen chooses another provider"), address("visitation:provider", number))],
        ),
    }[waits.clock]
    return {"title": acts()[waits.clock], "text": by_whom(waits), "button": button, "links": links}
