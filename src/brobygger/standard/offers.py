"""What an offer asks and gives: how long a kind of treatment lasts, what comes before it, and gift cards with it.

All of it is said in plain words, Danish and English, wherever the offer is shown; no page writes them itself.
"""

from dataclasses import dataclass, field

from brobygger.standard.text import Text
from brobygger.standard.words import amount_words

UNITS = ("days", "weeks", "months")
_ORDINALS = (
    Text("hver", "each"), Text("hver anden", "every second"), Text("hver tredje", "every third"),
    Text("hver fjerde", "every fourth"), Text("hver femte", "every fifth"), Text("hver sjette", "every sixth"),
    Text("hver syvende", "every seventh"), Text("hver ottende", "every eighth"), Text("hver niende", "every ninth"),
    Text("hver tiende", "every tenth"), Text("hver ellevte", "every eleventh"), Text("hver tolvte", "every twelfth"),
)  # fmt: skip
SELDOM = len(_ORDINALS)


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long something lasts, as a range: "4–6 måneder". One of the two ends may be open.

    What one citizen is granted is judged in that case; a range is what usually holds, and no limit to it.
    """

    least: int | None
    most: int | None
    unit: str

    def words(self) -> Text:
        """ "30–120 dage", "12 uger", "mindst 4 uger", "højst 1 måned"."""
        end = amount_words(self.most or self.least or 0, self.unit)
        if self.least is None:
            return Text(f"højst {end.da}", f"at most {end.en}")
        if self.most is None:
            return Text(f"mindst {end.da}", f"at least {end.en}")
        if self.least == self.most:
            return end
        return Text(f"{self.least}–{end.da}", f"{self.least}–{end.en}")


@dataclass(frozen=True, slots=True)
class EntryCondition:
    """What must be so before a kind of treatment begins: "fire uger uden stoffer", "egen læge".

    ``days`` is how long it must have been so before the start, 0 where no time is asked for; ``lines`` those on which
    it holds, all where none is named.
    """

    id: str
    name: Text
    days: int = 0
    lines: tuple[str, ...] = ()

    def holds_on(self, line: str) -> bool:
        """Whether it is asked for on a line of treatment; where the line is not known it is told."""
        return not self.lines or not line or line in self.lines


@dataclass(frozen=True, slots=True)
class GiftCardPurpose:
    """What a gift card is given for, of which size, how often, and to whom.

    ``every`` is each how manieth time; None is once. ``age_from`` and ``age_to`` are both included; None is no limit.
    """

    id: str
    name: Text
    amount: int
    every: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    lines: tuple[str, ...] = ()

    def size_words(self) -> Text:
        """The size and how often: "200 kr., hver fjerde gang"."""
        if self.every is None:
            return Text(f"{self.amount} kr., én gang", f"{self.amount} kr., once")
        often = _ORDINALS[min(self.every, SELDOM) - 1]
        return Text(f"{self.amount} kr., {often.da} gang", f"{self.amount} kr., {often.en} time")

    def age_words(self) -> Text | None:
        """Whom it is for by age: "15 til 24 år"; None where age says nothing."""
        if self.age_from is not None and self.age_to is not None:
            return Text(f"{self.age_from} til {self.age_to} år", f"{self.age_from} to {self.age_to} years old")
        if self.age_from is not None:
            return Text(f"fra {self.age_from} år", f"{self.age_from} years or older")
        if self.age_to is not None:
            return Text(f"til og med {self.age_to} år", f"up to and including {self.age_to} years")
        return None


RELATIVE, YOUNG = "relative", "young"
READERS = (RELATIVE, YOUNG)


@dataclass(frozen=True, slots=True)
class PublicOffer:
    """Something that the public page for relatives, or for the young, says one can get; ``to`` is one of READERS."""

    to: str
    text: Text


@dataclass(frozen=True, slots=True)
class GiftCards:
    """Whether gift cards are used in treatment, and the guidelines for them (serviceloven § 101, stk. 9-11).

    ``sizes`` in whole kroner; ``given_by`` the roles that may give one. Where they are not ``used`` the rest stands
    ready and is shown nowhere.
    """

    used: bool
    law: str
    text: Text
    sizes: tuple[int, ...] = ()
    given_by: tuple[str, ...] = ()
    purposes: tuple[GiftCardPurpose, ...] = field(default=())

    def shown(self) -> tuple[GiftCardPurpose, ...]:
        """What is published of them."""
        return self.purposes if self.used else ()
