"""Words in the two languages of the house: Danish first, English second."""

from dataclasses import dataclass


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
