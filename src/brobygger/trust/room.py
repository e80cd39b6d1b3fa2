"""What access and audit bring to the frame."""

from django.utils.translation import gettext_lazy as _

from brobygger.ground.room import Place, Room
from brobygger.trust.roles import ADMINISTRATOR, DPO

ROOM = Room(
    __package__,
    places=(
        Place("audit", _("Use of records"), "trust:audit", 80),
        Place("accounts", _("Accounts"), "trust:accounts", 90, first_for=(ADMINISTRATOR, DPO)),
    ),
)
