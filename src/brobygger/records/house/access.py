"""Who may see and change what the house sets. As with accounts, managers and administrators confirm what others ask."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from brobygger.trust.access import declare
from brobygger.trust.roles import ADMINISTRATOR, MANAGER

CONFIRMERS: Final = (MANAGER, ADMINISTRATOR)
SEE = declare("house.see", roles=[MANAGER, ADMINISTRATOR], scope="all", purpose=_("Seeing the house's settings"))
CHANGE = declare(
    "house.change", roles=[MANAGER], scope="all", kind="change", purpose=_("Changing the house's settings")
)
CONFIRM = declare(
    "house.confirm",
    roles=CONFIRMERS,
    scope="all",
    kind="change",
    purpose=_("Confirming what another has asked for in the house's settings"),
)
EXPORT = declare(
    "house.export",
    roles=[MANAGER, ADMINISTRATOR],
    scope="all",
    kind="export",
    purpose=_("Taking the house's settings out as a file"),
)
