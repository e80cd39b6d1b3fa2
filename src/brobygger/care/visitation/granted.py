"""What a decision grants, in the words of a Danish letter."""

from collections.abc import Sequence

from brobygger.care.visitation import rules

KIND_WORDS = {
    rules.AMBULATORY_INDIVIDUAL: "individuelle samtaler",
    rules.AMBULATORY_GROUP: "ambulant behandling i gruppe",
    rules.DAY: "dagbehandling",
    rules.AFTERCARE: "efterbehandling",
    rules.RESIDENTIAL: "døgnbehandling",
    rules.OUTREACH: "behandling i dit eget hjem",
}
LINE_WORDS = {rules.DRUG: "stof", rules.ALCOHOL: "alkohol"}
WITH_LINE = {
    rules.AMBULATORY_INDIVIDUAL: "{line}behandling med individuelle samtaler",
    rules.AMBULATORY_GROUP: "{line}behandling i gruppe",
    rules.DAY: "dagbehandling for dit {line}misbrug",
    rules.AFTERCARE: "efterbehandling for dit {line}misbrug",
    rules.RESIDENTIAL: "døgnbehandling for dit {line}misbrug",
    rules.OUTREACH: "{line}behandling i dit eget hjem",
}


def granted_words(kind: str, also: Sequence[str], weeks: int | None) -> str:
    """All that a decision grants: the main treatment with its length, and what is granted beside it."""
    length = f" i {weeks_words(weeks)}" if weeks else ""
    main = f"{KIND_WORDS.get(kind, 'behandling')}{length}"
    return listed([main, *(KIND_WORDS.get(one, one) for one in also)])


def weeks_words(weeks: int | None) -> str:
    """How long, in words."""
    return "1 uge" if weeks == 1 else f"{weeks} uger"


def listed(words: list[str]) -> str:
    """Words in a sentence: "a, b og c"."""
    return " og ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
