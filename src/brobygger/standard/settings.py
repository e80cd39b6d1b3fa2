"""The house's own settings, laid over a standard file: what a manager changes on a page stands above the file.

Only what is the house's own can be said so: closing days, telephones, addresses, hours, partners, standing meetings and
what a note begins with. Promises and law are taken from the file alone, whatever a setting says. What is laid over is
checked as the file itself is. Pure: who may change what, and where it is stored, is told elsewhere (records/house).
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from brobygger.standard.loading import read_file, read_standard
from brobygger.standard.loading_parts import TEAM
from brobygger.standard.model import Standard
from brobygger.standard.reading import FileReader
from brobygger.standard.source_lines import Path
from brobygger.standard.text import Text

Data = dict[str, Any]
CLOSED_DAYS = "closed_days"
UNITS = "units"
LONGEST = 60  # days in a row that one closing may have


@dataclass(frozen=True, slots=True)
class Settable:
    """A list of the file of which a page may change something: where it stands, which keys, and what else is open."""

    path: tuple[str, ...]
    keys: tuple[str, ...]
    part: str  # of the ``Standard`` that is taken from what was laid over
    may_add: bool = False
    is_table: bool = False


SETTABLE: Mapping[str, Settable] = {
    CLOSED_DAYS: Settable(("calendar", CLOSED_DAYS), ("name",), "calendar", may_add=True),
    "units": Settable(
        ("units",),
        (
            "address", "floor", "phone", "menu_choice", "hours", "open_counselling", "individual_agreements",
            "hours_note",
        ),
        "units",
    ),
    "municipality": Settable(
        ("municipality",),
        ("phone", "address", "complaints", "website_for_young"),
        "municipality",
        is_table=True,
    ),
    "partners": Settable(("partners",), ("name", "text"), "partners", may_add=True),
    "conferences": Settable(("conferences",), ("name", "weekday", "text"), "conferences"),
    "rooms": Settable(("rooms",), ("name", "text"), "rooms", may_add=True),
    "themes": Settable(("themes",), ("name", "text"), "themes", may_add=True),
    "phrases": Settable(("phrases",), ("name", "text"), "phrases", may_add=True),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """What the house says of one thing from a day on: its keys as the file writes them; None where it is taken out.

    ``key`` is the id within the list. A closing's is the day that it was first said for ("2026-12-24"; "2026-12-24-2"
    where one was moved away from that day), or month and day for every year ("12-24"); it may say ``on``, its first day
    where it was moved, and ``to``, the last of several in a row. ``number`` tells which was said last.
    """

    list: str
    key: str
    valid_from: date
    data: Mapping[str, Any] | None
    number: int = 0


def in_force(settings: Iterable[Setting], on: date) -> tuple[Setting, ...]:
    """The settings that say something on a day, the older first; of one thing only the last of them.

    Closings have days of their own, and count however far these lie ahead; those of every year hold from a day on and
    follow each other.
    """
    found: dict[tuple[Any, ...], Setting] = {}
    for setting in sorted(settings, key=lambda one: (one.valid_from, one.number)):
        key: tuple[Any, ...] = (setting.list, setting.key)
        if setting.list == CLOSED_DAYS:
            found[(*key, setting.valid_from) if is_every_year(setting.key) else key] = setting
        elif setting.valid_from <= on:
            found[key] = setting
    return tuple(found.values())


def name_on(standard: Standard, settings: Iterable[Setting], name: str, key: str, on: date) -> Text | None:
    """What a thing of a list was called on a day, also one that has been taken out: the last name that it had by then.

    What came later only is told by its first name; None for what neither the file nor the house has ever named.
    """
    named = [one for one in settings if (one.list, one.key) == (name, key) and one.data and "name" in one.data]
    named.sort(key=lambda one: (one.valid_from, one.number))
    before = [one for one in named if one.valid_from <= on]
    filed = next((one.name for one in getattr(standard, name) if one.id == key), None)
    if filed is not None and not before:
        return filed  # type: ignore[no-any-return]
    said = [one.data["name"] for one in (*before[-1:], *named[:1]) if one.data]
    return Text(said[0]["da"], said[0]["en"]) if said else None


def is_every_year(key: str) -> bool:
    """Whether a closing's key is a month and a day: "12-24"."""
    return len(key) == 5


def with_settings(standard: Standard, settings: Iterable[Setting], on: date) -> Standard:
    """The standard as it stands on a day, with what the house has set laid over its file.

    What is promised and what is law are the file's own, the very same objects.

    Raises:
        StandardFileError: what was set does not go with the file; the places of the faults are those of `laid_over`.
    """
    held = in_force(settings, on)
    if not held:
        return standard
    reader = read_file(standard.content, standard.source)
    lay_over(reader.root.data, held)
    read = read_standard(FileReader(reader.root.data, reader.lines), standard.source, standard.digest)
    parts: Any = {kind.part: getattr(read, kind.part) for kind in SETTABLE.values()}
    return replace(standard, **parts)


def laid_over(standard: Standard, settings: Iterable[Setting], on: date) -> Data:
    """The content of the file with what is set laid over it, unchecked: to show, to export, to find a place in."""
    data = read_file(standard.content, standard.source).root.data
    lay_over(data, in_force(settings, on))
    return data


