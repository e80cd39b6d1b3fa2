"""What an instrument is, and the reading of its definition file. Pure: no Django, no database.

A file that is not right is refused with a sentence that says where, in the reader's language by `code`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from brobygger.ground.refusals import Refusal

MODES = ("interview", "on-paper", "on-screen", "by-phone")
METHODS = ("sum", "profile")
LONGEST_FILE = 60_000
LONGEST_VERSION = 60
SEXES = ("F", "M")


class DefinitionFault(Refusal):
    """A definition file that cannot be used: `where` in the file, and what is wrong there.

    `code` is said in the reader's language by `words.fault`, with `values`.
    """

    def __init__(self, where: str, code: str, **values: object) -> None:
        super().__init__(code)
        self.where = where
        self.values = values

    def __str__(self) -> str:
        return f"{self.where}: {self.code} {self.values or ''}".strip(": ")


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Danish and English; one language stands in for the other where it is missing."""

    da: str
    en: str

    def in_language(self, language: str) -> str:
        """The words in a language ("da", "en-gb"), Danish unless it is English."""
        return (self.en or self.da) if language.startswith("en") else (self.da or self.en)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that an item admits, with the points it gives."""

    value: int
    words: Words


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `required` items must all be answered before there is a score."""

    id: str
    words: Words
    choices: tuple[Choice, ...]
    hint: Words
    required: bool

    @property
    def values(self) -> tuple[int, ...]:
        """The points that its answers can give."""
        return tuple(choice.value for choice in self.choices)

    def choice(self, value: int) -> Choice | None:
        """The answer that gives these points, if the item has one."""
        return next((choice for choice in self.choices if choice.value == value), None)


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of scores, both ends included, and what it says. `tone`: "", "warning" or "error"."""

    low: int
    high: int
    words: Words
    advice: Words
    tone: str
    code: str


@dataclass(frozen=True, slots=True)
class Limit:
    """Bands for one sex, or for those whose sex is not known (`sex` is "")."""

    sex: str
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the items with a sum of its own."""

    id: str
    words: Words
    items: tuple[str, ...]


