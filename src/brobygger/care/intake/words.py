"""Intake in plain words, in the language of the page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger import standard
from brobygger.care.intake.models import Channel, Inquiry, Substance
from brobygger.ground import clock, dates
from brobygger.ground.languages import present_language
from brobygger.records.people.models import Person
from brobygger.records.people.rules import age_on
from brobygger.records.people.services import AtHome
from brobygger.standard import Text


def said(text: Text) -> str:
    """A text of the standard file in the language of the page."""
    return text.in_(present_language())


def unit(unit_id: str) -> str:
    """The name of a unit."""
    try:
        return said(standard.load().unit(unit_id).name)
    except KeyError:
        return unit_id


def years(age: int | None) -> str:
    """An age in words; "" when nobody told."""
    return ngettext("%(num)s year", "%(num)s years", age) % {"num": age} if age is not None else ""


def who(inquiry: Inquiry) -> str:
    """Who an inquiry is from without a name: "Mand, 44 år: kokain"."""
    kinds = {"F": _("Woman"), "M": _("Man")}
    person = kinds.get(inquiry.sex) or (_("Anonymous") if inquiry.is_anonymous else _("Citizen"))
    about = str(Substance(inquiry.substance).label)
    about = about[:1].lower() + about[1:]
    return f"{', '.join(part for part in (person, years(inquiry.age)) if part)}: {about}"


def how_received(inquiry: Inquiry) -> str:
    """How and when somebody reached us: "Ringede i går kl. 15.10"."""
    local = inquiry.received_at.astimezone(clock.DENMARK)
    days = (clock.today() - local.date()).days
    if days == 0:
        day = _("today")
    elif days == 1:
        day = _("yesterday")
    else:
        day = dates.day(local)
    how = {
        Channel.PHONE: _("Called %(when)s"),
        Channel.IN_PERSON: _("Came by %(when)s"),
        Channel.OPEN_COUNSELLING: _("Open counselling %(when)s"),
        Channel.LETTER: _("Wrote a letter %(when)s"),
        Channel.WEB: _("Wrote on the web %(when)s"),
        Channel.AUTHORITY: _("Through another authority %(when)s"),
    }[Channel(inquiry.channel)]
    return how % {"when": _("%(day)s at %(time)s") % {"day": day, "time": dates.clock_time(local)}}


def days_left(inquiry: Inquiry) -> str:
    """How long the promise still allows: "13 dage endnu", from the first deadline of the case."""
    act_by = inquiry.episode.next_act_by
    if act_by is None:
        return ""
    left = (act_by - clock.today()).days
    if left < 0:
        return _("should have been done")
    if left == 0:
        return _("today at the latest")
    return ngettext("%(num)s day left", "%(num)s days left", left) % {"num": left}


def anonymous_hint() -> str:
    """Which treatment may be anonymous all the way, as the standard in use says."""
    lines = [line for line in standard.load().lines if line.may_be_anonymous]
    if len(lines) == len(standard.load().lines):
        return _("No CPR is kept. Treatment may be anonymous all the way.")
    if lines:
        names = {"line": said(lines[0].name)}
        return _("No CPR is kept. %(line)s may be anonymous all the way.") % names
    return _("No CPR is kept until the treatment, which needs a number.")


def routing(inquiry: Inquiry) -> str:
    """Why the inquiry lies in its unit."""
    if inquiry.moved_from_standard:
        names = {"chosen": unit(inquiry.unit), "standard": unit(inquiry.suggested_unit)}
        return _("%(chosen)s was chosen; the standard says %(standard)s.") % names
    route = standard.route(standard.load(), inquiry.age, inquiry.line)
    return said(route.why)


def substance_of(episode: Any) -> str:
    """What a case is mostly about, as the inquiry said; "" for a case without one."""
    code = getattr(episode, "substance", None)
    return str(Substance(code).label) if code else ""


def substances(codes: Iterable[str]) -> str:
    """Substances as a list in a sentence."""
    labels = dict(Substance.choices)
    return ", ".join(str(labels.get(code, code)).lower() for code in codes)


def at_home(home: AtHome) -> str:
    """What is known of children at home: "6 og 9 år", "Ja", "Nej", "Ikke spurgt"; nothing is made of no answer."""
    if home.answer != Person.AtHome.YES:
        return str(Person.AtHome(home.answer).label)
    if not home.any_minor:
        return _("None under 18")
    born = [child.birth_date for child in home.minors]
    known = [day for day in born if day is not None]
    if not born:
        return str(Person.AtHome.YES.label)
    if len(known) < len(born):
        return ngettext("Yes, %(num)s child", "Yes, %(num)s children", len(born)) % {"num": len(born)}
    return ages(known)


def ages(birth_dates: Iterable[date]) -> str:
    """The ages of children: "6 og 9 år"."""
    today = clock.today()
    found = sorted(age_on(born, today) for born in birth_dates)
    listed = " ".join([", ".join(map(str, found[:-1])), _("and"), str(found[-1])]) if found[1:] else str(*found)
    return _("%(ages)s years") % {"ages": listed} if found else ""
