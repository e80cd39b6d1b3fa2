"""Verbs of this room: each is one transaction with its rows, its events and its audit row.

Everyone who acts goes through here: pages, the demo, jobs. Every verb takes `occurred_at`, the aware moment of
the act (now unless told), and raises access.Refused, episodes.EventRefused or rules.PlanRefused with its code.
"""

from brobygger.care.plans.services.attempts import try_after, try_follow_up
from brobygger.care.plans.services.elsewhere import note_elsewhere, tell_length
from brobygger.care.plans.services.endings import (
    NewAfterFollowUp,
    NewEnding,
    close_episode,
    end_treatment,
    hold_after_follow_up,
    start_relapse_prevention,
)
from brobygger.care.plans.services.follow_ups import (
    NewFollowUp,
    NewGoalStatus,
    NewReview,
    hold_follow_up,
    record_change,
    review_plan,
)
from brobygger.care.plans.services.network import NewMeeting, hold_network_meeting, offer_action_plan
from brobygger.care.plans.services.taking_back import take_back
from brobygger.care.plans.services.treatment import NewGoal, NewPlan, NewStart, agree_plan, start_treatment

__all__ = [
    "NewAfterFollowUp",
    "NewEnding",
    "NewFollowUp",
    "NewGoal",
    "NewGoalStatus",
    "NewMeeting",
    "NewPlan",
    "NewReview",
    "NewStart",
    "agree_plan",
    "close_episode",
    "end_treatment",
    "hold_after_follow_up",
    "hold_follow_up",
    "hold_network_meeting",
    "note_elsewhere",
    "offer_action_plan",
    "record_change",
    "review_plan",
    "start_relapse_prevention",
    "start_treatment",
    "take_back",
    "tell_length",
    "try_after",
    "try_follow_up",
]
