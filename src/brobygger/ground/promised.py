"""How long the standard in use allows, for the sentences of pages, in the reader's language: the clocks' numbers."""

from datetime import date, datetime

from brobygger.ground import clock
from brobygger.ground.languages import present_language
from brobygger.standard import ClockVersion, Text, promised
from brobygger.standard.promised import GUARANTEE

LINES = ("drug", "alcohol")
DOCTOR = "medical-offer"


def within(clock_id: str, on: date | datetime | None = None) -> str:
    """What a clock allows: "four weeks"; today, where no other day is meant."""
    return _in(promised.allowed(clock_id, _day(on)))


def the(clock_id: str, on: date | datetime | None = None) -> str:
    """The same as something known: "the four weeks"."""
    return _in(promised.the_allowed(clock_id, _day(on)))


def to_begin() -> str:
    """Within how long treatment begins: where the lines are promised different times, the longer one (KS-3.5-1)."""
    return in_words(promised.slowest(_guarantees(), clock.today()))


def the_time_to_begin(line: str = "", on: date | datetime | None = None) -> str:
    """The same as something known, of one line where it is said which: "the 14 days"."""
    day = _day(on)
    return the(f"{GUARANTEE}-{line}" if line in LINES else promised.slowest(_guarantees(), day).id, day)


def to_doctor() -> str:
    """Within how long who needs a doctor gets a time (KS-3.5-4)."""
    return within(DOCTOR)


def after_end(month: int, on: date | datetime | None = None) -> str:
    """How long after the end one of the two talks is, by the month that its events bear: "six months" (KS 5.5)."""
    return _in(promised.after_words(month, _day(on)))


def both_after_end(on: date | datetime | None = None) -> str:
    """How long after the end both talks are: "one and six months"."""
    return _in(promised.both_after(_day(on)))


def _guarantees() -> list[str]:
    return [f"{GUARANTEE}-{line}" for line in LINES]


def _day(on: date | datetime | None) -> date:
    if on is None:
        return clock.today()
    return clock.local_date(on) if isinstance(on, datetime) else on


def in_words(version: ClockVersion) -> str:
    """What a version of a clock allows."""
    return _in(promised.words_of(version))


def the_words(version: ClockVersion) -> str:
    """The same as something known."""
    return _in(promised.known_words(version))


def _in(words: Text) -> str:
    return words.in_(present_language())
