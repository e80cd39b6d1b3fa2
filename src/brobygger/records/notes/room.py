"""What the notes bring to the frame."""

from django.utils.translation import gettext_lazy as _

from brobygger.ground.room import DaySource, Papers, Room, Tab

ROOM = Room(
    __package__,
    tabs=(Tab("notes", _("Notes"), "notes:notes", 50),),
    day=(DaySource("unsigned", "day:unsigned", "notes/day_unsigned.html", 80),),
    papers=(Papers("notes", "Notater", 60, "access:TEXT", "papers:of_case"),),
    journal="selectors:drawn",
    pages=(("write-note", "notes:new"),),
)
