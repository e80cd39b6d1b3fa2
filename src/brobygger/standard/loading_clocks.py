"""The clocks of a standard file: read, with each version filled out from what its clock says in common."""

from typing import Any

from brobygger.standard.clocks import (
    ANSWERING,
    REPETITIONS,
    UNITS,
    WEEKEND_RULES,
    ClockVersion,
    Condition,
    CountedFrom,
    Trigger,
    Undoing,
    Within,
)
from brobygger.standard.courses import TREATMENT
from brobygger.standard.reading import Table
from brobygger.standard.text import NO_TEXT

# Keys that a version may say otherwise than its clock.
_IN_VERSIONS = (
    *("law", "law_for", "starts", "met_by", "within", "or_within", "weekend"),
    *("holds_for", "departed_by", "departure_undone_by", "voided_by", "note"),
    *("promise", "act", "within_words", "stops"),
)


def read_clocks(root: Table) -> tuple[ClockVersion, ...]:
    """Every version of every clock, in the order of the file."""
    versions: list[ClockVersion] = []
    for clock in root.tables("clocks"):
        versions.extend(_clock(clock))
    return tuple(versions)


def _clock(clock: Table) -> list[ClockVersion]:
    if not clock.has("versions"):
        return [_version(clock, clock.string("id"))]
    clock_id = clock.string("id")
    found = []
    common = {key: value for key, value in clock.data.items() if key != "versions"}
    parts = list(clock.tables("versions"))
    if clock.data["versions"] == []:
        clock.fault(
            f"Uret '{clock_id}' har ingen versioner.", f"The clock '{clock_id}' has no versions.", key="versions"
        )
    for part in parts:
        merged = Table(clock.reader, part.path, {**common, **part.data})
        for key in common.keys() - part.data.keys():
            clock.reader.lines.stands_at((*part.path, key), (*clock.path, key))
        found.append(_version(merged, clock_id))
        for key in part.data:
            if key not in (*_IN_VERSIONS, "valid_from", "valid_to"):
                part.fault(
                    f"'{key}' hører til uret selv, ikke til en version af det.",
                    f"'{key}' belongs to the clock itself, not to a version of it.",
                    key=key,
                )
    return found


def _version(table: Table, clock_id: str) -> ClockVersion:
    table.string("id")
    holds_for = table.table("holds_for", optional=True)
    valid_from, valid_to = table.validity()
    version = ClockVersion(
        id=clock_id,
        version=f"{clock_id}@{valid_from.isoformat() if valid_from else 'first'}",
        requirements=table.strings("requirements"),
        section=table.string("section"),
        law=table.string("law"),
        law_by_line=_pairs(table, "law_for"),
        is_promise=table.boolean("promise_counts", True),
        promise=table.text("promise"),
        act=table.text("act"),
        answers=_one_of(table, "answers", ANSWERING),
        starts=read_triggers(table, "starts"),
        met_by=read_triggers(table, "met_by"),
        within=_within(table, "within") or Within(0, "days"),
        or_within=_within(table, "or_within", optional=True),
        within_words=table.text("within_words", NO_TEXT),
        weekend=_one_of(table, "weekend", WEEKEND_RULES, "none"),
        counted_from=_counted_from(table),
        courses=_held(holds_for, "course") or frozenset({TREATMENT.id}),
        lines=_held(holds_for, "line"),
        not_lines=_held(holds_for, "not_line"),
        units=_held(holds_for, "unit"),
        kinds_of_treatment=_held(holds_for, "kind_of_treatment"),
        age_from=holds_for.integer("age_from", optional=True) if holds_for else None,
        departed_by=read_triggers(table, "departed_by", optional=True),
        departure=table.text("departure", NO_TEXT),
        departure_undone_by=read_triggers(table, "departure_undone_by", optional=True),
        met_since=table.string("met_since", ""),
        voided_by=read_triggers(table, "voided_by", optional=True),
        pairs_by=table.strings("pairs_by", ()),
        named_by=table.string("named_by", ""),
        repeats=_one_of(table, "repeats", REPETITIONS, "once"),
        one_meets_all=table.boolean("one_meets_all", False),
        in_time_first=table.boolean("in_time_first", False),
        lapses=table.boolean("lapses", False),
        stops=table.text("stops"),
        note=table.text("note", NO_TEXT),
        met_words=table.text("met_words", NO_TEXT),
        late_words=table.text("late_words", NO_TEXT),
        valid_from=valid_from,
        valid_to=valid_to,
    )
    if holds_for:
        holds_for.done()
    table.done()
    return version


def _held(holds_for: Table | None, key: str) -> frozenset[str]:
    return frozenset(holds_for.strings(key, ())) if holds_for else frozenset()


