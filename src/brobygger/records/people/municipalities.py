"""The municipalities of Denmark by name and number: where a citizen lives, and whom a course is settled with."""

import tomllib
from functools import cache
from importlib.resources import files

LETTERS = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzæøå")}


@cache
def _names() -> dict[str, str]:
    text = files("brobygger.records.people").joinpath("municipalities.toml").read_text(encoding="utf-8")
    names: dict[str, str] = tomllib.loads(text)["municipalities"]
    return dict(sorted(names.items(), key=lambda item: _danish_order(item[1])))


def _danish_order(name: str) -> list[int]:
    """Where a name stands in a Danish list: after z come æ, ø and å, which older names write as aa."""
    return [LETTERS.get(letter, -1) for letter in name.casefold().replace("aa", "å")]


def number(code: str) -> str:
    """A municipality's number as it is kept: "330" and "0330" are the same one."""
    return code.zfill(4) if code else ""


def named(code: str) -> str:
    """The name behind a number; the number itself where the list does not know it, nothing for none."""
    return _names().get(number(code), number(code))


def choices() -> list[tuple[str, str]]:
    """Number and name of each, in Danish order."""
    return list(_names().items())
