"""Answers to the instruments in the demo: drawn about a level within what each item allows, really scored."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from brobygger.care.assessment.events import INSTRUMENT
from brobygger.care.assessment.instruments.definition import Definition
from brobygger.care.assessment.instruments.library import packaged
from brobygger.care.assessment.instruments.scoring import Result, score
from brobygger.care.assessment.models import InstrumentVersion
from brobygger.care.assessment.services.answers import keep_definition
from brobygger.demo.telling import Step, Story

USED = ("audit", "dudit", "who-5")


@dataclass(frozen=True)
class Answered:
    """One answering: the stored definition, the score with its calculation, and what the timeline says of it."""

    kept: InstrumentVersion
    result: Result
    facts: dict[str, Any]


def answered(story: Story, step: Step, kept: Mapping[str, InstrumentVersion]) -> Answered:
    """The answers of one step of a story."""
    definition = packaged()[INSTRUMENT.read(step.facts)]
    random = Random(f"{story.serial}.{definition.id}.{step.facts['level']}")  # noqa: S311
    sex = story.citizen.draft.sex
    answers = about(definition, step.facts["level"], random)
    result = score(definition, answers, sex=sex if sex in ("F", "M") else "")
    facts = {
        "instrument": definition.id,
        "version": definition.version,
        "score": result.score,
        "band": result.band.code if result.band else None,
        "mode": "interview",
    }
    return Answered(kept[definition.id], result, facts)


def about(definition: Definition, level: float, random: Random) -> dict[str, int]:
    """Answers about a level between 0 (the fewest points) and 1 (the most)."""
    answers = {}
    for item in definition.items:
        values = sorted(choice.value for choice in item.choices)
        place = min(1.0, max(0.0, level + random.uniform(-0.2, 0.2)))
        answers[item.id] = values[round(place * (len(values) - 1))]
    return answers


def keep() -> dict[str, InstrumentVersion]:
    """The stored texts of the instruments that are used, stored now if they are not."""
    return {name: keep_definition(packaged()[name], InstrumentVersion.Origin.PACKAGED) for name in USED}
