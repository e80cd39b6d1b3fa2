"""What may be set, and whether it goes with the file: checked as `brobygger standard check` does. No database."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from itertools import chain, count
from typing import Any

from brobygger.ground.refusals import Refusal
from brobygger.standard import Standard, StandardFileError
from brobygger.standard import settings as over
from brobygger.standard.purposes import PURPOSES
from brobygger.standard.settings import CLOSED_DAYS, Setting
from brobygger.standard.text import Text

Place = str
_OF_A_CLOSING = re.compile(r"(\d{4}-\d\d-\d\d)(-\d+)?|\d\d-\d\d")
_ID = re.compile(r"[-a-zA-Z0-9_]{1,80}")


class NotSet(Refusal):
    """Nothing is set: the day has been, it is so already, nobody or the wrong one could confirm it."""


class Faulty(Refusal):
    """What is asked for does not go with the standard: each fault with its place in the thing, "" where it has none."""

    def __init__(self, faults: list[tuple[Place, Text]]) -> None:
        super().__init__("does-not-fit")
        self.faults = faults


def is_settable(name: str, key: str, data: Mapping[str, Any] | None) -> bool:
    """Whether the house may say this of a thing: a list of its own, a key of that list, and nothing beside it."""
    kind = over.SETTABLE.get(name)
    if kind is None or (data is None and not kind.may_add):
        return False
    if name != CLOSED_DAYS:
        return _ID.fullmatch(key) is not None and set(data or ()) <= set(kind.keys)
    found = _OF_A_CLOSING.fullmatch(key)
    days = [(found[1] or f"2024-{key}") if found else "", *((data or {}).get(end) for end in ("on", "to"))]
    ends = set() if over.is_every_year(key) else {"on", "to"}
    return all(_is_day(day) for day in days if day is not None) and set(data or ()) <= {*kind.keys, *ends}


def _is_day(written: Any) -> bool:
    try:
        return bool(dt.date.fromisoformat(written).isoformat() == written)
    except (TypeError, ValueError):
        return False


def check(filed: Standard, confirmed: Iterable[Setting], asked: Setting) -> None:
    """Lay what is asked for over the file and what is confirmed, on its day and on each on which more comes after it.

    Raises Faulty.
    """
    _needed(filed, asked)
    said = [*confirmed, asked]
    days = {asked.valid_from, *(one.valid_from for one in said if one.valid_from > asked.valid_from)}
    for day in sorted(days):
        try:
            over.with_settings(filed, said, day)
        except StandardFileError as error:
            place = over.place_of(over.laid_over(filed, said, day), asked.list, asked.key)
            raise Faulty(_placed(error, place)) from error


def _needed(filed: Standard, asked: Setting) -> None:
    """What is the only one of its list for something that must have one stays; what for is the file's to say."""
    if asked.data is not None:
        return
    for purpose in PURPOSES:
        serving = [one.id for one in getattr(filed, purpose.list) if one.serves(purpose.id)]
        if purpose.list == asked.list and purpose.needed and serving == [asked.key]:
            da = f"Den kan ikke tages ud: der er ingen anden til {purpose.why.da}."
            raise Faulty([("", Text(da, f"It cannot be taken out: nobody else is there for {purpose.why.en}."))])


def _placed(error: StandardFileError, place: tuple[str | int, ...] | None) -> list[tuple[Place, Text]]:
    """The faults by their places within the thing. What two of a list may not share is told at either of them."""
    before = ".".join(str(part) for part in place or ())
    beside = ".".join(str(part) for part in place or () if not isinstance(part, int))
    found = []
    for problem in error.problems:
        within = problem.place.removeprefix(f"{before}.")
        if within == problem.place and place is not None and isinstance(place[-1], int):
            within = re.sub(rf"^{re.escape(beside)}\.\d+\.", "", problem.place)
        found.append((within if within != problem.place else "", problem.message))
    return found


def held(filed: Standard, confirmed: Iterable[Setting], name: str, key: str, on: dt.date) -> dict[str, Any] | None:
    """What holds of one thing on a day, as a setting says it; None where there is no such thing."""
    return things(filed, confirmed, name, on).get(key)


