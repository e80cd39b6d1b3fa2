"""What the plans bring to the frame."""

from django.utils.translation import gettext_lazy as _

from brobygger.care.plans.events import (
    AFTER_FOLLOW_UP_HELD,
    AFTER_FOLLOW_UP_NOT_REACHED,
    FOLLOW_UP_HELD,
    FOLLOW_UP_NOT_REACHED,
    PLAN_REVIEWED,
)
from brobygger.ground.room import NextAct, Opens, Papers, Room, Step, Tab, Tried
from brobygger.records.episodes.events import EPISODE_CLOSED, EXTERNAL_STATUS_RECEIVED, SUPERVISION_HELD
from brobygger.records.episodes.milestones import PLAN_AGREED, TREATMENT_ENDED, TREATMENT_STARTED
from brobygger.standard.courses import TREATMENT

ROOM = Room(
    __package__,
    demo="demo:rows",
    courses=(TREATMENT.id,),
    tabs=(
        Tab("plan", _("Treatment plan"), "plans:plan", 20),
        Tab("network", _("Network"), "plans:network", 75, within="consents"),
    ),
    opens=(
        Opens(TREATMENT_STARTED.id, _("Register the first talk"), "plans:start_treatment"),
        Opens(PLAN_AGREED.id, _("Open the plan"), "plans:plan"),
        Opens(PLAN_REVIEWED.id, _("Review the plan"), "plans:review"),
        Opens(FOLLOW_UP_HELD.id, _("Write the follow-up"), "plans:follow_up"),
        Opens(AFTER_FOLLOW_UP_HELD.id, _("Write the follow-up"), "plans:after"),
        Opens(EXTERNAL_STATUS_RECEIVED.id, _("Note the status"), "plans:elsewhere"),
        Opens(SUPERVISION_HELD.id, _("Note the visit"), "plans:elsewhere"),
        Opens(EPISODE_CLOSED.id, _("Open the ending"), "plans:close"),
    ),
    steps=(
        Step(TREATMENT_STARTED.id, "plans:plan"),
        Step(TREATMENT_ENDED.id, "plans:after"),
    ),
    tried=(
        Tried(
            FOLLOW_UP_NOT_REACHED.id,
            "plans:follow_up",
            (FOLLOW_UP_HELD.id, PLAN_AGREED.id, PLAN_REVIEWED.id),
            _("Write a letter with a time"),
            "plans:invite",
        ),
        Tried(
            AFTER_FOLLOW_UP_NOT_REACHED.id,
            "plans:after",
            (AFTER_FOLLOW_UP_HELD.id, TREATMENT_ENDED.id),
            _("Write a letter with a time"),
            "plans:invite",
        ),
    ),
    next_acts=(
        NextAct(110, "next_acts:begin"),
        NextAct(120, "next_acts:agree"),
        NextAct(130, "next_acts:close"),
    ),
    papers=(Papers("plans", "Plan, opfølgning og afslutning", 50, "access:READ", "papers:of_case"),),
    shared_drafts="drafts:SHARED",
    pages=(("take-back-the-end", "plans:take_back"), ("invite", "plans:invite")),
)
