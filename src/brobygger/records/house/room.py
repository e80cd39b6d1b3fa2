"""What the house's own settings bring to the frame."""

from django.utils.translation import gettext_lazy as _

from brobygger.ground.room import Place, Room

ROOM = Room(
    __package__,
    places=(Place("house", _("The house"), "house:house", 100),),
)
