"""How long a clock allows, for a sentence of a letter or a page: "14 dage", "fire uger", "four weeks".

One place for all of them, so that no sentence names a number that the clock does not count.
"""

from collections.abc import Iterable
from datetime import date

from brobygger.standard.clocks import ClockVersion
from brobygger.standard.known import AFTER_FOLLOW_UP_HELD, MONTH
from brobygger.standard.loading import load
from brobygger.standard.text import Text
from brobygger.standard.words import amount_words

GUARANTEE = "treatment-guarantee"
# The two talks after the end, by the month that their events bear.
AFTER_THE_END = (1, 6)

_SPELT = (
    Text("nul", "no"),
    Text("en", "one"),
    Text("to", "two"),
    Text("tre", "three"),
    Text("fire", "four"),
    Text("fem", "five"),
    Text("seks", "six"),
    Text("syv", "seven"),
    Text("otte", "eight"),
    Text("ni", "nine"),
    Text("ti", "ten"),
)
_SPELT_UNITS = ("weeks", "months")
_LIMIT = Text("fristen", "the time limit")


def version_of(clock_id: str, on: date) -> ClockVersion:
    """The version of a clock that holds on the day of the act; before and after all of them, the nearest.

    A sentence is written whenever somebody opens a page: it says something true of the clock on every day.

    Raises:
        KeyError: the file has no such clock.
    """
    return _nearest(load().clocks_by_id[clock_id], on)


def allowed(clock_id: str, on: date) -> Text:
    """What a clock allows on a day: days in figures, up to ten weeks or months spelt out."""
    return words_of(version_of(clock_id, on))


def the_allowed(clock_id: str, on: date) -> Text:
    """The same as something known: "de fire uger", "the 14 days"; the time limit, where it is no number."""
    return known_words(version_of(clock_id, on))


def known_words(version: ClockVersion) -> Text:
    """What a version allows, as something known."""
    if version.within_words.da or version.within.unit in ("fraction-of-weeks", "date"):
        return _LIMIT
    words = words_of(version)
    article = "den" if version.within.amount == 1 else "de"
    return Text(f"{article} {words.da}", f"the {words.en}")


def guarantee(line: str, on: date) -> ClockVersion:
    """The promise of when treatment on a line begins (KS-3.5-1)."""
    return version_of(f"{GUARANTEE}-{line}", on)


def slowest(clock_ids: Iterable[str], on: date) -> ClockVersion:
    """Of several promises the longest, compared by the day on which each would end: days are not weeks."""
    calendar = load().calendar
    return max((version_of(one, on) for one in clock_ids), key=lambda one: one.within.counted(calendar, on, {}) or on)


def after_the_end(month: int, on: date) -> ClockVersion | None:
    """The clock of one of the two talks after the end; None where the file follows up no such talk."""
    met = [one for one in load().clocks if one.met_by_event(AFTER_FOLLOW_UP_HELD, {MONTH.name: month})]
    return _nearest(met, on) if met else None


def after_words(month: int, on: date) -> Text:
    """How long after the end one of the two talks is: "seks måneder"."""
    version = after_the_end(month, on)
    return words_of(version) if version else _spelt(month, "months")


def both_after(on: date) -> Text:
    """How long after the end the two talks are: "en og seks måneder"."""
    first, second = (after_words(month, on) for month in AFTER_THE_END)
    versions = [one for one in (after_the_end(month, on) for month in AFTER_THE_END) if one]
    if len({one.within.unit for one in versions}) == 1 and not any(one.within_words.da for one in versions):
        # The unit is said once.
        first = Text(first.da.partition(" ")[0], first.en.partition(" ")[0])
    return Text(f"{first.da} og {second.da}", f"{first.en} and {second.en}")


def promise_between(start: str, meets: str, on: date) -> ClockVersion | None:
    """The promise that one event starts and another keeps, in whatever way the file names it (KS-5.2-1)."""
    found = [
        one
        for one in load().clocks
        if one.is_promise
        and one.covers(on)
        and start in {trigger.event for trigger in one.starts}
        and meets in {trigger.event for trigger in one.met_by}
        and one.within.unit not in ("fraction-of-weeks", "date")
    ]
    return min(found, key=lambda one: one.within.counted(load().calendar, on, {}) or on, default=None)


def whole_weeks(version: ClockVersion) -> int:
    """How many whole weeks a promise holds on any day: three months may be 89 days, so they are 12."""
    starts = [date(2023, month, 1) for month in range(1, 13)]
    ends = [version.within.counted(load().calendar, day, {}) or day for day in starts]
    return max(1, min((end - day).days for day, end in zip(starts, ends, strict=True)) // 7)


def words_of(version: ClockVersion) -> Text:
    """What a version allows, in words."""
    if version.within_words.da:
        return version.within_words
    return _spelt(version.within.amount, version.within.unit)


def _spelt(amount: float, unit: str) -> Text:
    words = amount_words(amount, unit)
    if unit not in _SPELT_UNITS or not 0 < amount < len(_SPELT):
        return words
    number = _SPELT[int(amount)]
    return Text(f"{number.da} {words.da.partition(' ')[2]}", f"{number.en} {words.en.partition(' ')[2]}")


def _nearest(versions: Iterable[ClockVersion], on: date) -> ClockVersion:
    known = list(versions)
    holding = next((one for one in known if one.covers(on)), None)
    if holding is not None:
        return holding
    return min(known, key=lambda one: min(abs((day - on).days) for day in (one.valid_from, one.valid_to) if day))
