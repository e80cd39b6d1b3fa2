"""What an inquiry is read as: who it concerns, how old they are, and what it leads to. Pure.

KS 1: over 18. KS 4.1: anonymous, in person or by phone, without referral. KS 6: the unit follows age and
substance.
"""

import re
from dataclasses import dataclass
from datetime import date

from brobygger.records.people.rules import BadNumber, PersonalNumber, age_on, parse_personal_number

PHONE, IN_PERSON, OPEN_COUNSELLING, LETTER, WEB, AUTHORITY = (
    "phone",
    "in-person",
    "open-counselling",
    "letter",
    "web",
    "authority",
)
CHANNELS = (PHONE, IN_PERSON, OPEN_COUNSELLING, LETTER, WEB, AUTHORITY)

CITIZEN, RELATIVE, PROFESSIONAL = "citizen", "relative", "professional"
TREATMENT, ADVICE = "treatment", "advice"
DRUG, ALCOHOL = "drug", "alcohol"

SUBSTANCES = (
    "alcohol",
    "cannabis",
    "cocaine",
    "amphetamine",
    "opioids",
    "benzodiazepines",
    "mdma",
    "other",
)

WITHDRAWN_REASONS = ("citizen", "not-reached", "other-municipality", "not-target-group", "twice")
TOPICS = (
    "own-use",
    "living-with",
    "children",
    "getting-help",
    "treatment-options",
    "rules-and-rights",
    "other",
)

FIRST_TALK = "first-talk"  # what an appointment that is agreed is for

OLDEST = 110


def line_of(substance: str) -> str:
    """The line of treatment that a substance belongs to."""
    return ALCOHOL if substance == "alcohol" else DRUG


class BadAge(ValueError):
    """What was typed is no age, date or number; the code tells which sentence the form shows.

    Codes: "form", "date", "future", "old".
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Age:
    """How old somebody is, as it was told: an age, a birth date, or a personal number (each gives more)."""

    years: int | None
    birth_date: date | None = None
    number: PersonalNumber | None = None


_DATE = re.compile(r"^(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ](\d{4}|\d{2})$")
_SIX = re.compile(r"^(\d{2})(\d{2})(\d{2})$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")


def read_age(text: str, today: date) -> Age:
    """Read "44", "1.1.1982", "010182", "1982-01-01" or a whole CPR number; raises BadAge."""
    text = text.strip()
    if re.fullmatch(r"\d{1,3}", text):
        years = int(text)
        if years > OLDEST:
            raise BadAge("old")
        return Age(years)
    born = _read_date(text, today)
    if born is not None:
        return Age(years_old(born, today), born)
    try:
        number = parse_personal_number(text)
    except BadNumber as error:
        raise BadAge(error.code) from error
    if number.birth_date is None:  # a replacement number tells no century: the last hundred years are meant
        near = _read_date(number.digits[:6], today)
        return Age(years_old(near, today) if near else None, None, number)
    return Age(years_old(number.birth_date, today), number.birth_date, number)


def _read_date(text: str, today: date) -> date | None:
    """A birth date as people type it; two digits of a year are of the last hundred years."""
    iso = _ISO.match(text)
    parts = iso.groups()[::-1] if iso else None
    found = _DATE.match(text) or _SIX.match(text)
    if parts is None and found is not None:
        parts = found.groups()
    if parts is None:
        return None
    day, month, year = (int(part) for part in parts)
    if len(parts[2]) == 2:
        year += 2000 if 2000 + year <= today.year else 1900
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadAge("date") from error


def years_old(born: date, today: date) -> int:
    """Whole years; raises BadAge for somebody not born, or older than anyone is."""
    if born > today:
        raise BadAge("future")
    years = age_on(born, today)
    if years > OLDEST:
        raise BadAge("old")
    return years


def is_advice(by: str, wish: str) -> bool:
    """Whether a contact is advice given and no case.

    Relatives, professionals, and who wants no more than a talk.
    """
    return by != CITIZEN or wish == ADVICE
