"""What the consents bring to the frame."""

from django.utils.translation import gettext_lazy as _

from brobygger.ground.room import Panel, Papers, Room, Tab

ROOM = Room(
    __package__,
    tabs=(Tab("consents", _("Consents"), "consents:consents", 70, together=_("Consents and network")),),
    panels=(Panel("consents", "selectors:beside_the_journal", "consents/beside.html", 10),),
    papers=(Papers("consents", "Samtykker", 70, "access:READ", "papers:of_case"),),
    consents_in_words="selectors:in_short",
    pages=(("consents", "consents:consents"),),
)
