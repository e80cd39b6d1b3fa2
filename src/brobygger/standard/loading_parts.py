"""The larger parts of a standard file: the centre, its units, its calendar, its events and its text."""

import re
from datetime import date
from itertools import pairwise
from typing import Any

from brobygger.standard.model import (
    WEEKDAYS,
    Address,
    EventKind,
    Hours,
    Line,
    Municipality,
    Routing,
    RoutingRule,
    Section,
    Turn,
    Unit,
)
from brobygger.standard.reading import Table
from brobygger.standard.receipt import PresumedReceipt
from brobygger.standard.text import NO_TEXT, Text
from brobygger.standard.vocabulary import vocabulary
from brobygger.standard.working_days import Calendar, Closing, Holiday

_NOWHERE = Address("", "", "", "")

HEARING_DAYS = 7


def read_municipality(root: Table) -> Municipality | None:
    """Whose standard it is."""
    table = root.table("municipality")
    if table is None:
        return None
    valid_from, valid_to = table.validity()
    found = Municipality(
        name=table.string("name"),
        centre=table.string("centre"),
        phone=table.string("phone"),
        address=_address(table, "address"),
        complaints=_address(table, "complaints"),
        website=table.string("website", ""),
        website_for_young=table.string("website_for_young", ""),
        code=table.string("code", ""),
        cvr=table.string("cvr", ""),
        edition=table.string("edition"),
        valid_from=valid_from,
        valid_to=valid_to,
    )
    table.done()
    return found


def _address(parent: Table, key: str) -> Address:
    table = parent.table(key)
    if table is None:
        return _NOWHERE
    found = Address(table.string("name"), table.string("street"), table.string("postal_code"), table.string("city"))
    if found.postal_code and not _POSTAL_CODE.fullmatch(found.postal_code):
        table.fault(
            f"'{found.postal_code}' er ikke et postnummer; skriv fire cifre.",
            f"'{found.postal_code}' is no postal code; write four digits.",
            key="postal_code",
        )
    table.done()
    return found


_POSTAL_CODE = re.compile(r"[0-9]{4}")
TEAM = "team"


def read_units(root: Table) -> tuple[Unit, ...]:
    """The units of the centre; or the one team of a centre without units, ``[team]``."""
    if not root.has(TEAM):
        return tuple(_unit(item, item.string("id")) for item in root.tables("units"))
    if root.has("units"):
        root.fault(
            "Centret er enten ét hold ([team]) eller har enheder ([[units]]), ikke begge dele.",
            "The centre is either one team ([team]) or has units ([[units]]), not both.",
            key=TEAM,
        )
        list(root.tables("units"))
    table = root.table(TEAM)
    return () if table is None else (_unit(table, TEAM),)


def _unit(item: Table, unit_id: str) -> Unit:
    found = Unit(
        id=unit_id,
        name=item.text("name"),
        address=_address(item, "address"),
        floor=item.text("floor", NO_TEXT),
        phone=item.string("phone"),
        menu_choice=item.integer("menu_choice", optional=True),
        hours=_hours(item, "hours"),
        open_counselling=_hours(item, "open_counselling"),
        individual_agreements=item.boolean("individual_agreements", False),
        hours_note=item.text("hours_note", NO_TEXT),
        target_group=item.text("target_group"),
        aims=_texts(item, "aims"),
        lines=item.strings("lines"),
        age_from=item.integer("age_from", optional=True),
        age_to=item.integer("age_to", optional=True),
        takes_inquiries=item.boolean("takes_inquiries", True),
        section=item.string("section"),
    )
    item.done()
    return found


def _texts(table: Table, key: str) -> tuple[Text, ...]:
    found = []
    for item in table.tables(key, optional=True):
        found.append(Text(item.string("da"), item.string("en")))
        item.done()
    return tuple(found)


def _hours(table: Table, key: str) -> tuple[Hours, ...]:
    """Hours such as ``[{days = ["monday"], opens = "09:00", closes = "15:00"}]``, a row for each day."""
    found = []
    for item in table.tables(key, optional=True):
        opens, closes = item.clock_time("opens"), item.clock_time("closes")
        if closes <= opens:
            item.fault("Der lukkes før der åbnes.", "It closes before it opens.", key="closes")
        for day in item.strings("days"):
            if day in WEEKDAYS:
                found.append(Hours(WEEKDAYS.index(day), opens, closes))
            else:
                item.fault(
                    f"'{day}' er ikke en ugedag (monday … sunday).",
                    f"'{day}' is no weekday (monday … sunday).",
                    key="days",
                )
        item.done()
    in_order = sorted(found, key=lambda hours: (hours.weekday, hours.opens))
    if any(one.weekday == other.weekday and other.opens < one.closes for one, other in pairwise(in_order)):
        table.fault("To åbningstider samme dag går ind over hinanden.", "Two spans of one day overlap.", key=key)
    return tuple(in_order)


