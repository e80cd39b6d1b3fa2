"""A timeline as JSON: read with an open hand, refused with one clear sentence.

The format is a public interface (docs/timelines.md): a list of
``{"event", "occurred_on", "recorded_at"?, "facts"?, "id"?, "corrects"?}``.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from brobygger.standard.events import DANISH_TIME, Event, danish_day
from brobygger.standard.vocabulary import vocabulary

FIRST_YEAR, LAST_YEAR = 1900, 2199

# Names and values that people write for the same thing.
_FACT_NAMES = {
    "means_of_delivery": "means",
    "delivery": "means",
    "treatment": "kind_of_treatment",
    "treatment_kind": "kind_of_treatment",
}
_MEANS = {
    "digital": "digital-post",
    "digital post": "digital-post",
    "e-boks": "digital-post",
    "eboks": "digital-post",
    "post": "physical",
    "letter": "physical",
    "mail": "physical",
    "physical mail": "physical",
    "physical-mail": "physical",
    "physical post": "physical",
    "quick": "physical-quick",
}
_LINES = {"stof": "drug", "drugs": "drug", "alkohol": "alcohol"}
_NUMBERS = ("age", "weeks", "month", "every_weeks")


class InputError(ValueError):
    """What was given cannot be read; the message is one line for the person who gave it."""


def read_day(value: object, what: str) -> date:
    """A Danish day from an ISO date or date and time; a time with an offset is taken to Danish time.

    Raises:
        InputError: it is no date, or lies outside the years 1900-2199.
    """
    return danish_day(_read_moment(value, what))


def _read_moment(value: object, what: str) -> date:
    """The same with the hour, where one is told."""
    moment: date | None = None
    if isinstance(value, str):
        text = value.strip()
        try:
            moment = date.fromisoformat(text)
        except ValueError:
            moment = _moment(text)
    day = _local_day(moment) if moment is not None else None
    if moment is None or day is None:
        raise InputError(f"{what}: {value!r} is not a date such as 2023-03-27")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InputError(f"{what}: {value!r} lies outside the years {FIRST_YEAR}-{LAST_YEAR}")
    return moment


def read_timeline(content: str) -> list[Event]:
    """The events of a JSON text.

    Raises:
        InputError: it is no JSON, or no list of events; the message names the event by its place.
    """
    try:
        data = json.loads(content)
    except json.JSONDecodeError as error:
        raise InputError(f"the timeline is not JSON (line {error.lineno}: {error.msg})") from None
    except (RecursionError, ValueError):
        raise InputError("the timeline is not JSON that can be read") from None
    if isinstance(data, dict) and len(data.keys() & {"events", "timeline"}) == 1:
        data = data.get("events", data.get("timeline"))
    if not isinstance(data, list):
        raise InputError("the timeline must be a JSON list of events")
    return [_event(item, f"event {number}") for number, item in enumerate(data, 1)]


def read_facts(facts: Mapping[str, object]) -> dict[str, Any]:
    """Facts by the names and in the kinds that the standard uses; unknown facts are kept as they are."""
    read: dict[str, Any] = {}
    for key, value in facts.items():
        name = key.strip().lower().replace("-", "_").replace(" ", "_")
        name = _FACT_NAMES.get(name, name)
        read[name] = _fact(name, value)
    return read


def _fact(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    text = value.strip()
    lowered = text.lower()
    if lowered in ("true", "false"):
        return lowered == "true"
    if name in _NUMBERS and lowered.lstrip("-").isdecimal() and len(lowered) < 10:
        return int(lowered)
    if name == "means":
        return _MEANS.get(lowered.replace("_", "-"), lowered.replace("_", "-"))
    if name == "line":
        return _LINES.get(lowered, lowered)
    if name in ("kind_of_treatment", "outcome", "letter", "kind", "by", "wants", "purpose", "how"):
        return lowered.replace("_", "-")
    return text


def _event(item: object, what: str) -> Event:
    if not isinstance(item, dict):
        raise InputError(f"{what}: must be an object with 'event' and 'occurred_on'")
    kind = item.get("event", item.get("kind"))
    if not isinstance(kind, str):
        raise InputError(f"{what}: 'event' is missing")
    kind = kind.strip()
    if kind not in vocabulary():
        raise InputError(f"{what}: unknown event {kind!r}")
    occurred = item.get("occurred_on", item.get("occurred_at"))
    if occurred is None:
        raise InputError(f"{what} ({kind}): 'occurred_on' is missing")
    facts = item.get("facts")
    if facts is not None and not isinstance(facts, dict):
        raise InputError(f"{what} ({kind}): 'facts' must be an object")
    return Event(
        kind=kind,
        occurred_on=_read_moment(occurred, f"{what} ({kind}): 'occurred_on'"),
        recorded_at=_recorded(item.get("recorded_at"), f"{what} ({kind}): 'recorded_at'"),
        facts=read_facts(facts or {}),
        id=_name(item.get("id"), f"{what} ({kind}): 'id'"),
        corrects=_name(item.get("corrects"), f"{what} ({kind}): 'corrects'"),
    )


def _name(value: object, what: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise InputError(f"{what} must be a text or a number")
    return str(value)


def _recorded(value: object, what: str) -> datetime | None:
    if value is None:
        return None
    moment = _moment(value.strip()) if isinstance(value, str) else None
    if moment is None:
        raise InputError(f"{what}: {value!r} is not a time such as 2023-03-27T10:31")
    local = moment if moment.tzinfo else moment.replace(tzinfo=DANISH_TIME)
    try:
        return local.astimezone(UTC)
    except OverflowError:
        raise InputError(f"{what}: {value!r} lies outside the calendar") from None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _local_day(moment: date) -> date | None:
    try:
        return danish_day(moment)
    except OverflowError:
        return None
