"""Where in a TOML file each key stands.

``tomllib`` gives values without their lines, and a municipality that edits its own standard needs the
line: so the text is scanned once more, only for where keys and strings begin. The scanner trusts that
``tomllib`` has already accepted the file, and understands just what it needs for that: comments, the
four kinds of string, brackets, headers and keys.
"""

import re

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*(\]\]?)\s*(#.*)?$")
_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_KEY = re.compile(rf"^\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")
_PART = re.compile(_NAME)


class SourceLines:
    """The lines of a TOML text by path, such as ``("clocks", 3, "starts")``."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._at: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._elsewhere: dict[Path, Path] = {}
        self._scan()

    def of(self, path: Path) -> int:
        """The line (from 1) of a path, or of the nearest thing around it that has a line."""
        while path:
            if path in self._at:
                return self._at[path]
            if path in self._elsewhere:
                return self.of(self._elsewhere[path])
            path = path[:-1]
        return 1

    def stands_at(self, path: Path, real: Path) -> None:
        """Say that what is read at ``path`` is written at ``real`` (a version's part of its clock)."""
        self._elsewhere[path] = real

    def of_text(self, path: Path, text: str) -> int:
        """The line on which ``text`` stands within the value at ``path``; that of the path if not found."""
        first = self.of(path)
        last = min((line for line in self._at.values() if line > first), default=len(self._lines) + 1)
        for number in range(first, last):
            if re.search(rf"""(["']){re.escape(text)}\1""", self._lines[number - 1]):
                return number
        return first

    def _scan(self) -> None:
        here: Path = ()
        value: Path = ()
        elements = 0
        depth, closing = 0, ""
        for number, line in enumerate(self._lines, 1):
            if not closing and depth == 0:
                header = _HEADER.match(line)
                key = _KEY.match(line)
                if header and not key:
                    here = self._open(header.group(1), _parts(header.group(2)), number)
                    continue
                if key:
                    parts = _parts(key.group(1))
                    for length in range(1, len(parts) + 1):
                        self._at.setdefault((*here, *parts[:length]), number)
                    line = line[key.end() :]
                    value, elements = (*here, *parts), 0
            depth, closing, begun = _after(line, depth, closing)
            for element in range(elements, elements + begun):
                self._at.setdefault((*value, element), number)
            elements += begun

    def _open(self, bracket: str, parts: tuple[str, ...], number: int) -> Path:
        path: Path = ()
        for index, part in enumerate(parts):
            path = (*path, part)
            is_last = index == len(parts) - 1
            if is_last and bracket == "[[":
                count = self._counts.get(path, 0)
                self._counts[path] = count + 1
                self._at.setdefault(path, number)
                path = (*path, count)
            elif path in self._counts:
                path = (*path, self._counts[path] - 1)
        self._at.setdefault(path, number)
        return path


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _after(line: str, depth: int, closing: str) -> tuple[int, str, int]:
    """How many brackets, and which long string, are open after a line; and how many tables of a list began on it."""
    position, begun = 0, 0
    while position < len(line):
        if closing:
            end = line.find(closing, position)
            if end < 0:
                return depth, closing, begun
            position, closing = end + 3, ""
            continue
        character = line[position]
        if character == "#":
            break
        if character in "\"'":
            if line.startswith(character * 3, position):
                closing, position = character * 3, position + 3
                continue
            position = _string_end(line, position, character)
        elif character in "[{":
            begun += character == "{" and depth == 1
            depth += 1
        elif character in "]}":
            depth -= 1
        position += 1
    return max(depth, 0), closing, begun


def _string_end(line: str, start: int, quote: str) -> int:
    position = start + 1
    while position < len(line) and line[position] != quote:
        position += 2 if line[position] == "\\" and quote == '"' else 1
    return position
