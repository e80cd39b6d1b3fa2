"""The words of this room's pages."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger import standard
from brobygger.care.assessment import rules
from brobygger.care.assessment.instruments import Definition, Words
from brobygger.ground import clock, dates
from brobygger.ground.languages import present_language
from brobygger.records.medicine import clinic
from brobygger.standard.words import amount_words


def said(words: Words) -> str:
    """Words of a definition in the reader's language."""
    return words.in_language(present_language())


def time_to_offer() -> str:
    """Within how long the health clinic's offer is to begin, as the standard in use says today (KS-3.5-4)."""
    rule = standard.load().clock(rules.CLINICS_OFFER, clock.today())
    return amount_words(rule.within.amount, rule.within.unit).in_(present_language())


def area_names() -> dict[str, str]:
    """The six areas by id, as the standard file names them."""
    language = present_language()
    return {area.id: area.name.in_(language) for area in standard.load().assessment_areas}


def part_label(part: str) -> str:
    """What a box is called."""
    own = {"physical": _("Physical health"), "mental": _("Mental health")}
    return own.get(part) or area_names().get(part, part)


def part_hint(part: str) -> str:
    """What to think of in a box."""
    return {
        "substances": _("Which, how much, how often, for how long. Earlier treatment, and what helped."),
        "social": _("Who is close, children, relatives, money, sentences. Who can be asked to help?"),
        "physical": _("Illness, pain, sleep, food, medicine, pregnancy, infection, overdoses."),
        "mental": _("Mood, anxiety, trauma, earlier contact with psychiatry, thoughts of dying."),
        "work": _("Work, education, support, courses. What has worked before?"),
        "housing": _("Where and how the citizen lives, and for how long it is safe."),
        "other": _("Anything else that matters for the treatment."),
    }.get(part, "")


def side_names() -> dict[str, str]:
    """The three sides that the standard asks for."""
    return {
        "physical": _("Physically"),
        "psychological": _("Psychologically"),
        "social": _("Socially"),
    }


def lacking(field: str) -> str:
    """What stands beside a box that keeps the assessment from being complete."""
    return {
        "anamnesis": _("Write the anamnesis."),
        "own_words": _("Write what the citizen says, or what the citizen wants to reach."),
        "need": _("Say whether the doctor is needed."),
    }.get(field, _("Write about this, or write why it is not relevant."))


def refused(code: str) -> str:
    """What a refused act is told."""
    return {
        "complete": _("The assessment is complete and locked."),
        "changed": _("A colleague has saved in the meantime. See below what is different, and save again."),
        "no-assessment": _("There is no assessment to complete yet."),
        "open-already": _("There is an assessment in progress already."),
        "future": _("This day lies ahead, or before it began. Write when it happened."),
        "no-consent": _("The citizen has not consented that we take the case up with psychiatry."),
        "not-a-meeting-day": _("The conference is not held on that weekday."),
        "closed-day": _("There is no conference on that day: it is closed."),
        "past": _("This day has passed."),
        "twice": _("The case is on that agenda already."),
        "ended": _("A colleague has ended this in the meantime."),
        "not-for-the-clinic": _("A need for %(clinic)s ends with an appointment or with a no.") % {"clinic": clinic()},
        "no-reason": _("Write a word about it."),
        "not-yours": _("Whoever made the assessment complete, or the manager, corrects it."),
        "not-complete": _("There is no complete assessment to correct."),
        "slot": _("The centre has not brought in the questions yet."),
        "same-version": _("Another text with this version is here already. Give the file a new version."),
        "corrected": _("These answers are corrected already."),
    }.get(code, _("This could not be stored."))


def finding(definition: Definition, points: Sequence[rules.Point]) -> str:
    """What a row of scores says, in one sentence; "" with fewer than two."""
    found = rules.change(points, higher_is_better=definition.higher_is_better, notable_change=definition.notable_change)
    if found is None:
        return ""
    values = {
        "title": said(definition.title),
        "first": found.first.score,
        "last": found.last.score,
        "day": dates.full_day(found.first.day),
    }
    if found.direction == "same":
        return _("%(title)s is the same as %(day)s: %(last)s points.") % values
    if found.last.score > found.first.score:
        told = _("%(title)s has risen from %(first)s to %(last)s points since %(day)s") % values
    else:
        told = _("%(title)s has fallen from %(first)s to %(last)s points since %(day)s") % values
    return f"{told}: {_meaning(found, definition)}"


def _meaning(found: rules.Change, definition: Definition) -> str:
    better = found.direction == "better"
    if found.notable is None:
        return _("it goes the right way.") if better else _("it goes the wrong way.")
    limit = {"limit": definition.notable_change}
    if not found.notable:
        return _("less than the %(limit)s points that count as a change.") % limit
    if better:
        return _("better, by at least the %(limit)s points that count as a change.") % limit
    return _("worse, by at least the %(limit)s points that count as a change.") % limit


def points_said(count: int) -> str:
    """A number of points in words."""
    return ngettext("%(count)s point", "%(count)s points", count) % {"count": count}


def fault(code: str, values: Mapping[str, object]) -> str:
    """What is wrong at a place of a definition file."""
    told = {
        "too-long": _("the file is longer than %(most)s characters"),
        "not-toml": _("the file is not TOML (%(error)s)"),
        "unreadable": _("the file has too many brackets inside one another, or a number with too many digits"),
        "long": _("takes at most %(most)s characters"),
        "same-id": _("two items have the same id"),
        "factor": _("must be 1 or more"),
        "no-item": _("no item is called %(name)s"),
        "no-scale": _("there is no scale called %(name)s"),
        "band-start": _("a band should begin at %(expected)s, but one goes from %(low)s to %(high)s"),
        "band-end": _("the bands end at %(end)s, but %(highest)s points can be reached"),
        "table": _("must be a table"),
        "list": _("must be a list"),
        "text": _("must be text"),
        "whole": _("must be a whole number"),
        "missing": _("is missing"),
        "choices": _("needs answers, each with value and da"),
        "same-value": _("two answers have the same value"),
        "sex": _("sex is F, M or left out"),
        "tone": _("tone is warning, error or left out"),
        "from-to": _("a band needs from and to"),
        "part-items": _("needs a list of items"),
        "id": _("takes at most 40 letters a-z, digits and hyphens"),
        "one-of": _("must be one of %(allowed)s"),
        "no-questions": _("there are no questions in the file"),
    }.get(code, _("is not right"))
    return told % values
