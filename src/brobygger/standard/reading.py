"""Read one table of the file key by key, and write down every fault instead of stopping at the first."""

from collections.abc import Iterator
from datetime import date, datetime, time
from math import isfinite
from typing import Any

from brobygger.standard.problems import Problem
from brobygger.standard.source_lines import Path, SourceLines
from brobygger.standard.text import NO_TEXT, Text


class FileReader:
    """The parsed file, its lines, and the faults found so far."""

    def __init__(self, data: dict[str, Any], lines: SourceLines) -> None:
        self.lines = lines
        self.problems: list[Problem] = []
        self.root = Table(self, (), data)

    def fault(self, path: Path, da: str, en: str, *, text: str | None = None) -> None:
        """Write down a fault at ``path``, on the line of ``text`` within it where that is given."""
        line = self.lines.of_text(path, text) if text is not None else self.lines.of(path)
        place = ".".join(str(part) for part in path)
        problem = Problem(line, place, Text(da, en))
        if not any(known.line == line and known.message == problem.message for known in self.problems):
            self.problems.append(problem)


class Table:
    """One table of the file. Every key that is read is ticked off; ``done`` reports the rest as unknown."""

    def __init__(self, reader: FileReader, path: Path, data: dict[str, Any]) -> None:
        self.reader = reader
        self.path = path
        self.data = data
        self._read: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.data

    def string(self, key: str, default: str | None = None) -> str:
        """A text that may not be empty; without a ``default`` it must be there."""
        value = self._value(key, str, "en tekst", "a text", default)
        if isinstance(value, str) and not value.strip() and default != "":
            self._fault(key, f"'{key}' er tom.", f"'{key}' is empty.")
        return value if isinstance(value, str) else default or ""

    def integer(self, key: str, default: int | None = None, *, optional: bool = False) -> int | None:
        """A whole number."""
        if optional and key not in self.data:
            self._read.add(key)
            return None
        value = self._value(key, int, "et helt tal", "a whole number", default)
        if isinstance(value, bool):
            self._fault(key, f"'{key}' skal være et helt tal.", f"'{key}' must be a whole number.")
            return default
        return value if isinstance(value, int) else default

    def number(self, key: str) -> float:
        """A number, whole or not; what TOML calls nan and inf is none."""
        value = self._value(key, (int, float), "et tal", "a number", None)
        if isinstance(value, bool) or (isinstance(value, float) and not isfinite(value)):
            self._missing_or_wrong(key, "et tal", "a number")
            return 0
        return value if isinstance(value, int | float) else 0

    def boolean(self, key: str, default: bool | None = None) -> bool:
        """True or false."""
        value = self._value(key, bool, "true eller false", "true or false", default)
        return value if isinstance(value, bool) else bool(default)

    def day(self, key: str) -> date | None:
        """A date written as a TOML date (2024-01-01); absent is no limit."""
        self._read.add(key)
        if key not in self.data:
            return None
        value = self.data[key]
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        elif isinstance(value, date) and not isinstance(value, datetime):
            return value
        self._fault(
            key,
            f"'{key}' skal være en dato som 2024-01-01, ikke {value!r}.",
            f"'{key}' must be a date such as 2024-01-01, not {value!r}.",
        )
        return None

    def moment(self, key: str) -> date | datetime | None:
        """A date, or a date and time, that must be there; None where it is none."""
        value = self._value(key, (date, str), "en dato som 2024-01-01", "a date such as 2024-01-01", None)
        if not isinstance(value, str):
            return value if isinstance(value, date) else None
        for kind in (date, datetime):
            try:
                return kind.fromisoformat(value)
            except ValueError:
                continue
        self._missing_or_wrong(key, "en dato som 2024-01-01", "a date such as 2024-01-01")
        return None

    def validity(self) -> tuple[date | None, date | None]:
        """``valid_from`` and ``valid_to``, both included and in this order."""
        first, last = self.day("valid_from"), self.day("valid_to")
        if first and last and last < first:
            self._fault("valid_to", "'valid_to' ligger før 'valid_from'.", "'valid_to' lies before 'valid_from'.")
        return first, last

    def clock_time(self, key: str) -> time:
        """A time of day written as "9:00" or as a TOML time."""
        self._read.add(key)
        value = self.data.get(key)
        if isinstance(value, time):
            return value
        if isinstance(value, str):
            try:
                return time.fromisoformat(value.zfill(5))
            except ValueError:
                pass
        self._fault(
            key,
            f"'{key}' skal være et klokkeslæt som 09:00.",
            f"'{key}' must be a time such as 09:00.",
        )
        return time(0)

    def text(self, key: str, default: Text | None = None) -> Text:
        """Wording as ``{da = "…", en = "…"}``, both complete."""
        if default is not None and key not in self.data:
            self._read.add(key)
            return default
        table = self.table(key)
        if table is None:
            return NO_TEXT
        text = Text(table.string("da"), table.string("en"))
        table.done()
        return text

    def strings(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(value for value in self._list(key, default) if self._is(key, value, str))

    def scalars(self, key: str, default: tuple[Any, ...] | None = None) -> tuple[Any, ...]:
        """A list of texts, numbers or truth values."""
        return tuple(value for value in self._list(key, default) if self._is(key, value, (str, int, bool)))

    def values(self, key: str, default: tuple[Any, ...] | None = None) -> tuple[Any, ...]:
        """A list of anything, for the caller to look into."""
        return tuple(self._list(key, default))

    def table(self, key: str, *, optional: bool = False) -> "Table | None":
        """A table within this one."""
        self._read.add(key)
        value = self.data.get(key)
        if value is None and optional:
            return None
        if not isinstance(value, dict):
            self._missing_or_wrong(key, "en tabel", "a table")
            return None
        return Table(self.reader, (*self.path, key), value)

    def tables(self, key: str, *, optional: bool = False) -> "Iterator[Table]":
        """A list of tables ([[key]])."""
        self._read.add(key)
        value = self.data.get(key)
        if value is None and optional:
            return
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._missing_or_wrong(key, f"en liste af tabeller ([[{key}]])", f"a list of tables ([[{key}]])")
            return
        for index, item in enumerate(value):
            yield Table(self.reader, (*self.path, key, index), item)

    def members(self) -> "Iterator[tuple[str, Table]]":
        """The tables within this one by their keys, for tables whose keys are names."""
        for key in self.data:
            table = self.table(key)
            if table is not None:
                yield key, table

    def done(self) -> None:
        """Report keys that nobody asked for: most are slips of the pen."""
        for key in self.data:
            if key not in self._read:
                self._fault(key, f"Nøglen '{key}' er ukendt her.", f"The key '{key}' is not known here.")

    def fault(self, da: str, en: str, *, key: str | None = None, text: str | None = None) -> None:
        """Write down a fault at this table, or at one of its keys."""
        path = (*self.path, key) if key is not None else self.path
        self.reader.fault(path, da, en, text=text)

    def _fault(self, key: str, da: str, en: str) -> None:
        self.reader.fault((*self.path, key), da, en)

    def _value(self, key: str, kind: Any, da: str, en: str, default: Any) -> Any:
        self._read.add(key)
        if key not in self.data:
            if default is None:
                self._missing_or_wrong(key, da, en)
            return default
        value = self.data[key]
        if not isinstance(value, kind):
            self._missing_or_wrong(key, da, en)
            return None
        return value

    def _list(self, key: str, default: tuple[Any, ...] | None) -> list[Any]:
        self._read.add(key)
        if key not in self.data and default is not None:
            return list(default)
        value = self.data.get(key)
        if not isinstance(value, list):
            self._missing_or_wrong(key, "en liste", "a list")
            return []
        return value

    def _is(self, key: str, value: Any, kind: Any) -> bool:
        if isinstance(value, kind):
            return True
        self._fault(
            key,
            f"'{key}' indeholder {value!r}, som ikke hører til her.",
            f"'{key}' holds {value!r}, which is of the wrong kind.",
        )
        return False

    def _missing_or_wrong(self, key: str, da: str, en: str) -> None:
        if key in self.data:
            self._fault(key, f"'{key}' skal være {da}.", f"'{key}' must be {en}.")
        else:
            self._fault(key, f"'{key}' mangler; det skal være {da}.", f"'{key}' is missing; it must be {en}.")
