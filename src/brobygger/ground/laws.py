"""The law that a page cites, as the standard file has it on the day: the same paragraph as in the letters."""

from datetime import date

from brobygger import standard
from brobygger.ground import clock


def cited(use: str, line: str = "", on: date | None = None) -> str:
    """The paragraph for a use, perhaps on one line of treatment; today's, where no other day is meant."""
    return standard.load().law(use, on or clock.today(), line)


def of_line(line: str) -> str:
    """The law that a line of treatment stands on: "sundhedsloven § 141"."""
    return standard.load().line(line).law
