"""What comes after a decision, in words: who does what, and by when."""

from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.care.visitation.selectors import AFTER_A_CHOICE, AFTER_A_NO, AFTER_AN_APPEAL, CaseView
from brobygger.ground import clock, dates, room
from brobygger.ground.addresses import address_or_empty
from brobygger.ground.events import EventKind
from brobygger.ground.languages import present_language
from brobygger.records.episodes.events import EPISODE_CLOSED
from brobygger.records.episodes.milestones import TREATMENT_STARTED
from brobygger.records.episodes.models import StoredDeadline


def acts() -> dict[str, str]:
    """What each of the house's own deadlines of this room asks for, in the words of the standard file."""
    return _acts(present_language())


@cache
def _acts(language: str) -> dict[str, str]:
    return {
        one: _rule_of(one).act.in_(language)
        for one in (*AFTER_A_CHOICE, *AFTER_AN_APPEAL, *AFTER_A_NO)
        if one in standard.load().clocks_by_id
    }


def _rule_of(name: str) -> Any:
    return standard.load().clock(name, clock.today())


def by_whom(waits: StoredDeadline) -> str:
    """Who answers for a deadline, and by when."""
    language = present_language()
    who = standard.load().roles[waits.answers].in_(language)
    return _("%(who)s answers for it, by %(day)s at the latest.") % {
        "who": who,
        "day": dates.full_day(waits.act_by),
    }


def next_of_choice(view: CaseView, number: str) -> dict[str, Any] | None:
    """The next step after a choice of provider, as components/next_act.html draws it."""
    waits = view.after_choice
    if waits is None:
        return None
    answer = (
        _("The place answers, or the citizen changes their mind"),
        address_or_empty("visitation:provider_answer", number),
    )
    button, links = {
        "provider-referral": ((_("Write the referral"), address_or_empty("visitation:referral", number)), [answer]),
        "provider-answer": ((_("Note what has happened"), address_or_empty("visitation:provider_answer", number)), []),
        "provider-start": (_button_for(TREATMENT_STARTED, number), [answer]),
        "start-after-choice": (
            _button_for(TREATMENT_STARTED, number),
            [(_("The citizen chooses another provider"), address_or_empty("visitation:provider", number))],
        ),
    }[waits.clock]
    return {"title": acts()[waits.clock], "text": by_whom(waits), "button": button, "links": links}


def next_of_decision(view: CaseView, number: str, can: dict[str, bool]) -> dict[str, Any] | None:
    """The next step after a refusal, an appeal that was sent on, or a ruling, as components/next_act.html draws it."""
    waits = view.after_decision
    if waits is None:
        return None
    text, button, links = by_whom(waits), None, []
    if waits.clock == "appeal-ruling":
        button = (_("Note the ruling"), address_or_empty("visitation:next_ruling", number)) if can["reassess"] else None
    elif waits.clock in AFTER_AN_APPEAL:
        ruled = next((one for one in view.appeals if one.pk == waits.about.get("appeal_id")), None)
        button = (_("See the ruling"), address_or_empty("visitation:appeal", number, ruled.pk)) if ruled else None
    else:
        period = view.appeal_period(waits.about.get("decision_id"))
        if period is not None and period.due_on >= clock.today():
            day = dates.full_day(period.due_on)
            text = " ".join((_("The citizen can appeal until %(day)s.") % {"day": day}, text))
        links = (
            [(_("Write a new recommendation"), address_or_empty("visitation:recommend", number))]
            if can["recommend"]
            else []
        )
        button = _button_for(EPISODE_CLOSED, number) if can["recommend"] else None
    return {"title": acts()[waits.clock], "text": text, "button": button, "links": links}


def _button_for(event: EventKind, number: str) -> tuple[str, str] | None:
    """The way to the page of another room that makes an event happen, in that room's words."""
    found = room.opening(event.id)
    return (str(found.words), address_or_empty(found.page, number)) if found else None
