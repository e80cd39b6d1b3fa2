"""The names of laws: a Dane reads them as they are; in English the law is named in English, with its Danish name after.

The laws are the country's, the same in every municipality's file. The Danish name stays, for that is what one looks
up, and what a lawyer or an interpreter knows.
"""

import re
from functools import cache

_NAMES = {
    "serviceloven": "the Act on Social Services",
    "sundhedsloven": "the Health Act",
    "retssikkerhedsloven": "the Act on Legal Protection in Social Matters",
    "forvaltningsloven": "the Public Administration Act",
    "barnets lov": "the Act on the Child",
    "databeskyttelsesloven": "the Data Protection Act",
    "lov om Digital Post fra offentlige afsendere": "the Act on Digital Post from Public Senders",
}
_WORDS = {
    "kvalitetsstandarden": "the quality standard",
    "for stof også": "for drugs also",
    "forventet posttid": "expected time of the post",
    "husets egen arbejdsfrist": "the house's own working limit",
    "BEK nr.": "Executive Order no.",
    "VEJL nr.": "Guidance no.",
    "planens indhold:": "what the plan holds:",
    "at være anonym:": "being anonymous:",
    "husets læsning af": "the house's reading of",
    "afsnit ": "section ",
    ", og §": " and §",
    " og ": " and ",
}
_PLACE = re.compile(r"§ ?(\d+ ?[a-z]?\b)(?:, stk\. ([\d–]+))?")
_PLACES = re.compile(r"§§ ?")
_DAY = re.compile(r"\baf (\d{1,2}/\d{1,2}/\d{4})")


@cache
def law_in(law: str, language: str) -> str:
    """A law and its paragraph in the reader's language.

    "serviceloven § 101, stk. 4" → "the Act on Social Services (serviceloven), section 101(4)".
    """
    if language != "en":
        return law
    for danish, english in _WORDS.items():
        law = law.replace(danish, english)
    for danish, english in _NAMES.items():
        law = re.sub(rf"\b{danish}\b( §)?", rf"{english} ({danish})\1", law, flags=re.I)
    law = _DAY.sub(r"of \1", law).replace(") §", "), §")
    law = _PLACES.sub("sections ", law)
    return _PLACE.sub(lambda found: f"section {found[1]}" + (f"({found[2]})" if found[2] else ""), law)
