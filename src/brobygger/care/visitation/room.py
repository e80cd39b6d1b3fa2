"""What the visitation brings to the frame."""

from django.utils.translation import gettext_lazy as _

from brobygger.care.visitation.events import (
    APPEAL_REASSESSED,
    APPEAL_RULED,
    PROVIDER_ACCEPTED,
    PROVIDER_REFERRED,
)
from brobygger.ground.room import AboutClock, DaySource, Departs, Opens, Papers, Place, Room, Step, Tab
from brobygger.records.episodes.events import PROVIDER_CHOSEN
from brobygger.records.episodes.milestones import DECISION_MADE, PROVIDER_CHOICE_LIMITED
from brobygger.standard.courses import TREATMENT

ROOM = Room(
    __package__,
    demo="demo:rows",
    courses=(TREATMENT.id,),
    tabs=(Tab("visitation", _("Visitation"), "visitation:visitation", 40),),
    places=(
        Place("meetings", _("Meetings"), "visitation:meetings", 40, when="rules:holds_meetings"),
        Place("waiting", _("To be decided"), "visitation:waiting", 40, when="rules:holds_no_meetings"),
        Place("appeals", _("Appeals"), "visitation:appeals", 60),
    ),
    opens=(
        Opens(DECISION_MADE.id, _("Open the visitation"), "visitation:visitation"),
        Opens(APPEAL_REASSESSED.id, _("Open the appeal"), "visitation:visitation"),
        Opens(APPEAL_RULED.id, _("Note the ruling"), "visitation:next_ruling"),
        Opens(PROVIDER_REFERRED.id, _("Write the referral"), "visitation:referral"),
        Opens(PROVIDER_ACCEPTED.id, _("Note the place’s answer"), "visitation:provider_answer"),
    ),
    steps=(Step(DECISION_MADE.id, "visitation:visitation"),),
    day=(
        DaySource("meeting", "day:meeting", "visitation/day_meeting.html", 60),
        DaySource("decides", "day:decides", "visitation/day_decides.html", 90, urgent="note", place="waiting"),
    ),
    departs=(
        Departs(
            PROVIDER_CHOSEN.id,
            _("The citizen chooses another place"),
            "visitation:provider",
            unless=(PROVIDER_CHOICE_LIMITED.id,),
        ),
    ),
    clocks=(
        AboutClock(
            "decision",
            told=(("recommended", "worklist:recommended"),),
            told_in_lists=(("meeting_at", "worklist:meeting_at"),),
            act="worklist:act",
            stands="worklist:stands",
            duty="authority",
            on_duty="worklist:on_duty",
        ),
    ),
    papers=(Papers("visitation", "Indstilling, afgørelse og klage", 40, "access:READ", "papers:of_case"),),
    tells="selectors:words_to_carry",
    pages=(("decide", "visitation:visitation"),),
)
