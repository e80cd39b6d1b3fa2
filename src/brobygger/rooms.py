"""The one list of rooms, and what is gathered from them: addresses, events, and what each brings to the frame.

An installation reads the list from its settings (ROOMS), where this one stands.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, get_args

from brobygger.ground import events as of_events
from brobygger.ground.events import EventKind
from brobygger.ground.room import DaySource, Room, declare_rooms
from brobygger.standard.courses import COURSES

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


# What is found by a name of its own, of which there is one only: the sort, and how each is named.
_ONE_OF_EACH: tuple[tuple[str, Callable[[Any], str]], ...] = (
    *((what, attrgetter("key")) for what in ("tabs", "places", "day", "panels", "papers")),
    *((what, attrgetter("event")) for what in ("opens", "steps", "tried", "guarded")),
    ("keeps_open", attrgetter("code")),
    ("clocks", attrgetter("clock")),
    *((what, itemgetter(0)) for what in ("pages", "fetched_along")),
)


def faults(found: Sequence[Room]) -> list[str]:
    """Why these declarations do not go together, a sentence each: two of one name, or a name of what is not there."""
    spaces = Counter(room.name.rpartition(".")[2] for room in found)
    wrong = [f"two rooms with the addresses of {name!r}" for name, number in spaces.items() if number > 1]
    for what, called in _ONE_OF_EACH:
        names = Counter(called(one) for room in found for one in getattr(room, what))
        wrong.extend(f"two of one name among {what}: {name!r}" for name, number in names.items() if number > 1)
    places = {place.key for room in found for place in room.places}
    tabs = {tab.key for room in found for tab in room.tabs if not tab.within}
    for room in found:
        wrong.extend(f"{room.name}: {fault}" for fault in _unknown_names(room, places, tabs))
    return wrong


def _unknown_names(room: Room, places: Collection[str], tabs: Collection[str]) -> Iterator[str]:
    """What a room names that neither the frame, another room nor the standard has."""
    from brobygger.trust.roles import ALL

    courses = {kind.id for kind in COURSES}
    yield from (f"no kind of course {course!r} in courses" for course in room.courses if course not in courses)
    for tab in room.tabs:
        if tab.within and tab.within not in tabs:
            yield f"no tab {tab.within!r} for {tab.key!r} to stand within"
    for place in room.places:
        yield from (f"no role {role!r} in first_for of {place.key!r}" for role in place.first_for if role not in ALL)
    for source in room.day:
        if source.place and source.place not in places:
            yield f"no place {source.place!r} in the menu for {source.key!r}"
        if source.urgent not in get_args(DaySource.__annotations__["urgent"]):
            yield f"urgent of {source.key!r} is {source.urgent!r}"


def declare(listed: Iterable[str] = ROOMS) -> None:
    """Put all of it in place: once, when the applications are ready. Raises ValueError with the faults of it."""
    from brobygger.records.episodes import words

    for kinds in events(listed).values():
        of_events.declare(kinds)
    for name in modules("details", listed):
        details = import_module(name)
        words.declare(details.DETAILS, getattr(details, "HEADINGS", {}), getattr(details, "DETAILS_OF_DAY", {}))
    found = declarations(listed)
    if wrong := faults(found):
        raise ValueError("; ".join(wrong))
    declare_rooms(found)
    for room in found:
        for module in room.ready:
            room.at(module)
