"""What a Danish personal number may look like, and how names are found in spite of spelling. Pure functions.

Sources: cpr.dk "Personnummeret i CPR" (form, century, modulus 11 no longer promised since 1 October 2007);
HL7 dk-core DkCoreCprIdentifier and DkCoreeCprIdentifier (replacement numbers).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_PLAIN = re.compile(r"^\d{10}$")
_REPLACEMENT = re.compile(r"^\d{6}[01567][A-Z]{2}\d$")
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


class BadNumber(ValueError):
    """The text cannot be a personal number; the code tells which message the form shows."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class PersonalNumber:
    """A personal number that has passed the checks.

    `digits` has ten characters without a hyphen. `birth_date` is None where the number does not tell it for sure.
    `is_replacement` marks an erstatnings-CPR. `fails_modulus_11` is a warning only: such numbers have been
    issued since 2007, and the official test persons have them.
    """

    digits: str
    birth_date: date | None
    is_replacement: bool
    fails_modulus_11: bool


def parse_personal_number(text: str) -> PersonalNumber:
    """Read a CPR or replacement number as people type it; raises BadNumber("form" | "date")."""
    digits = re.sub(r"[\s-]", "", text).upper()
    if _PLAIN.match(digits):
        return PersonalNumber(
            digits=digits,
            birth_date=_birth_date(digits, _century(int(digits[6]), int(digits[4:6]))),
            is_replacement=False,
            fails_modulus_11=sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=True)) % 11 != 0,
        )
    if _REPLACEMENT.match(digits):
        _birth_date(digits, 2000)  # 2000 was a leap year: only a day that never exists is refused
        return PersonalNumber(digits=digits, birth_date=None, is_replacement=True, fails_modulus_11=False)
    raise BadNumber("form")


def _century(seventh: int, year: int) -> int:
    """The century that the seventh digit tells (cpr.dk)."""
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def _birth_date(digits: str, century: int) -> date:
    """The date in a number; administrative numbers have 60 added to the day."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if 61 <= day <= 91:
        day -= 60
    try:
        return date(century + year, month, day)
    except ValueError as error:
        if (day, month) == (29, 2):  # issued for real in years that had none; the register holds them
            return date(century + year, 2, 28)
        raise BadNumber("date") from error


def masked(digits: str) -> str:
    """How a number is shown until somebody asks, and is logged for asking: the date alone."""
    return f"{digits[:6]}-****" if digits else ""


def written(digits: str) -> str:
    """The whole number as people write it."""
    return f"{digits[:6]}-{digits[6:]}" if digits else ""


def age_on(birth_date: date, day: date) -> int:
    """Whole years on a day."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def minors(born: Iterable[date | None], today: date) -> list[date | None]:
    """Of children's birth dates those of who is under 18 today, or may be: one that nobody told counts as one."""
    return [day for day in born if day is None or age_on(day, today) < 18]


_SOUNDS = (
    ("aa", "å"), ("ae", "æ"), ("oe", "ø"), ("ä", "æ"), ("ö", "ø"), ("ü", "y"),
    ("ph", "f"), ("th", "t"), ("ch", "k"), ("ck", "k"), ("kk", "k"), ("qu", "kv"), ("x", "ks"), ("c", "k"),
    ("q", "k"), ("z", "s"), ("w", "v"), ("hj", "j"), ("hv", "v"), ("gn", "n"), ("nd", "n"), ("ld", "l"),
    ("gh", "g"), ("dt", "t"), ("kr", "kr"), ("y", "i"), ("j", "i"), ("å", "o"), ("æ", "e"), ("ø", "o"),
)  # fmt: skip


def sound_of(word: str) -> str:
    """The sound of a Danish name: names that are said alike and spelt apart come out the same.

    Christian and Kristian, Sørensen and Soerensen, Lisbeth and Lisbet, Kjærgaard and Kærgård.
    """
    text = unicodedata.normalize("NFC", word.casefold())
    text = re.sub(r"[^a-zåæøäöüéèáóíñç]", "", text)
    for spelt, said in _SOUNDS:
        text = text.replace(spelt, said)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    text = text.replace("kie", "ke").replace("gie", "ge")
    text = re.sub(r"(?<=.)h", "", re.sub("^ks", "s", text))
    return re.sub(r"(.)\1+", r"\1", text)


def name_tokens(name: str) -> list[str]:
    """What a name is found by: the sound of each word, its beginnings, and its sound with one letter left out."""
    tokens: set[str] = set()
    for sound in _sounds_in(name):
        tokens.add(sound)
        tokens.update("^" + sound[:length] for length in range(2, min(len(sound), 6) + 1))
        tokens.update(_slips(sound))
    return sorted(tokens)


def search_tokens(query: str) -> list[str]:
    """What to look for when somebody types a name: every word must be found, as a whole or as a beginning."""
    return ["^" + sound[:6] if len(sound) >= 2 else sound for sound in _sounds_in(query)]


def near_tokens(query: str) -> list[list[str]]:
    """What to look for when nobody is called that: for each word the tokens of which one must be found.

    A word is near that differs by one letter left out, put in, mistaken, or two exchanged: each leaves the same
    letters when one is taken out of both.
    """
    return [sorted(_slips(sound) | {"^" + sound[:6] if len(sound) >= 2 else sound}) for sound in _sounds_in(query)]


def _sounds_in(text: str) -> list[str]:
    return [sound for sound in map(sound_of, re.split(r"[\s\-.']+", text)) if sound]


# Of short words too many are near each other; of long ones the beginning is enough.
_SHORTEST_SLIP, _LONGEST_SLIP = 4, 20


def _slips(sound: str) -> set[str]:
    """A sound, and what is left of it with any one letter taken out; nothing for a short one."""
    if len(sound) < _SHORTEST_SLIP:
        return set()
    sound = sound[:_LONGEST_SLIP]
    return {"~" + sound, *("~" + sound[:place] + sound[place + 1 :] for place in range(len(sound)))}