def read_routing(root: Table) -> Routing | None:
    """How an inquiry finds its unit."""
    table = root.table("routing")
    if table is None:
        return None
    rules = []
    team = TEAM if root.has(TEAM) else None
    for item in table.tables("rules", optional=team is not None):
        rules.append(
            RoutingRule(
                unit=item.string("unit", team),
                age_from=item.integer("age_from", 0) or 0,
                age_to=item.integer("age_to", optional=True),
                line=item.string("line", "") or None,
                words=item.text("words", NO_TEXT),
            )
        )
        item.done()
    if team and not rules:  # no bands of age
        rules.append(RoutingRule(team, 0, None, None))
    found = Routing(
        adult_from=table.integer("adult_from", 18) or 0,
        rules=tuple(rules),
        under_age=table.text("under_age"),
        under_age_to=table.text("under_age_to"),
    )
    table.done()
    return found


def read_lines(root: Table) -> tuple[Line, ...]:
    """The lines of treatment and what the law says of each."""
    found = []
    for item in root.tables("lines"):
        found.append(
            Line(
                id=item.string("id"),
                name=item.text("name"),
                in_letter=item.string("in_letter"),
                law=item.string("law"),
                may_be_anonymous=item.boolean("may_be_anonymous"),
                contacts_centre_first=item.boolean("contacts_centre_first"),
                may_appeal=item.boolean("may_appeal"),
                appeal_body=item.text("appeal_body", NO_TEXT),
                appeal_text=item.text("appeal_text"),
                appeal_law=item.string("appeal_law"),
                free_choice=item.text("free_choice"),
                free_choice_law=item.string("free_choice_law"),
                may_limit_choice=item.boolean("may_limit_choice"),
                own_payment=item.text("own_payment", NO_TEXT),
                own_payment_law=item.string("own_payment_law", ""),
            )
        )
        item.done()
    return tuple(found)


def read_calendar(root: Table) -> Calendar | None:
    """Working days, holidays and the house's own closings."""
    table = root.table("calendar")
    if table is None:
        return None
    closed, every_year = _closings(table)
    calendar = Calendar(
        tuple(_holidays(table)),
        saturday_is_working_day=table.boolean("saturday_is_working_day"),
        closed_days=closed,
        closed_every_year=every_year,
    )
    table.done()
    return calendar


def read_hearing_days(root: Table) -> int:
    """How many days after its receipt a hearing lets the citizen answer, at the least."""
    table = root.table("hearing", optional=True)
    if table is None:
        return HEARING_DAYS
    days = table.integer("least_days")
    if days is not None and days < 1:
        table.fault("Giv mindst én dag.", "Give one day at the least.", key="least_days")
    table.done()
    return days or HEARING_DAYS


def _holidays(table: Table) -> list[Holiday]:
    found = []
    for item in table.tables("holidays"):
        easter = item.integer("easter", optional=True)
        month, day = item.integer("month", optional=True), item.integer("day", optional=True)
        fixed = month is not None and day is not None and _is_day(month, day)
        if easter is not None and not -80 <= easter <= 200:
            item.fault(
                "'easter' skal ligge mellem -80 og 200.",
                "'easter' must lie between -80 and 200.",
                key="easter",
            )
            easter = 0
        if (easter is None and not fixed) or (easter is not None and (item.has("month") or item.has("day"))):
            item.fault(
                "En helligdag skal have enten 'easter' (dage fra påskedag) eller 'month' og 'day'.",
                "A holiday needs either 'easter' (days from Easter Sunday), or 'month' and 'day'.",
            )
        if fixed or easter is not None:
            name = item.text("name")
            valid_from, valid_to = item.validity()
            found.append(
                Holiday(
                    name=name,
                    season=item.text("season", name),
                    easter=easter,
                    month=month or 1,
                    day=day or 1,
                    valid_from=valid_from,
                    valid_to=valid_to,
                )
            )
            item.done()
    if len(found) > 40:
        table.fault("Der er over 40 helligdage.", "There are more than 40 holidays.", key="holidays")
    return found


