"""A standard file with the house's settings written into it: what did not change stays as it was written.

Only the tables that a setting touches are written anew, in their place; the rest, comments too, is kept letter by
letter. Where the file is written in another way than with headers (a list in brackets), all of it is written anew, and
its comments are lost. Either way what comes out says the same as what is laid over, which is made sure of.
"""

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from brobygger.standard.model import Standard
from brobygger.standard.settings import (
    CLOSED_DAYS,
    SETTABLE,
    Data,
    Setting,
    header_of,
    in_force,
    items_of,
    key_of,
    laid_over,
)

_HEADER = re.compile(r"^\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def exported(standard: Standard, settings: Iterable[Setting], on: dt.date) -> str:
    """The text of the file as it stands on a day, with what the house has set for then."""
    held = in_force(settings, on)
    text = standard.content.decode("utf-8-sig").replace("\r\n", "\n")
    if not held:
        return text
    wanted = laid_over(standard, held, on)
    written = _written_into(text, wanted, {setting.list for setting in held})
    return written if _says(written, wanted) else whole(wanted)


def _says(text: str, wanted: Data) -> bool:
    try:
        return bool(_alike(tomllib.loads(text)) == _alike(wanted))
    except tomllib.TOMLDecodeError:
        return False


def _alike(value: Any) -> Any:
    """For comparing: an empty list is as none, and a day may be written as a text."""
    if isinstance(value, dict):
        return {key: _alike(one) for key, one in value.items() if one != []}
    if isinstance(value, list):
        return [_alike(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _written_into(text: str, wanted: Data, names: set[str]) -> str:
    before = tomllib.loads(text)
    lines = text.split("\n")
    for name in sorted(names):
        path, in_list = header_of(before, name)
        old = {key_of(name, item): (item, at) for at, item in enumerate(items_of(before, name))}
        new = {key_of(name, item): item for item in items_of(wanted, name)}
        if name == CLOSED_DAYS or SETTABLE[name].is_table:
            # Closings have no id: they are written anew together, in the place of the first.
            lines = _all_anew(lines, path, items_of(wanted, name), is_table=SETTABLE[name].is_table)
            continue
        blocks = _blocks(lines, path)
        for key, (item, at) in reversed(old.items()):
            if at >= len(blocks):
                return ""
            first, last = blocks[at]
            if new.get(key) != item:
                lines[first:last] = table_lines(path, new[key], in_list=in_list) if key in new else []
        blocks = _blocks(lines, path)
        added = [item for key, item in new.items() if key not in old]
        at = blocks[-1][1] if blocks else len(lines)
        lines[at:at] = [line for item in added for line in ["", *table_lines(path, item, in_list=True)]]
    return "\n".join(lines)


def _all_anew(lines: list[str], path: str, items: list[Data], *, is_table: bool) -> list[str]:
    blocks = _blocks(lines, path)
    at = blocks[0][0] if blocks else _after_calendar(lines)
    for first, last in reversed(blocks):
        del lines[first:last]
    written = [line for item in items for line in [*table_lines(path, item, in_list=not is_table), ""]]
    lines[at:at] = written[:-1] if blocks else ["", *written[:-1]]
    return lines


def _after_calendar(lines: list[str]) -> int:
    """Where the first closing of a file goes that has none: after what the calendar itself says."""
    blocks = _blocks(lines, "calendar", deep=False)
    return blocks[0][1] if blocks else len(lines)


def _blocks(lines: list[str], path: str, *, deep: bool = True) -> list[tuple[int, int]]:
    """From which line up to which the tables of that name go, with what stands in them; comments after are no part."""
    heads = [(at, head[1].replace(" ", "")) for at, line in enumerate(lines) if (head := _HEADER.match(line))]
    found: list[tuple[int, int]] = []
    for number, (first, name) in enumerate(heads):
        if name != path:
            continue
        after = (at for at, other in heads[number + 1 :] if not (deep and other.startswith(f"{path}.")))
        last = next(after, len(lines))
        while last > first + 1 and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")):
            last -= 1
        found.append((first, last))
    return found


def whole(data: Data) -> str:
    """A whole file, written anew without comments: the bare keys first, then the tables."""
    lines = [f"{_name(key)} = {_value(value)}" for key, value in data.items() if not _is_table(value)]
    for key, value in data.items():
        if _is_table(value):
            for item in value if isinstance(value, list) else [value]:
                lines += ["", *table_lines(_name(key), item, in_list=isinstance(value, list))]
    return "\n".join(lines) + "\n"


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def table_lines(path: str, item: Mapping[str, Any], *, in_list: bool) -> list[str]:
    """One table with its header, a line for each key."""
    head = f"[[{path}]]" if in_list else f"[{path}]"
    return [head, *(f"{_name(key)} = {_value(value)}" for key, value in item.items() if value != [])]


def _name(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_name(key)} = {_value(one)}" for key, one in value.items()) + " }" if value else "{}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + "".join(f"    {_value(one)},\n" for one in value) + "]"
    if isinstance(value, list):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
