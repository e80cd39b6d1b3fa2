"""A room is one folder and one line: the frame asks the list, and nothing outside a room's folder names it.

What is refused: an event without words, typed facts and, where it meets a clock, a page; a declaration that names what
is not there; the name of a room anywhere but in its own folder, the list, what is generated, the contracts of
import-linter and migrations. What is still left of the last is counted here and may only shrink.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.template import TemplateDoesNotExist, engines
from django.urls import get_resolver
from django.urls import path as address_of

from brobygger import rooms, standard
from brobygger.ground.events import EventKind, Fact, FactType, Text
from brobygger.ground.room import DaySource, KeepsOpen, Opens, Place, Room, Step, Tab, declared_rooms
from brobygger.standard import Standard
from brobygger.standard.clocks import CITIZEN
from brobygger.web.shell import AT_MOST
from tests.architecture.source import ROOT, SOURCE, files, named, text

NORDBY = ROOT / "examples" / "nordby.toml"
ROOMS = {room.name: room for room in rooms.declarations()}


def without_a_page(file: Standard, kinds: set[str], opened: set[str]) -> list[str]:
    """The clocks that no page leads on from, though they ask one of us for one of these events."""
    ours = [clock for clock in file.clocks if clock.answers != CITIZEN]
    met = {clock.id: {trigger.event for trigger in clock.met_by} for clock in ours}
    return [clock for clock, events in met.items() if events & kinds and not events & opened]


def _opened() -> set[str]:
    return {one.event for room in ROOMS.values() for one in room.opens}


@pytest.mark.parametrize("file", [None, NORDBY], ids=["packaged", "nordby"])
def test_an_event_that_meets_a_clock_has_a_page(file: Path | None) -> None:
    kinds = {kind.id for kinds in rooms.events().values() for kind in kinds}
    found = standard.load(file)
    assert not without_a_page(found, kinds, _opened())
    assert without_a_page(found, kinds, _opened() - {"decision.made"}), "the test sees nothing"


def test_an_event_has_words_and_typed_facts() -> None:
    with pytest.raises(ValueError, match="lacks words"):
        EventKind("walk.held", Text("Gåtur", ""), ())
    with pytest.raises(TypeError):
        EventKind("walk.held", Text("Gåtur", "Walk"))  # type: ignore[call-arg]
    for kinds in rooms.events().values():
        for kind in kinds:
            assert all(isinstance(fact, Fact) and isinstance(fact.type, FactType) for fact in kind.facts), kind.id


def _bring(**what: Any) -> Room:
    return Room("tests.more", **what)


WRONG = {
    "two of one name among tabs: 'overview'": _bring(tabs=(Tab("overview", "", "desk:case", 10),)),
    "two of one name among places: 'cases'": _bring(places=(Place("cases", "", "desk:cases", 10),)),
    "two of one name among opens: 'decision.made'": _bring(opens=(Opens("decision.made", "", "desk:case"),)),
    "two of one name among steps: 'decision.made'": _bring(steps=(Step("decision.made", "desk:case"),)),
    "two of one name among keeps_open: 'letter-failed'": _bring(keeps_open=(KeepsOpen("letter-failed", "a:b", ""),)),
    "two of one name among pages: 'case'": _bring(pages=(("case", "desk:case"),)),
    "two of one name among fetched_along: 'letter_failed'": _bring(fetched_along=(("letter_failed", "a:b"),)),
    "two rooms with the addresses of 'plans'": Room("tests.plans"),
    "tests.more: no kind of course 'walking' in courses": _bring(courses=("walking",)),
    "tests.more: no tab 'walks' for 'steps' to stand within": _bring(tabs=(Tab("steps", "", "a:b", 1, "walks"),)),
    "tests.more: no role 'walker' in first_for of 'walks'": _bring(
        places=(Place("walks", "", "desk:cases", 10, first_for=("walker",)),)
    ),
    "tests.more: no place 'walks' in the menu for 'week'": _bring(
        day=(DaySource("week", "a:b", "", 1, place="walks"),)
    ),
    "tests.more: urgent of 'week' is 'very'": _bring(day=(DaySource("week", "a:b", "", 1, urgent="very"),)),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("said", WRONG)
def test_what_does_not_go_together_is_refused_in_words(said: str) -> None:
    assert rooms.faults([*ROOMS.values(), WRONG[said]]) == [said]


def test_a_start_with_what_does_not_go_together_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    known = declared_rooms()
    monkeypatch.setattr(rooms, "declarations", lambda _listed: [*known, _bring(courses=("walking",))])
    with pytest.raises(ValueError, match="no kind of course 'walking'"):
        rooms.declare()
    assert declared_rooms() == known


def _addresses(found: Any, before: str = "") -> Iterator[str]:
    """Every address there is, with its parts as types alone: a number is a number whatever it is called."""
    for one in found:
        address = before + re.sub(r"<(?:(\w+):)?\w+>", r"<\1>", str(one.pattern))
        if hasattr(one, "url_patterns"):
            yield from _addresses(one.url_patterns, address)
        else:
            yield address


def test_no_two_pages_have_one_address() -> None:
    found = Counter(_addresses(get_resolver().url_patterns))
    assert len(found) > 100
    assert not [address for address, number in found.items() if number > 1]
    assert (
        list(_addresses([address_of("gaa/<int:pk>/", HttpResponse), address_of("gaa/<int:walk>/", HttpResponse)]))
        == ["gaa/<int>/"] * 2
    )


def _said(one: Any) -> Iterator[str]:
    """Every plain text in a declaration."""
    if isinstance(one, str):
        yield one
    elif isinstance(one, tuple):
        for part in one:
            yield from _said(part)
    elif is_dataclass(one):
        for field in fields(one):
            yield from _said(getattr(one, field.name))


def _is_a_page(name: str) -> bool:
    namespace, _colon, page = name.partition(":")
    try:
        return bool(get_resolver().namespace_dict[namespace][1].reverse_dict.getlist(page))
    except KeyError:
        return False


def not_there(room: Room) -> list[str]:
    """What a declaration names, and neither a page, nor a thing in the room's modules, nor a template is."""
    missing = []
    for said in _said(room):
        if said.endswith(".html"):
            try:
                engines["jinja2"].get_template(said)
            except TemplateDoesNotExist:
                missing.append(said)
        elif re.fullmatch(r"[a-z_.]+:[A-Za-z_.]+", said) and not _is_a_page(said):
            try:
                room.at(said)
            except (ImportError, AttributeError):
                missing.append(said)
    return missing


