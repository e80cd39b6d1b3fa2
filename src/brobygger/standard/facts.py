"""What a fact of an event may be: its type, and whether a value is of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class FactType(StrEnum):
    """The types that facts have. What is kept is JSON, so a day and a moment are ISO texts."""

    TEXT = "text"
    ID = "id"
    CHOICE = "choice"
    NUMBER = "number"
    WEEKS = "weeks"
    DAY = "day"
    MOMENT = "moment"
    TRUTH = "truth"
    IDS = "ids"
    ROW = "row"


_ID = re.compile(r"\S+")
NOT_TOLD = (None, "")  # nobody has written it down, which is no answer


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_moment(value: Any) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _same(value: Any, choice: Any) -> bool:
    """Equal, and true is not 1."""
    return bool(value == choice) and isinstance(value, bool) is isinstance(choice, bool)


_IS: Mapping[FactType, Callable[[Any], bool]] = {
    FactType.TEXT: lambda value: isinstance(value, str),
    FactType.ID: _is_id,
    FactType.NUMBER: _is_number,
    FactType.WEEKS: lambda value: _is_number(value) or isinstance(value, float),
    FactType.DAY: _is_day,
    FactType.MOMENT: _is_moment,
    FactType.TRUTH: lambda value: isinstance(value, bool),
    FactType.IDS: lambda value: isinstance(value, list | tuple) and all(_is_id(one) for one in value),
    FactType.ROW: lambda value: _is_number(value) and value > 0,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that an event may carry.

    Args:
        name: its name, such as ``kind_of_treatment``.
        type: what its value is.
        required: without it the event says nothing; else it may be left out.
        choices: the values of a ``choice``, all of them.
        of: whose id it is: a list of the standard file, or what our own row is of.
    """

    name: str
    type: FactType
    required: bool = False
    choices: tuple[Any, ...] = ()
    of: str = ""

    def __post_init__(self) -> None:
        if (self.type is FactType.CHOICE) != bool(self.choices):
            raise ValueError(f"'{self.name}' is a choice of nothing, or has choices and is none")

    def fits(self, value: Any) -> bool:
        """Whether a value is of the type. What nobody has told fits: it is left unsaid."""
        if value is None or value == "":
            return True
        if self.type is FactType.CHOICE:
            return any(_same(value, choice) for choice in self.choices)
        return _IS[self.type](value)

    def read(self, facts: Mapping[str, Any]) -> Any:
        """What an event tells of it, None where it tells nothing; rows of earlier versions are read as they stand."""
        value = facts.get(self.name)
        return None if value == "" else value

    def needed(self) -> "Fact":
        """The same fact on an event that says nothing without it."""
        return replace(self, required=True)
