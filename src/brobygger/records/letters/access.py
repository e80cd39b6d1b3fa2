"""Who may read and send letters."""

from django.utils.translation import gettext_lazy as _

from brobygger.records.papers.access import KEEPERS
from brobygger.trust.access import declare
from brobygger.trust.roles import AUTHORITY, COUNSELLOR, MANAGER, OUTREACH, SECRETARY

CASE_ROLES = (COUNSELLOR, AUTHORITY, OUTREACH, MANAGER, SECRETARY)

READ = declare("letters.read", roles=CASE_ROLES, scope="case", purpose=_("Reading letters in the case"))
SEND_AGAIN = declare(
    "letters.send-again", roles=CASE_ROLES, scope="case", kind="change", purpose=_("Sending letters by post")
)
UNMASK = declare("letters.unmask", roles=CASE_ROLES, scope="case", purpose=_("Seeing who a letter is to and about"))
PDF = declare("letters.pdf", roles=CASE_ROLES, scope="case", kind="export", purpose=_("Taking out a letter as PDF"))
SEND_PAPERS = declare(
    "letters.send-papers",
    roles=KEEPERS,
    scope="case",
    kind="change",
    purpose=_("Handing out the papers of the case"),
)
RECEIPT = declare(
    "letters.receipt", roles=CASE_ROLES, scope="case", kind="change", purpose=_("Noting when a letter was received")
)
PRINT_LIST = declare(
    "letters.print-list", roles=CASE_ROLES, scope="unit", kind="read", purpose=_("Sending letters by post")
)
PRINT_DAY = declare(
    "letters.print-day", roles=CASE_ROLES, scope="unit", kind="export", purpose=_("Sending letters by post")
)
PRINT = declare("letters.print", roles=CASE_ROLES, scope="unit", kind="change", purpose=_("Sending letters by post"))
