"""Instruments as data: a definition file says what is asked and how it is scored; no instrument is in the code."""

from brobygger.care.assessment.instruments.definition import (
    MODES,
    Band,
    Choice,
    Definition,
    DefinitionFault,
    Item,
    Limit,
    Words,
    read,
)
from brobygger.care.assessment.instruments.library import packaged
from brobygger.care.assessment.instruments.scoring import AnswersRefused, Result, score

__all__ = [
    "MODES", "AnswersRefused", "Band", "Choice", "Definition", "DefinitionFault", "Item", "Limit", "Result",
    "Words", "packaged", "read", "score",
]  # fmt: skip
