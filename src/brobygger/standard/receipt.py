"""When a letter counts as received: by its receipt, else by the presumption of its time.

The appeal period runs from receipt (retssikkerhedsloven § 67). Where no receipt is known, a letter is
presumed to have come some days after it was sent, and how many has changed over the years.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from brobygger.standard.events import Happening
from brobygger.standard.known import LETTER_DELIVERED, MEANS
from brobygger.standard.text import Text
from brobygger.standard.working_days import Calendar

_DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True)
class PresumedReceipt:
    """How long one way of sending takes, for letters sent between two dates.

    ``days_by_weekday`` counts calendar days from the weekday of sending (Monday first, None where post is
    not collected that day); ``working_days`` counts working days instead.
    """

    means: str
    law: str
    words: Text
    working_days: int | None
    days_by_weekday: tuple[int | None, ...]
    valid_from: date | None
    valid_to: date | None

    def covers(self, sent_on: date) -> bool:
        """Whether a letter sent that day falls under this rule."""
        return (self.valid_from is None or self.valid_from <= sent_on) and (
            self.valid_to is None or sent_on <= self.valid_to
        )

    def received_on(self, calendar: Calendar, sent_on: date) -> date:
        """The day on which a letter sent on ``sent_on`` counts as received."""
        if self.working_days is not None:
            return calendar.add_working_days(sent_on, self.working_days)
        for waited in range(_DAYS_OF_WEEK):
            collected = sent_on + timedelta(days=waited)
            days = self.days_by_weekday[collected.weekday()]
            if days is not None:
                return collected + timedelta(days=days)
        return sent_on


def without_failed(letters: list[Happening], failures: list[Happening]) -> list[Happening]:
    """Letters that did not fail: each failure takes away the last letter of its kind before it."""
    left = list(letters)
    for failure in failures:
        for letter in reversed(left):
            if letter.at < failure.at and _same_letter(letter, failure):
                left.remove(letter)
                break
    return left


def presumed_deliveries(
    sent: list[Happening],
    delivered: list[Happening],
    rules: tuple[PresumedReceipt, ...],
    calendar: Calendar,
) -> list[Happening]:
    """A presumed ``letter.delivered`` for each letter that was sent and has no known receipt.

    A known receipt always goes before the presumption. The presumed event carries the fact
    ``presumed_from``: the day of sending.
    """
    waiting = list(sent)
    for receipt in delivered:
        for letter in waiting:
            if letter.at < receipt.at and _same_letter(letter, receipt):
                waiting.remove(letter)
                break
    presumed = []
    for letter in waiting:
        rule = rule_for(rules, MEANS.read(letter.facts), letter.on)
        if rule is not None:
            facts = {**letter.facts, "presumed_from": letter.on}
            presumed.append(Happening(LETTER_DELIVERED, rule.received_on(calendar, letter.on), facts))
    return presumed


def rule_for(rules: tuple[PresumedReceipt, ...], means: object, sent_on: date) -> PresumedReceipt | None:
    """The presumption for a letter sent by ``means`` on that day; None where none is known."""
    for rule in rules:
        if rule.means == means and rule.covers(sent_on):
            return rule
    return None


def _same_letter(letter: Happening, other: Happening) -> bool:
    """Whether two events may be about one letter: an unknown fact does not set them apart."""
    for fact in ("letter_id", "letter"):
        one, two = letter.facts.get(fact), other.facts.get(fact)
        if one is not None and two is not None and one != two:
            return False
    return True
