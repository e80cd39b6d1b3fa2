"""The lengths of time that a text names ("14 dage", "fire uger", "within a month"), to be held against its clock."""

import re
from typing import Final

# A length in the one unit of its kind: days, working days, months.
Length = tuple[str, float]

_VALUES: Final = {
    "en": 1, "én": 1, "et": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9,
    "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16, "sytten": 17,
    "atten": 18, "nitten": 19, "tyve": 20, "tredive": 30,
    "anden": 2, "tredje": 3, "fjerde": 4, "sjette": 6,
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "second": 2, "third": 3, "fourth": 4, "sixth": 6,
}  # fmt: skip
_UNITS: Final = {
    "working-days": r"hverdag(?:e(?:ne)?)?s?|arbejdsdag(?:e(?:ne)?)?s?|working[ -]days?|business days?|weekdays?",
    "days": r"(?:kalender)?dag(?:e(?:ne)?)?s?|(?:calendar )?days?",
    "weeks": r"uge(?:r(?:ne)?)?s?|weeks?",
    "months": r"måned(?:er(?:ne)?)?s?|months?",
}
_SPACE = "[ \N{NO-BREAK SPACE}-]+"
_NUMBER = rf"\d+(?:[.,]\d+)?\.?|{'|'.join(sorted(_VALUES, key=len, reverse=True))}"
_LENGTHS: Final = {
    unit: re.compile(rf"(?<![\w,.])({_NUMBER}){_SPACE}(?:{words})(?!\w)", re.IGNORECASE)
    for unit, words in _UNITS.items()
}
_HALF_YEAR = re.compile(r"\b(?:halvt?|halve|half(?: an?)?|½)[ -]+(?:år|year)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:et|ét|1|one|a)[ -](?:år|year)\b", re.IGNORECASE)
# "En dag" and "a day" are any day, not one.
_ANY: Final = {"en", "et", "a"}
_PER = re.compile(r"\b(?:times|once|twice)\s*$", re.IGNORECASE)


def length(amount: float, unit: str) -> Length:
    """A length, so that two weeks are fourteen days; working days and months are their own."""
    return ("days", amount * 7) if unit == "weeks" else (unit, amount)


def lengths_in(text: str) -> dict[Length, str]:
    """The lengths that a text names, each with its words there. Ages ("18 år") are none."""
    found: dict[Length, str] = {}
    for unit, pattern in _LENGTHS.items():
        for match in pattern.finditer(text):
            number = match.group(1).lower()
            if number in _ANY and (unit in ("days", "working-days") or _PER.search(text[: match.start()])):
                continue
            value = _VALUES[number] if number in _VALUES else float(number.rstrip(".").replace(",", "."))
            found.setdefault(length(value, unit), match.group(0))
    for pattern, months in ((_HALF_YEAR, 6), (_YEAR, 12)):
        for match in pattern.finditer(text):
            if months == 12 and re.search(r"(?:halv\w*|half)\s*$", text[: match.start()], re.IGNORECASE):
                continue
            found.setdefault(("months", months), match.group(0))
    return found
