"""The forms of this room that are kept while they are written; whoever has the case goes on with them."""

from brobygger.care.plans.access import FOLLOW_UP as TO_FOLLOW_UP
from brobygger.care.plans.access import NETWORK, WRITE

PLAN, FOLLOW_UP, ENDING, MEETING, AFTER = "plan", "follow-up", "ending", "meeting", "after"
# Who may keep a draft is who may write what it becomes.
SHARED = {PLAN: WRITE, FOLLOW_UP: TO_FOLLOW_UP, ENDING: WRITE, MEETING: NETWORK, AFTER: WRITE}
