"""What the standard says of an assessment. Pure.

BEK nr. 1477 of 17 December 2019 § 1: six areas, and finished as soon as possible where it could not be done in time.
KS 3.5: physical, psychological and social within the 14 days. KS 4.2: anamnesis, referrals, the Thursday conference.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from brobygger.standard import Calendar, Standard, Text, purposes

# Where it is written about each area. Health is written in two boxes, for KS 3.5 asks for both sides of it.
PARTS_OF_AREA: Mapping[str, tuple[str, ...]] = {"health": ("physical", "mental")}
SIDE_OF_PART: Mapping[str, str] = {"physical": "physical", "mental": "psychological", "social": "social"}
SIDES = ("physical", "psychological", "social")
CITIZENS = ("own_words", "own_goals")
LONGEST = 20_000
NOT_RELEVANT = "_not_relevant"

# To whom a citizen is referred (KS 4.2), and those who assess for the municipality (serviceloven § 101, stk. 3).
PSYCHOLOGIST, PSYCHIATRY, CLINIC, PROVIDER = "psychologist", "psychiatry", "health-clinic", "provider"
REFERRED_TO = (PSYCHOLOGIST, PSYCHIATRY, CLINIC)

# Why the health clinic is asked (KS 6.2.7).
MEDICAL, DETOX = "medical", "detox"
NEEDS = (MEDICAL, DETOX)

CLINICS_OFFER = "medical-offer"  # the clock of the health clinic's offer


def parts(areas: Iterable[str]) -> list[str]:
    """The boxes that are written in, in the order of the areas: an area, or its parts."""
    return [part for area in areas for part in PARTS_OF_AREA.get(area, (area,))]


def area_of(part: str) -> str:
    """The area that a box belongs to."""
    return next((area for area, own in PARTS_OF_AREA.items() if part in own), part)


def is_told(content: Mapping[str, str], part: str) -> bool:
    """Whether something is written about a part, or why it is not relevant."""
    return bool(content.get(part, "").strip() or content.get(part + NOT_RELEVANT, "").strip())


def covered_areas(content: Mapping[str, str], areas: Iterable[str]) -> list[str]:
    """The areas of which every part is told."""
    return [area for area in areas if all(is_told(content, part) for part in PARTS_OF_AREA.get(area, (area,)))]


def covered_sides(content: Mapping[str, str]) -> list[str]:
    """Which of physical, psychological and social are covered (KS 3.5)."""
    return [side for part, side in SIDE_OF_PART.items() if is_told(content, part)]


def missing(content: Mapping[str, str], areas: Iterable[str], *, need_judged: bool) -> list[str]:
    """The boxes that keep an assessment from being complete, by field name.

    Every part, the anamnesis (KS 4.2), the citizen's own words or goals (KS 2), and whether the doctor is needed
    (KS 6.2.7).
    """
    found = [part for part in parts(areas) if not is_told(content, part)]
    if not content.get("anamnesis", "").strip():
        found.append("anamnesis")
    if not any(content.get(name, "").strip() for name in CITIZENS):
        found.append("own_words")
    return found if need_judged else [*found, "need"]


def not_relevant(content: Mapping[str, str], areas: Iterable[str]) -> list[str]:
    """The parts of which only is said why they are not relevant."""
    told = [part for part in parts(areas) if is_told(content, part)]
    return [part for part in told if not content.get(part, "").strip()]


@dataclass(frozen=True)
class Meeting:
    """One day of a standing conference; `closed` is why it is not held, or None."""

    day: date
    closed: Text | None


def meetings(standard: Standard, since: date, count: int) -> list[Meeting]:
    """The next days of the joint conference with psychiatry, closed ones told as closed (KS 4.2).

    None where the file has no fixed weekday for it.
    """
    conference = standard.conference_for(purposes.PSYCHIATRY)
    if conference.weekday is None:
        return []
    first = since + timedelta(days=(conference.weekday - since.weekday()) % 7)
    days = [first + timedelta(days=7 * number) for number in range(count)]
    return [Meeting(day, why_closed(standard.calendar, day)) for day in days]


def why_closed(calendar: Calendar, day: date) -> Text | None:
    """Why nobody is at work on a day: the holiday or the centre's own closing; None on a working day."""
    return calendar.holiday(day) or calendar.closing(day)


@dataclass(frozen=True)
class Point:
    """One answered score at its day."""

    day: date
    score: int


@dataclass(frozen=True)
class Change:
    """What a row of scores says: from the first to the last.

    `direction`: "better", "worse" or "same"; `notable` when the change is at least what the instrument calls so,
    None when the instrument has no such limit.
    """

    first: Point
    last: Point
    direction: str
    notable: bool | None


def change(points: Sequence[Point], *, higher_is_better: bool, notable_change: int | None) -> Change | None:
    """What has happened from the first answer to the last; None with fewer than two."""
    if len(points) < 2:
        return None
    first, last = points[0], points[-1]
    difference = last.score - first.score
    direction = "same"
    if difference:
        direction = "better" if (difference > 0) == higher_is_better else "worse"
    notable = None if notable_change is None else abs(difference) >= notable_change
    return Change(first, last, direction, notable)
