"""The one list of rooms. What the frame needs of them, such as the events that they record, is gathered from here."""

from importlib import import_module
from importlib.util import find_spec

from brobygger.ground.events import EventKind, declare

RECORDS = ("people", "episodes", "papers", "consents", "drafts", "notes", "letters", "grants", "house")
CARE = ("intake", "assessment", "visitation", "plans")
ROOMS = (*(f"brobygger.records.{noun}" for noun in RECORDS), *(f"brobygger.care.{room}" for room in CARE))


def modules(name: str) -> list[str]:
    """The modules of that name that rooms have, such as "urls", in the order of the list."""
    return [f"{room}.{name}" for room in ROOMS if find_spec(f"{room}.{name}")]


def events() -> dict[str, tuple[EventKind, ...]]:
    """The kinds of event that each room records, by room. Needs no Django: a declaration is pure data."""
    return {room: import_module(f"{room}.events").KINDS for room in ROOMS if find_spec(f"{room}.events")}


def declare_events() -> None:
    """Let the events of every room be recorded."""
    for kinds in events().values():
        declare(kinds)


def declare_details() -> None:
    """Let the journal tell the details of every room's events in the room's own words."""
    from brobygger.records.episodes import wording

    for name in modules("details"):
        room = import_module(name)
        wording.declare(room.DETAILS, getattr(room, "HEADINGS", {}))