def things(filed: Standard, confirmed: Iterable[Setting], name: str, on: dt.date) -> dict[str, dict[str, Any]]:
    """Everything of a list that holds on a day, by key, as settings say it. Of closings those that are to come too."""
    said = list(confirmed)
    if name == CLOSED_DAYS:
        return _closings(filed, said, on)
    data = over.laid_over(filed, said, on)
    keys = over.SETTABLE[name].keys
    return {
        over.key_of(name, item): {key: plain(item[key]) for key in keys if key in item}
        for item in over.items_of(data, name)
    }


def _closings(filed: Standard, said: Iterable[Setting], on: dt.date) -> dict[str, dict[str, Any]]:
    """The file's closings and the house's, each once: a closing of several days is one thing."""
    found: dict[str, dict[str, Any]] = {}
    for item in over.items_of(over.laid_over(filed, (), on), CLOSED_DAYS):
        last = over.day_of(item["valid_to"]) if "valid_to" in item else dt.date.max
        if last >= on:
            found[over.key_of(CLOSED_DAYS, item)] = {"name": plain(item["name"])}
    for setting in over.in_force(said, on):
        if setting.list != CLOSED_DAYS:
            continue
        if setting.data is not None:
            found[setting.key] = dict(setting.data)
        elif setting.valid_from <= on or not over.is_every_year(setting.key):
            found.pop(setting.key, None)
    to_come = {
        key: data for key, data in found.items() if over.is_every_year(key) or over.closed_days_of(key, data)[-1] >= on
    }
    return dict(sorted(to_come.items(), key=lambda item: _in_order(*item)))


def _in_order(key: str, data: Mapping[str, Any]) -> tuple[bool, str]:
    """What comes every year stands first, in the order of the year."""
    every_year = over.is_every_year(key)
    return not every_year, key if every_year else over.first_day_of(key, data).isoformat()


def plain(value: Any) -> Any:
    """A value of the file as JSON has it: days and times as texts."""
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


def felt(
    name: str, key: str, valid_from: dt.date, before: Mapping[str, Any] | None, data: Mapping[str, Any] | None
) -> tuple[dt.date, dt.date | None]:
    """The first day and the last on which a setting would make anything other than it was; without an end None.

    Of a closing with days of its own those that it opens, closes or names anew: one that has begun may yet be made
    longer or shorter, as long as the days that have been stay as they were.
    """
    if name != CLOSED_DAYS or over.is_every_year(key):
        return valid_from, None
    was, becomes = (
        {day: (side or {}).get("name") for day in over.closed_days_of(key, side)} for side in (before, data)
    )
    other = [day for day in {*was, *becomes} if was.get(day) != becomes.get(day)]
    return (min(other), max(other)) if other else (valid_from, valid_from)


def key_of_new_closing(there: Mapping[str, Mapping[str, Any]], key: str) -> str:
    """The key of a new closing; "" where there is one on that day, which is to be changed instead."""
    if key not in there:
        return key
    if over.is_every_year(key) or over.first_day_of(key, there[key]).isoformat() == key:
        return ""
    # The one that bears this key was moved away from the day.
    free = (f"{key}-{number}" for number in range(2, 100) if f"{key}-{number}" not in there)
    return next(free, "")


def key_of_new_thing(there: Mapping[str, Mapping[str, Any]], key: str, called: str) -> str:
    """The id of a new thing, from its name, with a number where another bears it; "" where the name is in use."""
    if any(str((one.get("name") or {}).get("da")).casefold() == called.casefold() for one in there.values()):
        return ""
    return next(one for one in chain([key], (f"{key}-{number}" for number in count(2))) if one not in there)


def begins(setting: Setting) -> dt.date:
    """The day from which a confirmed one is seen: a closing's own first day, where it has one."""
    if setting.list == CLOSED_DAYS and not over.is_every_year(setting.key):
        return over.first_day_of(setting.key, setting.data)
    return setting.valid_from
