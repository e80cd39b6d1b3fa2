"""Parts that several pages show."""

from dataclasses import dataclass
from typing import Any

from brobygger.care.assessment import rules, selectors, words
from brobygger.care.assessment.instruments import Definition
from brobygger.care.assessment.selectors import Answered
from brobygger.ground import clock, dates
from brobygger.records.episodes.models import Episode


@dataclass(frozen=True)
class InstrumentRow:
    """One instrument as the assessment lists it."""

    id: str
    title: str
    purpose: str
    is_slot: bool
    last: Answered | None
    result: str
    tone: str
    levels: list[tuple[str, str]]
    count: int


def instrument_rows(episode: Episode, *, open_only: bool) -> list[InstrumentRow]:
    """The instruments for the case's line, each with what it last said (two queries)."""
    answered = selectors.answered(episode)
    rows = []
    for definition in selectors.library().values():
        held = answered.get(definition.id, [])
        if definition.lines and episode.line not in definition.lines and not held:
            continue
        if open_only and definition.is_slot:
            continue
        rows.append(_row(definition, [one for one in held if not one.corrected]))
    return sorted(rows, key=lambda row: (row.is_slot, row.last is None))


def _row(definition: Definition, standing: list[Answered]) -> InstrumentRow:
    last = standing[-1] if standing else None
    return InstrumentRow(
        id=definition.id,
        title=words.said(definition.title),
        purpose=words.said(definition.purpose),
        is_slot=definition.is_slot,
        last=last,
        result=result_words(last) if last else "",
        tone=last.band.tone if last and last.band else "",
        levels=levels(last) if last and last.row.score is None else [],
        count=len(standing),
    )


def result_words(one: Answered) -> str:
    """What a set of answers says: "18 af 40 point"; for a profile how many areas are judged."""
    if one.row.score is None:
        return ""
    highest = one.row.calculation.get("highest", one.definition.highest)
    return f"{one.row.score}/{highest}"


def levels(one: Answered) -> list[tuple[str, str]]:
    """Item and answer in words, in the order of the instrument; those that were not answered are left out."""
    found = []
    for item in one.definition.items:
        value = one.row.answers.get(item.id)
        choice = item.choice(value) if isinstance(value, int) else None
        if choice is not None:
            found.append((words.said(item.words), words.said(choice.words)))
    return found


def points(standing: list[Answered]) -> list[rules.Point]:
    """The scores that can be followed over time. Only sets scored out of the same highest value belong together."""
    scored = [one for one in standing if one.row.score is not None]
    if not scored:
        return []
    highest = scored[-1].row.calculation.get("highest")
    return [
        rules.Point(clock.local_date(one.row.answered_at), one.row.score or 0)
        for one in scored
        if one.row.calculation.get("highest") == highest
    ]


def over_time(definition: Definition, standing: list[Answered]) -> dict[str, Any]:
    """The chart of an instrument: points, bands, ends, finding and the same numbers as a table."""
    row = points(standing)
    bands = definition.bands(standing[-1].row.sex) if standing else ()
    return {
        "points": [(dates.full_day(point.day), point.score) for point in row],
        "finding": words.finding(definition, row),
        "low": definition.lowest,
        "high": definition.highest,
        "bands": [(band.low, band.high, words.said(band.words)) for band in bands],
        "band_words": [f"{band.low}–{band.high}: {words.said(band.words)}" for band in bands],
    }


def profile_over_time(definition: Definition, standing: list[Answered]) -> dict[str, Any]:
    """A profile's answers by item and day, newest day last."""
    shown = standing[-6:]
    days = [dates.full_day(one.row.answered_at) for one in shown]
    table = []
    for item in definition.items:
        cells = []
        for one in shown:
            value = one.row.answers.get(item.id)
            choice = item.choice(value) if isinstance(value, int) else None
            cells.append((value if choice else 0, words.said(choice.words) if choice else ""))
        table.append((words.said(item.words), cells))
    top = max((choice.value for item in definition.items for choice in item.choices), default=0)
    return {"days": days, "rows": table, "top": top}
