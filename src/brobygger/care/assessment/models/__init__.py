"""What the assessment keeps."""

from brobygger.care.assessment.models.answers import AnswerSet, InstrumentVersion
from brobygger.care.assessment.models.assessment import Assessment
from brobygger.care.assessment.models.conference import ConferenceItem
from brobygger.care.assessment.models.referral import Referral

__all__ = ["AnswerSet", "Assessment", "ConferenceItem", "InstrumentVersion", "Referral"]
