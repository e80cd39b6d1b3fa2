"""A standard file that is broken in one place, and what is told of it."""

from collections.abc import Callable

import pytest

from brobygger.standard import StandardFileError, parse
from brobygger.standard.loading import PACKAGED

TEXT = PACKAGED.read_text(encoding="utf-8")


def faults(text: str) -> list[tuple[int, str, str]]:
    """The line and the two sentences of each fault."""
    with pytest.raises(StandardFileError) as refused:
        parse(text.encode())
    return [(fault.line, fault.message.da, fault.message.en) for fault in refused.value.problems]


def in_clock(clock: str, old: str, new: str) -> str:
    """The packaged file with one change after the beginning of a clock."""
    start = TEXT.index(f'id = "{clock}"')
    assert old in TEXT[start:]
    return TEXT[:start] + TEXT[start:].replace(old, new, 1)


# What is broken, how, a part of the line on which it is told, and a part of the sentence.
Case = tuple[str, Callable[[], str], str, str]


def told_on_its_line(text: str, where: str, sentence: str) -> None:
    """The fault is told, on a line that holds ``where``."""
    found = faults(text)
    lines = [line for line, _da, en in found if sentence in en]
    at = [number for number, line in enumerate(text.split("\n"), 1) if where in line]
    assert lines, found
    assert set(lines) & set(at), (lines, at)
