"""How a room says what it brings: the frame asks nobody by name, and reads these declarations alone.

A room fills in a ``Room`` in its ``room.py``. It is data: words are lazy, and what has to be worked out is named by a
reference ("selectors:waiting", a name in a module of the room), which is looked up when somebody asks. So a declaration
imports no models, and can be read before there is a database.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any, Literal

Reference = str  # "module:name" in the room; "module" for a module that is only to be imported
Words = Any  # words that are lazy (gettext_lazy)


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the case that stands among its tabs, or `within` another tab, by its key.

    `together` is what a tab that others stand within is called.
    """

    key: str
    words: Words
    page: str
    order: int
    within: str = ""
    together: Words = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the menu offers to whoever may open it. A page that knows how many wait counts by its key.

    `when` names what says whether the place is there at all: `()` gives it by the standard file alone, without a query.
    Who holds none but the roles of `first_for` begins the day here, and not on the first place that is for them.
    """

    key: str
    words: Words
    page: str
    order: int
    when: Reference = ""
    first_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opens:
    """The page that makes an event happen, with words for a button: what a deadline that the event meets leads to."""

    event: str
    words: Words
    page: str


@dataclass(frozen=True, slots=True)
class Step:
    """The page behind a step of the case: the one that its kind of course tells by this event."""

    event: str
    page: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A talk that may be tried in vain: the event of a try, the page where the talk is held, what happens when it is.

    `otherwise` is the page of another way to the citizen, offered when it has been tried often, in these `words`.
    """

    event: str
    page: str
    held: tuple[str, ...]
    words: Words
    otherwise: str


@dataclass(frozen=True, slots=True)
class DaySource:
    """What else waits for a person on My day.

    Args:
        key: its name.
        shown: `(actor, today)` gives a DayPart, or None when there is nothing to say.
        template: the room's own fragment, which is given the part as `part`.
        order: where it stands among the others.
        urgent: it stands in the day's list, "before" the deadlines or "after" them, or as a "note" below; else beside.
        place: the key of the menu's place beside which its count stands.
    """

    key: str
    shown: Reference
    template: str
    order: int
    urgent: Literal["", "before", "after", "note"] = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class DayPart:
    """What a source has for one person today.

    Args:
        content: what its fragment draws.
        episodes: the cases that it tells of, for the audit trail.
        count: how many there are ("10+" when only so far is counted).
        sentence: what the day's one sentence says of it.
        whole_day: that sentence is the day of one who has no deadline.
        hint: what is said of it where nothing is urgent.
    """

    content: Any
    episodes: frozenset[int] = frozenset()
    count: int | str | None = None
    sentence: str = ""
    whole_day: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class NextAct:
    """The next right act of a case when it lacks something of the room's: `(case)` gives it, or None.

    Those before 100 are asked before the deadlines, and the rest when no deadline is open.
    """

    order: int
    act: Reference


@dataclass(frozen=True, slots=True)
class CaseNow:
    """What a room is asked about when it says what a case lacks: who asks, the case, and the last day of each event."""

    actor: Any
    episode: Any
    days: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Todo:
    """The next right act: its heading, why, and where it is done. Without an address nothing is offered."""

    heading: str
    why: str
    button: str
    href: str


@dataclass(frozen=True, slots=True)
class Act:
    """The next right act about one deadline."""

    heading: str
    button: str
    href: str


@dataclass(frozen=True, slots=True)
class Departs:
    """Another way out of a deadline that this event ends, offered beside its act unless something has happened."""

    event: str
    words: Words
    page: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands beside the journal on a case's first page.

    `shown(actor, episode)` gives what the room's fragment draws as `panel`, or None.
    """

    key: str
    shown: Reference
    template: str
    order: int


@dataclass(frozen=True, slots=True)
class Guarded:
    """An event of which only that it happened is told to whoever may not do `reads`."""

    event: str
    reads: Reference


@dataclass(frozen=True, slots=True)
class AboutClock:
    """What the room knows of the deadlines of a clock that the standard file does not.

    Args:
        clock: its id.
        told: what its rows are read with: name → `()` gives the expression; `told_in_lists` on My day alone.
        act: `(act, told, actor, number)` gives the act for this person.
        stands: `(told, own)` says how far the case is; `own` where this person does what the clock asks for.
        duty: who answers for it in a unit, whoever has the case; `on_duty`: `()` gives when they can do anything.
    """

    clock: str
    told: tuple[tuple[str, Reference], ...]
    told_in_lists: tuple[tuple[str, Reference], ...]
    act: Reference
    stands: Reference
    duty: str
    on_duty: Reference


@dataclass(frozen=True, slots=True)
class KeepsOpen:
    """What keeps a case from being closed: `holds(episode)` tells whether it does, and the words are for whoever tries.

    `code` is the refusal's (records/episodes/services.py: EventRefused).
    """

    code: str
    holds: Reference
    words: Words


@dataclass(frozen=True, slots=True)
class Papers:
    """The room's part of the whole case as one PDF: a Danish title, the action that it takes, and the gathering."""

    key: str
    title: str
    order: int
    reads: Reference
    gather: Reference


