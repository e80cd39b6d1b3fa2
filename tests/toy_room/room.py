"""What the walks bring to the frame."""

from django.utils.translation import gettext_lazy as _

from brobygger.ground.room import DaySource, KeepsOpen, NextAct, Opens, Panel, Papers, Place, Room, Tab
from tests.toy_room.events import WALK_HELD

ROOM = Room(
    __package__,
    tabs=(Tab("walks", _("Walks"), "walks:walks", 75, within="consents"),),
    places=(Place("walks", _("Walks of the week"), "walks:week", 65),),
    opens=(Opens(WALK_HELD.id, _("Note the walk"), "walks:walks"),),
    day=(DaySource("walks", "selectors:today", "walks/day.html", 15, place="walks"),),
    next_acts=(NextAct(90, "next_acts:walk"),),
    panels=(Panel("walks", "selectors:panel", "walks/panel.html", 10),),
    papers=(Papers("walks", "Gåture", 55, "access:READ", "papers:of_case"),),
    keeps_open=(KeepsOpen("walk-owed", "selectors:is_owed", _("Until somebody has walked, the case stays open.")),),
)
