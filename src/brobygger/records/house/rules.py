"""What may be set, and whether it goes with the file: checked as `brobygger standard check` does. No database."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from brobygger.ground.refusals import Refusal
from brobygger.standard import Standard, StandardFileError
from brobygger.standard import settings as over
from brobygger.standard.settings import CLOSED_DAYS, Setting
from brobygger.standard.text import Text

Place = str


class NotSet(Refusal):
    """Nothing is set: the day has been, it is so already, nobody or the wrong one could confirm it."""


class Faulty(Refusal):
    """What is asked for does not go with the standard: each fault with its place in the thing, "" where it has none."""

    def __init__(self, faults: list[tuple[Place, Text]]) -> None:
        super().__init__("does-not-fit")
        self.faults = faults


def check(filed: Standard, confirmed: Iterable[Setting], asked: Setting) -> None:
    """Lay what is asked for over the file and what is confirmed, on its day and on each on which more comes after it.

    Raises Faulty.
    """
    said = [*confirmed, asked]
    days = {asked.valid_from, *(one.valid_from for one in said if one.valid_from > asked.valid_from)}
    for day in sorted(days):
        try:
            over.with_settings(filed, said, day)
        except StandardFileError as error:
            place = over.place_of(over.laid_over(filed, said, day), asked.list, asked.key)
            raise Faulty(_placed(error, place)) from error


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
    passed = [key for key, data in found.items() if _last_day(key, data) < on]
    return {key: data for key, data in sorted(found.items()) if key not in passed}


def _last_day(key: str, data: Mapping[str, Any]) -> dt.date:
    return dt.date.max if over.is_every_year(key) else dt.date.fromisoformat(str(data.get("to") or key))


def plain(value: Any) -> Any:
    """A value of the file as JSON has it: days and times as texts."""
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


def first_day(name: str, key: str, valid_from: dt.date) -> dt.date:
    """The day from which a setting would be felt: a closing's own day, where it has one."""
    if name == CLOSED_DAYS and not over.is_every_year(key):
        return dt.date.fromisoformat(key)
    return valid_from
