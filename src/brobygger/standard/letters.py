"""What letters are called, inside and outside the secure mailbox, and the law that they rest on, day by day.

A municipality's file says its own. What it leaves out of letters is as the room that sends them has it (its
``letters.toml``, gathered in the generated one here), and of laws as the packaged ``laws.toml`` has it: a file from
before lacks none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from brobygger.standard.text import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One kind of letter.

    ``name`` is what a journal calls it. ``label`` leaves the secure mailbox: it stands in a notification on a locked
    phone, so it says nothing of what is treated. ``titles`` are the headings inside, by the case that the letter is of;
    a kind with one heading has it under "".
    """

    kind: str
    name: Text
    label: str
    titles: Mapping[str, str]

    def title(self, case: str = "", **words: object) -> str:
        """The heading inside the letter, with what is known of this one."""
        return self.titles[case].format(**words)


@dataclass(frozen=True, slots=True)
class Law:
    """A paragraph as it stands in a Danish letter, for one use and perhaps one line, between two days and two ages.

    ``under`` is the age at which it holds no more: a law for children has ``under = 18``, that for the grown
    ``from_age = 18``. ``note`` is what nobody has verified of it: `standard check` tells it, no letter does.
    """

    use: str
    line: str
    law: str
    valid_from: date | None
    valid_to: date | None
    from_age: int | None = None
    under: int | None = None
    note: Text = NO_TEXT

    def is_for(self, age: int | None) -> bool:
        """Whether it holds for who is so old; one whose age nobody knows is taken for grown."""
        if age is None:
            return self.under is None
        return (self.from_age or 0) <= age and (self.under is None or age < self.under)

    def covers(self, day: date) -> bool:
        """Whether it holds on the day of the act."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


def law_on(laws: Iterable[Law], use: str, day: date, line: str, age: int | None = None) -> str:
    """The paragraph for a use on a day and an age; one for the line goes before one for all. Empty without one."""
    meant = [one for one in laws if one.use == use and one.line in (line, "") and one.is_for(age)]
    holding = [one for one in meant if one.covers(day)]
    return next((one.law for one in sorted(holding, key=lambda one: not one.line)), "")
