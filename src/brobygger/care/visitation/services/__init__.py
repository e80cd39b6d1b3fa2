"""The only writers of this room: each verb is one transaction with its rows, its events and its audit row."""

from brobygger.care.visitation.services.appeals import (
    NewAppeal,
    NewComplaint,
    answer_complaint,
    concede,
    examine_late,
    receive,
    receive_complaint,
    uphold,
    withdraw_appeal,
)
from brobygger.care.visitation.services.common import NotReady
from brobygger.care.visitation.services.decisions import make, problems_of, save_decision, start_again
from brobygger.care.visitation.services.hearings import answer_hearing, open_hearing, reply_day
from brobygger.care.visitation.services.meetings import (
    answer,
    ask,
    cancel,
    move,
    note_presence,
    plan_meeting,
    postpone,
    put_on_agenda,
    save_attendance,
)
from brobygger.care.visitation.services.providers import accepted, choose_provider, declined, give_up, refer
from brobygger.care.visitation.services.recommendations import save_recommendation, submit, withdraw
from brobygger.care.visitation.services.rulings import carry_out, note_ruling

__all__ = [
    "NewAppeal",
    "NewComplaint",
    "NotReady",
    "accepted",
    "answer",
    "answer_complaint",
    "answer_hearing",
    "ask",
    "cancel",
    "carry_out",
    "choose_provider",
    "concede",
    "declined",
    "examine_late",
    "give_up",
    "make",
    "move",
    "note_presence",
    "note_ruling",
    "open_hearing",
    "plan_meeting",
    "postpone",
    "problems_of",
    "put_on_agenda",
    "receive",
    "receive_complaint",
    "refer",
    "reply_day",
    "save_attendance",
    "save_decision",
    "save_recommendation",
    "start_again",
    "submit",
    "uphold",
    "withdraw",
    "withdraw_appeal",
]
