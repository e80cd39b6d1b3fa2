"""Answers to the instruments in the demo: drawn by chance within what each item allows, scored by the real engine."""

from functools import cache
from random import Random

from brobygger.care.assessment.instruments.definition import Definition
from brobygger.care.assessment.instruments.library import packaged
from brobygger.care.assessment.instruments.scoring import Result, score
from brobygger.care.assessment.models import InstrumentVersion
from brobygger.care.assessment.services.answers import keep_definition


def answered(instrument: str, random: Random, sex: str) -> tuple[InstrumentVersion, Result]:
    """One answering of an instrument: the stored definition and the score with its calculation."""
    definition = packaged()[instrument]
    answers = {item.id: random.choice(item.choices).value for item in definition.items}
    return _kept(definition.digest, instrument), score(definition, answers, sex=sex if sex in ("F", "M") else "")


@cache
def _kept(digest: str, instrument: str) -> InstrumentVersion:
    definition: Definition = packaged()[instrument]
    return keep_definition(definition, InstrumentVersion.Origin.PACKAGED)
