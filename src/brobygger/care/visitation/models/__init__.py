"""What the road from recommendation to decision and appeal leaves behind."""

from brobygger.care.visitation.models.appeals import Appeal, Ruling, ServiceComplaint
from brobygger.care.visitation.models.decisions import Decision, Hearing
from brobygger.care.visitation.models.meetings import AgendaItem, Attendance, Meeting, Question
from brobygger.care.visitation.models.providers import ChoiceStep, ProviderChoice
from brobygger.care.visitation.models.recommendations import Recommendation

__all__ = [
    "AgendaItem",
    "Appeal",
    "Attendance",
    "ChoiceStep",
    "Decision",
    "Hearing",
    "Meeting",
    "ProviderChoice",
    "Question",
    "Recommendation",
    "Ruling",
    "ServiceComplaint",
]
