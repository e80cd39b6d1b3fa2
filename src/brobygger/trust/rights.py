"""Who may do what on trust's own pages (access.py holds the rules; this is only the declarations)."""

from django.utils.translation import gettext_lazy as _

from brobygger.trust.access import declare
from brobygger.trust.roles import ADMINISTRATOR, DPO, GLASS_BREAKERS, MANAGER

ADMINISTER_ACCOUNTS = declare(
    "trust.administer-accounts",
    roles=[ADMINISTRATOR],
    scope="all",
    kind="change",
    purpose=_("Keeping accounts"),
)
CONFIRM = declare(
    "trust.confirm-accounts",
    roles=[ADMINISTRATOR, MANAGER],
    scope="all",
    kind="change",
    purpose=_("Confirming what another has asked for at an account"),
)
READ_AUDIT = declare("trust.read-audit", roles=[DPO], scope="all", kind="search", purpose=_("Checking who read what"))
SEE_TRUST = declare("trust.see", roles=[DPO, MANAGER], scope="signed-in", purpose=_("Checking who read what"))
READ_GLASS = declare(
    "trust.read-glass",
    roles=[MANAGER],
    scope="unit",
    purpose=_("Reviewing cases opened outside the unit"),
    about_us=True,
)
READ_ALL_GLASS = declare(
    "trust.read-all-glass", roles=[DPO], scope="all", purpose=_("Reviewing cases opened outside the unit")
)
REVIEW_GLASS = declare(
    "trust.review-glass",
    roles=[MANAGER],
    scope="unit",
    kind="change",
    purpose=_("Reviewing cases opened outside the unit"),
    about_us=True,
)
BREAK_GLASS = declare(
    "trust.break-glass",
    roles=GLASS_BREAKERS,
    scope="signed-in",
    kind="change",
    purpose=_("Opening a case outside the unit"),
)
SEE_OWN_ACCOUNT = declare("trust.see-own-account", scope="signed-in", purpose=_("Seeing one's own account"))
CHOOSE_ROLE = declare("trust.choose-demo-role", scope="public", purpose=_("Choosing a role in the demonstration"))