@dataclass(frozen=True)
class Definition:
    """One instrument in one version."""

    id: str
    version: str
    title: Words
    purpose: Words
    instruction: Words
    period: Words
    language_note: Words
    source: str
    licence: Words
    method: str
    factor: int
    higher_is_better: bool
    notable_change: int | None
    lines: tuple[str, ...]
    items: tuple[Item, ...]
    limits: tuple[Limit, ...]
    parts: tuple[Part, ...]
    text: str

    @property
    def is_slot(self) -> bool:
        """Whether the centre has still to bring the questions themselves."""
        return not self.items

    @cached_property
    def digest(self) -> str:
        """What tells this text from every other: the same version must not come in two shapes."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def lowest(self) -> int:
        """The lowest score that can be reached."""
        return self.factor * sum(min(item.values) for item in self.items)

    @property
    def highest(self) -> int:
        """The highest score that can be reached."""
        return self.factor * sum(max(item.values) for item in self.items)

    def item(self, item_id: str) -> Item | None:
        """The item of that id."""
        return next((item for item in self.items if item.id == item_id), None)

    def bands(self, sex: str) -> tuple[Band, ...]:
        """The bands that hold for a person; those without a sex where there are none for theirs."""
        by_sex = {limit.sex: limit.bands for limit in self.limits}
        return by_sex.get(sex) or by_sex.get("") or ()


def read(text: str) -> Definition:
    """Read a definition file. Raises DefinitionFault with the place and a sentence."""
    if len(text) > LONGEST_FILE:
        raise DefinitionFault("", "too-long", most=LONGEST_FILE)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionFault("", "not-toml", error=error) from error
    except (RecursionError, ValueError) as error:  # thousands of brackets, or of digits
        raise DefinitionFault("", "unreadable") from error
    scales = {name: _choices(f"scales.{name}", rows) for name, rows in _table(raw, "scales").items()}
    scoring = _table(raw, "scoring")
    items = tuple(_item(number, row, scales) for number, row in enumerate(_rows(raw, "items"), 1))
    definition = Definition(
        id=_id(raw, "id"),
        version=_text(raw, "version", required=True),
        title=_words(raw, "title", required=True),
        purpose=_words(raw, "purpose"),
        instruction=_words(raw, "instruction"),
        period=_words(raw, "period"),
        language_note=_words(raw, "language_note"),
        source=_text(raw, "source", required=True),
        licence=_text_or_words(raw, "licence"),
        method=_one_of(scoring, "method", METHODS, "scoring"),
        factor=_whole(scoring, "factor", "scoring", 1),
        higher_is_better=bool(scoring.get("higher_is_better", False)),
        notable_change=_whole(scoring, "notable_change", "scoring", None),
        lines=tuple(line for line in _rows(raw, "lines") if line in ("drug", "alcohol")),
        items=items,
        limits=tuple(_limit(number, row) for number, row in enumerate(_rows(raw, "limits"), 1)),
        parts=tuple(_part(number, row) for number, row in enumerate(_rows(raw, "parts"), 1)),
        text=text,
    )
    _check(definition)
    return definition


def _check(definition: Definition) -> None:
    """Refuse a definition that would give an answer without a meaning."""
    if len(definition.version) > LONGEST_VERSION:
        raise DefinitionFault("version", "long", most=LONGEST_VERSION)
    ids = [item.id for item in definition.items]
    if len(set(ids)) != len(ids):
        raise DefinitionFault("items", "same-id")
    if definition.factor < 1:
        raise DefinitionFault("scoring.factor", "factor")
    for part in definition.parts:
        if unknown := set(part.items) - set(ids):
            raise DefinitionFault(f"parts.{part.id}", "no-item", name=min(unknown))
    if definition.method == "profile" or definition.is_slot:
        return
    for limit in definition.limits:
        _check_bands(definition, limit)


def _check_bands(definition: Definition, limit: Limit) -> None:
    where = f"limits for {limit.sex or 'everyone'}"
    expected = definition.lowest
    for band in limit.bands:
        if band.low != expected or band.high < band.low:
            raise DefinitionFault(where, "band-start", expected=expected, low=band.low, high=band.high)
        expected = band.high + 1
    if limit.bands and expected != definition.highest + 1:
        raise DefinitionFault(where, "band-end", end=expected - 1, highest=definition.highest)


def _item(number: int, row: Any, scales: Mapping[str, tuple[Choice, ...]]) -> Item:
    where = f"item {number}"
    if not isinstance(row, dict):
        raise DefinitionFault(where, "table")
    scale = row.get("scale")
    if isinstance(scale, str):
        if scale not in scales:
            raise DefinitionFault(where, "no-scale", name=scale)
        choices = scales[scale]
    else:
        choices = _choices(where, row.get("choices"))
    return Item(
        id=_id(row, "id", where),
        words=Words(_text(row, "da", where, required=True), _text(row, "en", where)),
        choices=choices,
        hint=Words(_text(row, "hint_da", where), _text(row, "hint_en", where)),
        required=bool(row.get("required", True)),
    )


def _choices(where: str, rows: Any) -> tuple[Choice, ...]:
    if not isinstance(rows, list) or not rows:
        raise DefinitionFault(where, "choices")
    choices = []
    for row in rows:
        if not isinstance(row, dict):
            raise DefinitionFault(where, "choices")
        value = _whole(row, "value", where, None)
        if value is None:
            raise DefinitionFault(where, "choices")
        choices.append(Choice(value, Words(_text(row, "da", where, required=True), _text(row, "en", where))))
    if len({choice.value for choice in choices}) != len(choices):
        raise DefinitionFault(where, "same-value")
    return tuple(choices)


def _limit(number: int, row: Any) -> Limit:
    where = f"limits {number}"
    if not isinstance(row, dict):
        raise DefinitionFault(where, "table")
    sex = row.get("sex", "")
    if sex not in ("", *SEXES):
        raise DefinitionFault(where, "sex")
    return Limit(sex, tuple(_band(where, band) for band in _rows(row, "bands", where)))


def _band(where: str, row: Any) -> Band:
    if not isinstance(row, dict):
        raise DefinitionFault(where, "table")
    low, high = _whole(row, "from", where, None), _whole(row, "to", where, None)
    if low is None or high is None:
        raise DefinitionFault(where, "from-to")
    tone = row.get("tone", "")
    if tone not in ("", "warning", "error"):
        raise DefinitionFault(where, "tone")
    return Band(
        low=low,
        high=high,
        words=Words(_text(row, "da", where, required=True), _text(row, "en", where)),
        advice=Words(_text(row, "advice_da", where), _text(row, "advice_en", where)),
        tone=tone,
        code=_id(row, "id", where),
    )


def _part(number: int, row: Any) -> Part:
    where = f"parts {number}"
    if not isinstance(row, dict) or not isinstance(row.get("items"), list):
        raise DefinitionFault(where, "part-items")
    words = Words(_text(row, "da", where, required=True), _text(row, "en", where))
    return Part(_id(row, "id", where), words, tuple(str(item) for item in row["items"]))


def _rows(raw: Mapping[str, Any], key: str, where: str = "") -> list[Any]:
    rows = raw.get(key, [])
    if not isinstance(rows, list):
        raise DefinitionFault(f"{where} {key}".strip(), "list")
    return rows


def _table(raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    table = raw.get(key, {})
    if not isinstance(table, dict):
        raise DefinitionFault(key, "table")
    return table


def _text(raw: Mapping[str, Any], key: str, where: str = "", *, required: bool = False) -> str:
    value = raw.get(key, "")
    if not isinstance(value, str) or "\x00" in value:
        raise DefinitionFault(f"{where} {key}".strip(), "text")
    if required and not value.strip():
        raise DefinitionFault(f"{where} {key}".strip(), "missing")
    return value.strip()


def _words(raw: Mapping[str, Any], key: str, *, required: bool = False) -> Words:
    table = _table(raw, key)
    return Words(_text(table, "da", key, required=required), _text(table, "en", key))


def _text_or_words(raw: Mapping[str, Any], key: str) -> Words:
    """What a centre may write in Danish alone, as one text, or in both languages."""
    if isinstance(raw.get(key), Mapping):
        return _words(raw, key, required=True)
    return Words(_text(raw, key, required=True), "")


def _id(raw: Mapping[str, Any], key: str, where: str = "") -> str:
    value = _text(raw, key, where, required=True)
    if len(value) > 40 or not value.replace("-", "").isalnum() or not value.isascii():
        raise DefinitionFault(f"{where} {key}".strip(), "id")
    return value


def _whole(raw: Mapping[str, Any], key: str, where: str, otherwise: Any) -> Any:
    value = raw.get(key, otherwise)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or abs(value) > 10_000):
        raise DefinitionFault(f"{where} {key}", "whole")
    return value


def _one_of(raw: Mapping[str, Any], key: str, allowed: tuple[str, ...], where: str) -> str:
    value = raw.get(key, allowed[0])
    if value not in allowed:
        raise DefinitionFault(f"{where}.{key}", "one-of", allowed=", ".join(allowed))
    return str(value)
