"""The one list of rooms, and what is gathered from them: addresses, events, and what each brings to the frame.

An installation reads the list from its settings (ROOMS), where this one stands.
"""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from brobygger.ground import events as of_events
from brobygger.ground.events import EventKind
from brobygger.ground.room import Room, declare_rooms

RECORDS = ("people", "episodes", "papers", "consents", "drafts", "notes", "letters", "grants", "house")
CARE = ("intake", "assessment", "visitation", "plans")
# What lies below the rooms and beside them declares what it brings in the same way.
FRAME = ("brobygger.trust", "brobygger.desk")
ROOMS = (*(f"brobygger.records.{noun}" for noun in RECORDS), *(f"brobygger.care.{room}" for room in CARE))


def modules(name: str, listed: Iterable[str] = ROOMS) -> list[str]:
    """The modules of that name that rooms have, such as "urls", in the order of the list."""
    return [f"{room}.{name}" for room in listed if find_spec(f"{room}.{name}")]


def events(listed: Iterable[str] = ROOMS) -> dict[str, tuple[EventKind, ...]]:
    """The kinds of event that each room records, by room. Needs no Django: a declaration is pure data."""
    return {name.removesuffix(".events"): import_module(name).KINDS for name in modules("events", listed)}


def letters(listed: Iterable[str] = ROOMS) -> dict[str, str]:
    """What the letters that each room sends are called, by room: the text of its `letters.toml`."""
    files = {room: _folder(room) / "letters.toml" for room in listed}
    return {room: path.read_text(encoding="utf-8") for room, path in files.items() if path.exists()}


def _folder(room: str) -> Path:
    found = find_spec(room)
    return Path(next(iter(found.submodule_search_locations or ())) if found else "")


def declarations(listed: Iterable[str] = ROOMS) -> list[Room]:
    """What each brings to the frame, as its `room.py` says."""
    return [import_module(name).ROOM for name in modules("room", (*FRAME, *listed))]


def declare(listed: Iterable[str] = ROOMS) -> None:
    """Put all of it in place: once, when the applications are ready."""
    from brobygger.records.episodes import words

    for kinds in events(listed).values():
        of_events.declare(kinds)
    for name in modules("details", listed):
        details = import_module(name)
        words.declare(details.DETAILS, getattr(details, "HEADINGS", {}), getattr(details, "DETAILS_OF_DAY", {}))
    found = declarations(listed)
    declare_rooms(found)
    for room in found:
        for module in room.ready:
            room.at(module)
