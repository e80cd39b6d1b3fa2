"""The only writers of the assessment: one transaction each, with its events and its audit row."""

from brobygger.care.assessment.services.answers import NewAnswers, answer, upload
from brobygger.care.assessment.services.assessing import Written, begin_again, complete, save
from brobygger.care.assessment.services.conference import hold, put_on, take_off
from brobygger.care.assessment.services.correcting import correct
from brobygger.care.assessment.services.referring import (
    NewReferral,
    book,
    close,
    hold_appointment,
    miss_appointment,
    note_medical_plan,
    refer,
    rule_out,
)
from brobygger.care.assessment.services.refused import AssessmentRefused

__all__ = [
    "AssessmentRefused", "NewAnswers", "NewReferral", "Written", "answer", "begin_again", "book", "close", "complete",
    "correct", "hold", "hold_appointment", "miss_appointment", "note_medical_plan", "put_on", "refer", "rule_out",
    "save", "take_off", "upload",
]  # fmt: skip