@dataclass(frozen=True, slots=True)
class Room:
    """All that a room brings to the frame; what is not said, it does not bring.

    Args:
        name: the room's own package (``__package__``), whose last part is the namespace of its addresses.
        courses: the kinds of course that it serves; unsaid, every kind. In another it has no tab, page, panel or act.
        papers: parts of the whole case as one PDF.
        sends_papers: the page by which ready papers are sent to the citizen.
        carries_keys: models whose rows follow the case to another unit or colleague.
        projections: rows that follow from every timeline.
        shared_drafts: forms with one draft in a case, with which whoever has it goes on; each with its action.
        keeps_open: what keeps a case from being closed, each with the words of the refusal.
        fetched_along: what a case is fetched with: name → `()` gives the expression.
        heeds_the_citizen: `(before, now)` acts when the citizen's facts have changed.
        names_to_cover: `(person)` tells what else a protected citizen has been called.
        not_told: `(episode)` gives what the citizen has not been told of.
        tells: `(actor, episode)` gives words that another room's form begins with.
        why_unfinished: `(episode)` says why the assessment cannot be finished in time.
        journal: `(actor, episode, chosen)` draws some of the chosen events itself: the event's number → what is drawn.
        consents_in_words: `(episode)` says what the citizen has said yes to.
        substance_in_words: `(episode)` says what the case is mostly about.
        demo: `(case)` gives the rows that the room keeps beside the timeline, for a case of the demo (records/told.py).
        pages: pages that the frame of a case leads to, by the frame's name for them.
        ready: modules that are imported at the start, such as those that know jobs.
    """

    name: str
    courses: tuple[str, ...] = ()
    tabs: tuple[Tab, ...] = ()
    places: tuple[Place, ...] = ()
    opens: tuple[Opens, ...] = ()
    steps: tuple[Step, ...] = ()
    tried: tuple[Tried, ...] = ()
    day: tuple[DaySource, ...] = ()
    next_acts: tuple[NextAct, ...] = ()
    clocks: tuple[AboutClock, ...] = ()
    departs: tuple[Departs, ...] = ()
    panels: tuple[Panel, ...] = ()
    guarded: tuple[Guarded, ...] = ()
    papers: tuple[Papers, ...] = ()
    sends_papers: str = ""
    carries_keys: tuple[Reference, ...] = ()
    projections: tuple[Reference, ...] = ()
    shared_drafts: Reference = ""
    keeps_open: tuple[KeepsOpen, ...] = ()
    fetched_along: tuple[tuple[str, Reference], ...] = ()
    heeds_the_citizen: Reference = ""
    names_to_cover: Reference = ""
    not_told: Reference = ""
    tells: Reference = ""
    why_unfinished: Reference = ""
    journal: Reference = ""
    consents_in_words: Reference = ""
    substance_in_words: Reference = ""
    demo: Reference = ""
    pages: tuple[tuple[str, str], ...] = ()
    ready: tuple[Reference, ...] = ()

    def serves(self, course: str) -> bool:
        """Whether it has anything to do with this kind of course."""
        return not self.courses or course in self.courses

    def at(self, reference: Reference) -> Any:
        """What a reference names."""
        return _found(self.name, reference)


@cache
def _found(room: str, reference: Reference) -> Any:
    module, _colon, name = reference.partition(":")
    found: Any = import_module(f"{room}.{module}")
    for part in name.split(".") if name else ():
        found = getattr(found, part)
    return found


_declared: list[Room] = []


def declare_rooms(rooms: Iterable[Room]) -> None:
    """Let the frame read these rooms, and no others (rooms.faults says whether they go together)."""
    _declared[:] = rooms
    page_of.cache_clear()
    opening.cache_clear()
    _room_of.cache_clear()


def declared_rooms() -> tuple[Room, ...]:
    """Every room that is there, in the order of the list."""
    return tuple(_declared)


def every(what: str, course: str = "") -> Iterator[tuple[Room, Any]]:
    """What every room declares of one sort ("tabs"), each with its room: by their order, where they have one.

    With a kind of course only what is said by the rooms that serve it.
    """
    found = [(room, one) for room in _declared if not course or room.serves(course) for one in getattr(room, what)]
    if found and hasattr(found[0][1], "order"):
        found.sort(key=lambda pair: pair[1].order)
    return iter(found)


def answers(what: str) -> Iterator[Any]:
    """What the rooms name by a single reference ("not_told"), looked up."""
    return (room.at(getattr(room, what)) for room in _declared if getattr(room, what))


def named(what: str) -> Iterator[tuple[str, Any]]:
    """What the rooms name by pairs of a name and a reference ("fetched_along"), looked up."""
    return ((name, room.at(reference)) for room in _declared for name, reference in getattr(room, what))


@cache
def page_of(key: str) -> str:
    """The page that a room has for something that the frame of a case leads to, by its name in urls; "" for none."""
    return next((page for room in _declared for name, page in room.pages if name == key), "")


@cache
def opening(event: str) -> Opens | None:
    """The page of a room that makes an event happen, with words for a button; None where no page does."""
    return next((one for _room, one in every("opens") if one.event == event), None)


def serves(page: str, course: str) -> bool:
    """Whether a page, by its name in urls, is there for a case of this kind of course: as the room says it is of."""
    of_room = _room_of(page.partition(":")[0])
    return of_room is None or of_room.serves(course)


@cache
def _room_of(namespace: str) -> Room | None:
    return next((room for room in _declared if room.name.rpartition(".")[2] == namespace), None)


def courses_served() -> frozenset[str]:
    """The kinds of course that some room is there for."""
    return frozenset(course for room in _declared for course in room.courses)
