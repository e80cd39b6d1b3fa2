"""From answers to a score, with the whole calculation kept. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from brobygger.care.assessment.instruments.definition import Band, Definition
from brobygger.ground.refusals import Refusal


class AnswersRefused(Refusal):
    """Answers that give no score: by item, "missing" or "not-an-answer" (a value the item does not admit)."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("answers")
        self.faults = dict(faults)

    def __str__(self) -> str:
        return ", ".join(f"{item} {fault}" for item, fault in self.faults.items())


@dataclass(frozen=True, slots=True)
class Result:
    """A score and how it came about.

    `score` is None for a profile, which has no total. `calculation` holds points by item, the raw sum, the factor,
    the sums of parts and the limits used, so that anyone can add it up again years later.
    """

    score: int | None
    raw: int | None
    band: Band | None
    calculation: dict[str, Any]


def score(definition: Definition, answers: Mapping[str, Any], *, sex: str = "") -> Result:
    """Score one set of answers (item id -> points). Raises AnswersRefused naming every item at fault."""
    points = _points(definition, answers)
    parts = {part.id: sum(points.get(item, 0) for item in part.items) for part in definition.parts}
    calculation: dict[str, Any] = {
        "method": definition.method,
        "points": points,
        "parts": parts,
        "factor": definition.factor,
    }
    if definition.method == "profile":
        return Result(None, None, None, calculation)
    raw = sum(points.values())
    total = raw * definition.factor
    bands = definition.bands(sex)
    band = next((band for band in bands if band.low <= total <= band.high), None)
    limited = {limit.sex for limit in definition.limits}
    calculation |= {
        "raw": raw,
        "score": total,
        "lowest": definition.lowest,
        "highest": definition.highest,
        "limits_for": sex if sex in limited else "",
        "band": [band.low, band.high] if band else None,
    }
    return Result(total, raw, band, calculation)


def _points(definition: Definition, answers: Mapping[str, Any]) -> dict[str, int]:
    """The points by item, in the order of the instrument."""
    faults: dict[str, str] = {}
    points: dict[str, int] = {}
    for item in definition.items:
        given = answers.get(item.id)
        if given is None or given == "":
            if item.required:
                faults[item.id] = "missing"
            continue
        value = _whole(given)
        if value is None or value not in item.values:
            faults[item.id] = "not-an-answer"
        else:
            points[item.id] = value
    known = {item.id for item in definition.items}
    faults |= {str(name): "not-an-answer" for name in answers if name not in known}
    if not faults and not points:
        faults = {item.id: "missing" for item in definition.items[:1]} or {"": "missing"}
    if faults:
        raise AnswersRefused(faults)
    return points


def _whole(given: Any) -> int | None:
    """A given answer as points; None for what is no whole number."""
    if isinstance(given, bool):
        return None
    if isinstance(given, int):
        return given
    text = str(given).strip()
    return int(text) if text.lstrip("-").isdecimal() and text.isascii() and len(text) <= 6 else None