def lay_over(data: Data, settings: Sequence[Setting]) -> None:
    """Lay settings over the content of a file, in their order. What the file no longer has is passed over."""
    _open_again(data, settings)
    for setting in settings:
        if setting.list == CLOSED_DAYS:
            _close(data, setting)
        elif SETTABLE[setting.list].is_table:
            _say(data[setting.list], setting)
        else:
            _item(data, setting)


def place_of(data: Data, name: str, key: str) -> Path | None:
    """Where a thing stands in the content of a file, as the faults name their places; None where it is not."""
    kind = SETTABLE[name]
    if kind.is_table:
        return kind.path
    if _is_the_team(data, name):
        return (TEAM,) if key == TEAM else None
    index = next((at for at, item in enumerate(items_of(data, name)) if key_of(name, item) == key), None)
    return None if index is None else (*kind.path, index)


def items_of(data: Data, name: str) -> list[Data]:
    """The things of a list in the content of a file; of a table the table alone, and of one team the team."""
    if _is_the_team(data, name):
        return [data[TEAM]]
    found: Any = data
    for part in SETTABLE[name].path:
        found = found.get(part) or []
    return [found] if SETTABLE[name].is_table else found


def header_of(data: Data, name: str) -> tuple[str, bool]:
    """The name by which a file heads the things of a list, and whether there may be several: "units", "team"."""
    if _is_the_team(data, name):
        return TEAM, False
    return ".".join(SETTABLE[name].path), not SETTABLE[name].is_table


def _is_the_team(data: Data, name: str) -> bool:
    """Whether the centre is one team, which the file writes in place of units."""
    return name == UNITS and TEAM in data


def key_of(name: str, item: Mapping[str, Any]) -> str:
    """The key of a thing: its id, and of a closing its day. The one team of a centre without units has no id."""
    if SETTABLE[name].is_table:
        return name
    if name != CLOSED_DAYS:
        return str(item.get("id", TEAM if name == UNITS else None))
    if "on" in item:
        return day_of(item["on"]).isoformat()
    return f"{item['month']:02}-{item['day']:02}"


def day_of(written: Any) -> date:
    """A day of the file, which may be written as a date or as a text."""
    return date.fromisoformat(written) if isinstance(written, str) else written


def _item(data: Data, setting: Setting) -> None:
    items = items_of(data, setting.list)
    at = next((at for at, item in enumerate(items) if key_of(setting.list, item) == setting.key), None)
    may_add = SETTABLE[setting.list].may_add
    if at is not None and setting.data is None and may_add:
        del items[at]
    elif at is not None:
        _say(items[at], setting)
    elif may_add and setting.data is not None:
        new = {"id": setting.key}
        data.setdefault(setting.list, []).append(new)
        _say(new, setting)


def _say(item: Data, setting: Setting) -> None:
    """Take over the keys that a page may set; one that it does not name is no longer said."""
    if setting.data is None:
        return
    for key in SETTABLE[setting.list].keys:
        value = setting.data.get(key)
        if value is None:
            item.pop(key, None)
        else:
            item[key] = deepcopy(value)


def _open_again(data: Data, settings: Sequence[Setting]) -> None:
    """Take the file's own closings of which something else is said out of it, before any day is closed."""
    said = {one.key for one in settings if one.list == CLOSED_DAYS and not is_every_year(one.key)}
    items: list[Data] = data["calendar"].get(CLOSED_DAYS) or []
    items[:] = [item for item in items if key_of(CLOSED_DAYS, item) not in said]


def _close(data: Data, setting: Setting) -> None:
    if setting.data is None and not is_every_year(setting.key):
        return
    items: list[Data] = data["calendar"].setdefault(CLOSED_DAYS, [])
    name = None if setting.data is None else deepcopy(setting.data.get("name"))
    if is_every_year(setting.key):
        _end_before(items, setting.key, setting.valid_from)
        if name is not None:
            month, day = (int(part) for part in setting.key.split("-"))
            items.append({"month": month, "day": day, "name": name, "valid_from": setting.valid_from})
        return
    days = closed_days_of(setting.key, setting.data)
    named = {day.isoformat() for day in days}
    items[:] = [item for item in items if key_of(CLOSED_DAYS, item) not in named]
    items.extend({"on": day, "name": deepcopy(name)} for day in days)


def closed_days_of(key: str, data: Mapping[str, Any] | None) -> list[date]:
    """The days of a closing that has days of its own: one, or several in a row; none where it is taken out."""
    if data is None:
        return []
    first = first_day_of(key, data)
    last = date.fromisoformat(str(data.get("to") or first.isoformat()))
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


def first_day_of(key: str, data: Mapping[str, Any] | None) -> date:
    """The first day of a closing that has days of its own."""
    return date.fromisoformat(str((data or {}).get("on") or key[:10]))


def _end_before(items: list[Data], key: str, day: date) -> None:
    """Let a closing of every year hold no longer than up to a day; one that begins later never holds."""
    for item in [item for item in items if key_of(CLOSED_DAYS, item) == key]:
        first, last = item.get("valid_from"), item.get("valid_to")
        if first is not None and day_of(first) >= day:
            items.remove(item)
        elif last is None or day_of(last) >= day:
            item["valid_to"] = day - timedelta(days=1)
