"""Words in the two languages of the house: Danish first, English second."""

import re
from dataclasses import dataclass
from functools import lru_cache

# "§ 101, stk. 4", "§ 101 a", "§§ 22–25", "§§ 101 og 101 a", "nr. 1477": read as one word.
_REFERENCE = re.compile(
    r"§§? \d+(?:[–-]\d+)?(?: [a-z]\b)?(?: og \d+(?: [a-z]\b)?)?(?:, (?:stk|nr)\. \d+(?:[–-]\d+)?)*"
    r"|\b(?:stk|nr)\. \d+"
)


@dataclass(frozen=True, slots=True)
class Text:
    """One piece of wording in Danish and English, both complete."""

    da: str
    en: str

    def in_(self, language: str) -> str:
        """The wording in ``language`` ("da" or "en"; "da-dk" and the like count as Danish).

        Danish is the answer for any language that is not English: it is the house's first language.
        """
        return self.en if language.lower().startswith("en") else self.da

    def __str__(self) -> str:
        return self.da


NO_TEXT = Text("", "")


@lru_cache(maxsize=2048)
def unbroken(text: str) -> str:
    """The same words with each reference to a law on one line: "§ 101, stk. 4" with non-breaking spaces."""
    return _REFERENCE.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text)