def _is_day(month: int, day: int) -> bool:
    try:
        date(2023, month, day)
    except ValueError:
        return False
    return True


def _closings(table: Table) -> tuple[dict[date, Text], dict[tuple[int, int], tuple[Closing, ...]]]:
    closed: dict[date, Text] = {}
    every_year: dict[tuple[int, int], tuple[Closing, ...]] = {}
    for item in table.tables("closed_days", optional=True):
        name = item.text("name")
        if item.has("on"):
            day = item.day("on")
            if day:
                closed[day] = name
        else:
            month, number = item.integer("month"), item.integer("day")
            valid_from, valid_to = item.validity()
            if month and number and _is_day(month, number):
                known = every_year.get((month, number), ())
                every_year[month, number] = (*known, Closing(name, valid_from, valid_to))
            else:
                item.fault("Lukkedagen er ingen dag.", "The closed day is no day.")
        item.done()
    if len(every_year) > 60:
        table.fault(
            "Huset kan højst have 60 faste lukkedage om året.",
            "The house can have 60 fixed closings a year at most.",
            key="closed_days",
        )
    return closed, every_year


def read_receipts(root: Table) -> tuple[PresumedReceipt, ...]:
    """When a letter counts as received."""
    found = []
    for item in root.tables("presumed_receipt"):
        by_weekday = item.table("days_by_weekday", optional=True)
        days: tuple[int | None, ...] = (None,) * 7
        if by_weekday is not None:
            days = tuple(by_weekday.integer(day, optional=True) for day in WEEKDAYS)
            by_weekday.done()
        working = item.integer("working_days", optional=True)
        if (working is None) == (by_weekday is None):
            item.fault(
                "Angiv enten 'working_days' eller 'days_by_weekday'.",
                "Give either 'working_days' or 'days_by_weekday'.",
            )
        if not all(0 <= number <= 60 for number in (working, *days) if number is not None):
            key = "working_days" if working is not None else "days_by_weekday"
            item.fault(f"'{key}' skal være fra 0 til 60 dage.", f"'{key}' must be 0 to 60 days.", key=key)
        valid_from, valid_to = item.validity()
        found.append(
            PresumedReceipt(
                means=item.string("means"),
                law=item.string("law"),
                words=item.text("words"),
                working_days=working,
                days_by_weekday=days,
                valid_from=valid_from,
                valid_to=valid_to,
            )
        )
        item.done()
    return tuple(found)


def read_events(root: Table) -> dict[str, EventKind]:
    """The vocabulary of events: as the rooms declare it, in the words of the file where it has others.

    So a kind that a new room brings needs nothing in the file of a municipality. `facts` stands in files that were
    written before the rooms declared them, and says nothing any more.
    """
    worded: dict[str, tuple[Text | None, Text | None]] = {}
    for item in root.tables("events", optional=True):
        kind = item.string("kind")
        if kind in worded:
            item.fault(f"Hændelsen '{kind}' står her to gange.", f"The event '{kind}' stands here twice.", key="kind")
        label, began = (item.text(key) if item.has(key) else None for key in ("label", "began"))
        worded[kind] = (label, began)
        item.strings("facts", ())
        item.done()
    found = {}
    for kind, declared in vocabulary().items():
        label, began = worded.get(kind, (None, None))
        name = label or declared.label
        found[kind] = EventKind(kind, name, began or declared.began or name, tuple(declared.facts))
    return found


def read_turns(root: Table) -> tuple[Turn, ...]:
    """Events that are numbered by turn."""
    found = []
    for item in root.tables("turns", optional=True):
        values: tuple[Any, ...] = item.scalars("values")
        found.append(Turn(item.string("event"), item.string("fact"), values, item.string("since")))
        item.done()
    return tuple(found)


def read_sections(root: Table) -> tuple[Section, ...]:
    """The published text, section by section."""
    found = []
    for item in root.tables("sections"):
        found.append(
            Section(
                number=item.string("number"),
                title=item.text("title"),
                text=item.text("text"),
                audience=item.strings("audience"),
                requirements=item.strings("requirements", ()),
                contents=item.strings("contents", ()),
            )
        )
        item.done()
    return tuple(found)
