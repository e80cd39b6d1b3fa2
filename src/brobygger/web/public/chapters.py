"""The standard as it is published: chapters, sections, and under each section the promises that keep time."""

from dataclasses import dataclass
from datetime import date

from brobygger.standard import ClockVersion, Standard, offer_words
from brobygger.standard.clocks import CITIZEN
from brobygger.standard.model import Section
from brobygger.standard.text import Text


@dataclass(frozen=True, slots=True)
class Published:
    """One section with the promises given in it, and what the file holds as values for it (``items``)."""

    section: Section
    promises: tuple[ClockVersion, ...]
    items: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its own text first, then its sections in order."""

    number: str
    head: Published
    sections: tuple[Published, ...]

    @property
    def promises(self) -> list[ClockVersion]:
        """Every promise of the chapter, in the order of the standard."""
        return [promise for part in (self.head, *self.sections) for promise in part.promises]


def order(number: str) -> tuple[int, ...]:
    """Sorts 5.2 before 5.10."""
    return tuple(int(part) for part in number.split("."))


def promises_on(standard: Standard, day: date) -> list[ClockVersion]:
    """Every promise of the centre that holds on a day; the house's own working deadlines are none.

    The citizen's own time to appeal is among them: it is promised that it is there.
    """
    return [
        version
        for version in standard.clocks
        if version.covers(day) and (version.is_promise or version.answers == CITIZEN)
    ]


def chapters(standard: Standard, day: date) -> list[Chapter]:
    """The whole standard as it holds on a day, chapter by chapter."""
    promises = promises_on(standard, day)
    items = _items(standard)
    published = [
        Published(section, tuple(p for p in promises if p.section == section.number), items.get(section.number, ()))
        for section in sorted(standard.sections, key=lambda s: order(s.number))
    ]
    heads = [p for p in published if p.section.level == 1]
    return [
        Chapter(
            head.section.number,
            head,
            tuple(p for p in published if p.section.chapter == head.section.number and p is not head),
        )
        for head in heads
    ]


def _items(standard: Standard) -> dict[str, tuple[Text, ...]]:
    """The guidelines for gift cards, under the section that is about them (BEK nr. 1477 af 17/12/2019 § 4)."""
    about = next((section.number for section in standard.sections if "gift-cards" in section.contents), None)
    return {about: offer_words.gift_cards(standard)} if about else {}


def for_audience(standard: Standard, audience: str) -> list[Section]:
    """The sections that concern citizens, relatives or professionals (KS 1)."""
    found = [section for section in standard.sections if audience in section.audience]
    return sorted(found, key=lambda s: order(s.number))
