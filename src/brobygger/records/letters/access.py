"""Who may read and send letters."""

from django.utils.translation import gettext_lazy as _

from brobygger.trust.access import declare
from brobygger.trust.roles import AUTHORITY, COUNSELLOR, MANAGER, OUTREACH, SECRETARY

CASE_ROLES = (COUNSELLOR, AUTHORITY, OUTREACH, MANAGER, SECRETARY)

READ = declare("letters.read", roles=CASE_ROLES, scope="case", purpose=_("Reading letters in the case"))
SEND_AGAIN = declare(
    "letters.send-again", roles=CASE_ROLES, scope="case", kind="change", purpose=_("Sending letters by post")
)
RECEIPT = declare(
    "letters.receipt", roles=CASE_ROLES, scope="case", kind="change", purpose=_("Noting when a letter was received")
)
PRINT_LIST = declare(
    "letters.print-list", roles=CASE_ROLES, scope="unit", kind="read", purpose=_("Sending letters by post")
)
PRINT = declare("letters.print", roles=CASE_ROLES, scope="unit", kind="change", purpose=_("Sending letters by post"))