def _one_of(table: Table, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
    value = table.string(key, default)
    if value and value not in allowed:
        choices = ", ".join(allowed)
        table.fault(
            f"'{key}' er '{value}', men skal være en af: {choices}.",
            f"'{key}' is '{value}' but must be one of: {choices}.",
            key=key,
        )
    return value


def _pairs(table: Table, key: str) -> tuple[tuple[str, str], ...]:
    part = table.table(key, optional=True)
    return tuple((name, part.string(name)) for name in part.data) if part is not None else ()


def _within(table: Table, key: str, *, optional: bool = False) -> Within | None:
    part = table.table(key, optional=optional)
    if part is None:
        return None
    within = Within(part.number("amount"), _one_of(part, "unit", UNITS), part.string("fact", "") or None)
    part.done()
    share = within.unit == "fraction-of-weeks"
    if share and (not within.fact or not 0 < within.amount <= 1):
        table.fault(
            "En brøkdel af et forløb skal have et 'fact' med uger og et 'amount' over 0 og højst 1.",
            "A share of a course needs a 'fact' that holds weeks, and an 'amount' above 0 and at most 1.",
            key=key,
        )
    if within.unit == "date" and not within.fact:
        table.fault(
            "En aftalt dag skal have et 'fact' med dagen.",
            "An agreed day needs a 'fact' that holds the day.",
            key=key,
        )
    if not share and not within.is_whole:
        table.fault(
            "'amount' skal være et helt tal fra 0 til 10000.",
            "'amount' must be a whole number from 0 to 10000.",
            key=key,
        )
    return within


def _counted_from(table: Table) -> CountedFrom | None:
    part = table.table("counted_from", optional=True)
    if part is None:
        return None
    until = part.strings("until", ())
    return CountedFrom(_trigger(part), until)


def read_triggers(table: Table, key: str, *, optional: bool = False) -> tuple[Trigger, ...]:
    """Events, each with its conditions; a bare text is an event without any."""
    found = []
    for index, value in enumerate(table.values(key, () if optional else None)):
        if isinstance(value, str):
            found.append(Trigger(value))
        elif isinstance(value, dict):
            found.append(_trigger(Table(table.reader, (*table.path, key, index), value)))
        else:
            table.fault(
                f"'{key}' skal bestå af hændelser, ikke {value!r}.",
                f"'{key}' must hold events, not {value!r}.",
                key=key,
            )
    return tuple(found)


def read_undone(root: Table) -> tuple[Undoing, ...]:
    """What takes back that something stopped a clock or ended a round."""
    found = []
    for item in root.tables("undone", optional=True):
        event = item.table("event")
        if event is not None:
            parted = read_triggers(item, "unless_between", optional=True)
            found.append(Undoing(_trigger(event), read_triggers(item, "by"), _pairs(item, "newer_names"), parted))
        item.done()
    return tuple(found)


def _trigger(table: Table) -> Trigger:
    event = table.string("event")
    conditions: list[Condition] = []
    for key in ("when", "only_when", "unless"):
        part = table.table(key, optional=True)
        if part is None:
            continue
        for fact in part.data:
            conditions.append(_condition(key, fact, _allowed(part, fact)))
    over = table.table("over", optional=True)
    if over is not None:
        conditions.extend(Condition(fact, over=over.integer(fact)) for fact in over.data)
    conditions.extend(Condition(fact, without=True) for fact in table.strings("without", ()))
    trigger = Trigger(
        event,
        tuple(conditions),
        on_later_day=table.boolean("on_later_day", False),
        on_same_day=table.boolean("on_same_day", False),
        pairs_by=table.strings("pairs_by", ()),
        after=read_triggers(table, "after", optional=True),
    )
    table.done()
    return trigger


def _allowed(part: Table, fact: str) -> frozenset[Any]:
    """The values of a condition: a list, or the name of a list of the file and of a mark that its items bear.

    So what stands on the items ("ending_reasons.asks_follow_up") is said there alone.
    """
    named = part.data[fact]
    if not isinstance(named, str):
        return frozenset(part.scalars(fact))
    part.string(fact)
    key, _dot, mark = named.partition(".")
    items = part.reader.root.data.get(key)
    listed = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    marked = [item.get("id") for item in listed if item.get(mark) is True]
    if not any(isinstance(item.get(mark), bool) for item in listed):
        part.fault(
            f"'{named}' er ikke en liste i filen og et ja eller nej, som står på den.",
            f"'{named}' is not a list of the file and a yes or no that stands on it.",
            key=fact,
        )
    return frozenset(name for name in marked if isinstance(name, str))


def _condition(key: str, fact: str, allowed: frozenset[Any]) -> Condition:
    if key == "unless":
        return Condition(fact, not_among=allowed)
    return Condition(fact, among=allowed, known_only=key == "only_when")
