"""What Python's reader of TOML says of a file that is none, in Danish too."""

import re

from brobygger.standard.text import Text

_KNOWN = tuple(
    (re.compile(english), danish)
    for english, danish in (
        (r"Invalid statement", "linjen er hverken en nøgle, en overskrift i [ ] eller en kommentar"),
        (r"Expected newline or end of document after a statement", "der står noget efter værdien, som ikke hører til"),
        (r"Expected '=' after a key in a key/value pair", "der mangler '=' efter nøglen"),
        (r"Expected '\]' at the end of a table declaration", "der mangler ']' sidst i overskriften"),
        (r"Expected '\]\]' at the end of an array declaration", "der mangler ']]' sidst i overskriften"),
        (r"Expected (.+)", r"der mangler \1"),
        (r"Found invalid character (.+)", r"tegnet \1 må ikke stå her"),
        (r"Illegal character (.+)", r"tegnet \1 må ikke stå her"),
        (r"Cannot declare (.+) twice", r"overskriften \1 står her to gange"),
        (r"Cannot overwrite a value", "nøglen har fået en værdi før"),
        (r"Cannot mutate immutable namespace (.+)", r"\1 er skrevet færdig et andet sted og kan ikke udvides her"),
        (r"Cannot redefine namespace (.+)", r"\1 er begyndt et andet sted og kan ikke begyndes igen"),
        (r"Invalid initial character for a key part", "her skulle stå en nøgle"),
        (r"Unclosed array", "en liste er ikke lukket med ']'"),
        (r"Unclosed inline table", "en tabel er ikke lukket med '}'"),
        (r"Duplicate inline table key (.+)", r"nøglen \1 står to gange i tabellen"),
        (r"Unescaped '\\+' in a string", r"en omvendt skråstreg i en tekst skal skrives to gange: '\\\\'"),
        (r"Invalid hex value", r"'\\\\u' skal efterfølges af et tegns nummer i hex"),
        (r"Escaped character is not a Unicode scalar value", "nummeret er ikke et tegn"),
        (r"Unterminated string", "en tekst er ikke lukket med sit anførselstegn"),
        (r"Invalid date or datetime", "datoen findes ikke"),
        (r"Invalid value", "værdien kan ikke læses; en tekst skal stå i anførselstegn"),
    )
)


def in_both(reason: str) -> Text:
    """The reader's sentence in Danish and English; one that we do not know is quoted as it is."""
    for pattern, danish in _KNOWN:
        match = pattern.fullmatch(reason)
        if match:
            return Text(match.expand(danish), reason)
    return Text(f"læseren siger på engelsk: {reason}", reason)