@pytest.mark.parametrize("room", ROOMS.values(), ids=list(ROOMS))
def test_what_a_room_declares_is_there(room: Room) -> None:
    assert not not_there(room)
    assert all(room.at(module) for module in room.ready)
    wrong = replace(room, opens=(Opens("walk.held", "", "walks:walks"),), not_told="walks:nothing")
    assert not_there(wrong) == ["walks:walks", "walks:nothing"]


def test_every_event_that_a_declaration_names_is_declared() -> None:
    kinds = {kind.id for kinds in rooms.events().values() for kind in kinds}
    for room in ROOMS.values():
        asked: list[Any] = [*room.opens, *room.steps, *room.tried, *room.departs, *room.guarded]
        assert {one.event for one in asked} <= kinds, room.name


def test_a_case_has_at_most_eight_tabs() -> None:
    alone = [tab for room in ROOMS.values() for tab in room.tabs if not tab.within]
    assert len(alone) <= 8
    keys = {tab.key for tab in alone}
    assert {tab.within for room in ROOMS.values() for tab in room.tabs if tab.within} <= keys
    assert AT_MOST == 7


# -- the list ---------------------------------------------------------------------------------------------------------


def _contract(kind: str) -> dict[str, Any]:
    contracts = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    return next(one for one in contracts if one["type"] == kind)


def test_the_contracts_of_imports_name_the_rooms_of_the_list() -> None:
    care = [f"brobygger.care.{room}" for room in rooms.CARE]
    assert _contract("independence")["modules"] == care
    assert {path.parent for path in SOURCE.glob("care/*/apps.py")} == {SOURCE / "care" / room for room in rooms.CARE}
    nouns = {path.parent.name for path in SOURCE.glob("records/*/apps.py")}
    assert nouns == set(rooms.RECORDS)


def test_every_room_says_what_it_brings() -> None:
    """A noun that brings nothing to the frame needs no declaration; whoever works somewhere has one."""
    assert {f"brobygger.care.{room}" for room in rooms.CARE} <= set(ROOMS)
    assert {name for name in rooms.ROOMS if name not in ROOMS} == {
        "brobygger.records.people",  # who is meant: every room's, and none's own pages
        "brobygger.records.episodes",  # the case itself, which the desk shows
    }


# -- names ------------------------------------------------------------------------------------------------------------

CODE = {".py", ".html", ".js", ".css", ".typ"}
LISTED = {"src/brobygger/rooms.py"}
DEMO_LEFT = {"intake": 8, "assessment": 8, "visitation": 8, "plans": 9}  # files of the demo that name the room


def _names(words: tuple[str, ...], floor: str) -> re.Pattern[str]:
    """A room named: as a module, an address, a template, or the model of an app."""
    either = "|".join(words)
    return re.compile(
        rf"(?<![\w.-])(?:brobygger\.{floor}\.({either})\b|({either}):[a-z_]+\b(?!\s)|({either})/\w+\.html|"
        rf"({either})\.[A-Z]\w+|from brobygger\.{floor} import [^\n]*\b({either})\b)"
    )


def _named(words: tuple[str, ...], floor: str) -> Iterator[tuple[str, str]]:
    """Each place in the software where a room is named outside its own folder: the file, and the room."""
    pattern = _names(words, floor)
    for path in files():
        if not path.is_relative_to(SOURCE) or path.suffix not in CODE or "migrations" in path.parts:
            continue
        where = named(path)
        if where in LISTED:
            continue
        for found in pattern.finditer(text(path)):
            room = next(filter(None, found.groups()))
            if not path.is_relative_to(SOURCE / floor / room):
                yield where.removeprefix("src/brobygger/"), room


def test_no_room_of_the_work_is_named_outside_its_folder() -> None:
    found = set(_named(rooms.CARE, "care"))
    assert not {where for where, _room in found if not where.startswith("demo/")}
    # Left: the showcase works some cases through by the services of all four rooms, and the stories tell their events.
    told = Counter(room for where, room in found if where.startswith("demo/"))
    assert all(told[room] <= most for room, most in DEMO_LEFT.items()), told
    assert set(told) == set(DEMO_LEFT)


# What the rooms share below them, every room may read; what lies below the records or above the rooms knows it by
# declarations alone. Left: what the house sets is asked for before each page, and taken out by the command line; the
# settings say which post there is.
ABOVE = ("desk/", "web/", "ops/")
BELOW = ("ground/", "trust/", "standard/")
RECORDS_LEFT = {"ops/commands.py": 1, "web/settings.py": 2}


def test_no_noun_of_the_records_is_named_below_them_or_by_the_frame() -> None:
    brings = tuple(noun for noun in rooms.RECORDS if f"brobygger.records.{noun}" in ROOMS)
    found = Counter(where for where, _noun in _named(brings, "records") if where.startswith(ABOVE + BELOW))
    assert not [f"{where}: {number}" for where, number in found.items() if number > RECORDS_LEFT.get(where, 0)]
