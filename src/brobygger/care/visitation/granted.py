"""What a decision grants, in the words of a Danish letter."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from brobygger import standard

SHARED = "behandling"


class Grant(Protocol):
    """What a letter says of a grant (records.grants)."""

    kind: str
    weeks: int | None
    decided_on: date


def kind_words(kind: str) -> str:
    """A kind of treatment in a sentence; what the standard no longer has is only treatment."""
    found = standard.load().kind_of_treatment(kind)
    return found.in_letter if found else SHARED


def of_line(kind: str, line: str) -> str:
    """A kind of treatment with the line that it is on: "dagbehandling for dit stofmisbrug"."""
    known = standard.load()
    found = known.kind_of_treatment(kind)
    return found.of_line.format(line=known.line(line).in_letter) if found else line_words(line)


def line_words(line: str) -> str:
    """A line of treatment in a sentence: "stofbehandling"."""
    return standard.load().line(line).name.da.lower()


def wished_words(kind: str) -> str:
    """A kind of treatment as somebody wished for it."""
    found = standard.load().kind_of_treatment(kind)
    return found.wished if found else SHARED


def granted_words(grants: Sequence[Grant]) -> str:
    """All that is granted: each main treatment with its length, and what is granted beside it; empty for nothing."""
    return enumerated(
        [f"{kind_words(one.kind)}{f' i {weeks_words(one.weeks)}' if one.weeks else ''}" for one in grants]
    )


def days_granted(grants: Sequence[Grant]) -> tuple[date, ...]:
    """The days of the decisions that grant it, oldest first."""
    return tuple(sorted({one.decided_on for one in grants}))


def weeks_words(weeks: int | None) -> str:
    """How long, in words."""
    return "1 uge" if weeks == 1 else f"{weeks} uger"


def before_start_words(kinds: Sequence[str], line: str) -> list[str]:
    """What must be so before each kind that is granted begins, the main one first; nothing where nothing is asked."""
    found = []
    for number, kind_id in enumerate(kinds):
        kind = standard.load().kind_of_treatment(kind_id)
        asked = [one.name.da for one in kind.entry_on(line)] if kind else []
        if asked and number:
            found.append(f"{kind_words(kind_id).capitalize()} kræver {enumerated(asked)}, før du kan begynde.")
        elif asked:
            found.append(f"Før du kan begynde, kræver det {enumerated(asked)}.")
    return found


def enumerated(words: list[str]) -> str:
    """Words in a sentence: "a, b og c"."""
    return " og ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
