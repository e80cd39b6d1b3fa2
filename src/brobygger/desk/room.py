"""What the desk itself brings to the frame: it is declared as the rooms are."""

from django.utils.translation import gettext_lazy as _

from brobygger.ground.room import DaySource, Place, Room, Tab

ROOM = Room(
    __package__,
    tabs=(
        Tab("overview", _("Overview"), "desk:case", 10),
        Tab("insight", _("Who has seen it"), "desk:who_has_seen", 90, within="citizen"),
    ),
    places=(Place("my-day", _("My day"), "desk:my_day", 10), Place("cases", _("Cases"), "desk:cases", 20)),
    day=(
        DaySource("undated", "undated:shown", "desk/day_undated.html", 20),
        DaySource("happened", "since_last:shown", "desk/day_happened.html", 30),
        DaySource("opened-outside", "my_day_glass:shown", "desk/day_opened.html", 40),
    ),
    pages=(("case", "desk:case"), ("hand-over", "desk:handover")),
)
