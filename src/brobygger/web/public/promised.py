"""How long the standard in use allows, for the sentences of the public pages: their numbers are the clocks' own."""

from datetime import date

from brobygger import standard
from brobygger.ground import clock
from brobygger.ground.languages import present_language
from brobygger.standard import ClockVersion
from brobygger.standard.words import amount_words
from brobygger.web.public.selectors import GUARANTEE

DOCTOR = "medical-offer"


def to_begin() -> str:
    """Within how long treatment begins: where the lines are promised different times, the longer one (KS-3.5-1)."""
    today = clock.today()
    rules = [_rule(name, today) for name in GUARANTEE]
    # What counts days and what counts weeks is compared by the day on which each would end.
    calendar = standard.load().calendar
    return _words(max(rules, key=lambda rule: rule.within.counted(calendar, today, {}) or today))


def to_doctor() -> str:
    """Within how long who needs a doctor gets a time (KS-3.5-4)."""
    return _words(_rule(DOCTOR, clock.today()))


def _rule(name: str, today: date) -> ClockVersion:
    return standard.load().clock(name, today)


def _words(rule: ClockVersion) -> str:
    language = present_language()
    return rule.within_words.in_(language) or amount_words(rule.within.amount, rule.within.unit).in_(language)
