"""Who may receive inquiries, take them, enrol citizens and send notifications."""

from django.utils.translation import gettext_lazy as _

from brobygger.trust import access
from brobygger.trust.roles import AUTHORITY, COUNSELLOR, DOCTOR, MANAGER, NURSE, OUTREACH, SECRETARY

HOUSE = (COUNSELLOR, AUTHORITY, OUTREACH, MANAGER, SECRETARY)
EVERYONE = (*HOUSE, NURSE, DOCTOR)

# Whoever picks up the telephone writes it down, also when it belongs to another unit than one's own.
RECORD = access.declare(
    "intake.record", roles=EVERYONE, scope="all", kind="change", purpose=_("To write down an inquiry")
)
LIST = access.declare("intake.list", roles=HOUSE, scope="case", purpose=_("To see new inquiries"))
READ = access.declare("intake.read", roles=HOUSE, scope="case", purpose=_("To see an inquiry"))
# Only what one wrote oneself, on the day it was written: views.reading_back asks that too.
READ_BACK = access.declare(
    "intake.read-back", roles=EVERYONE, scope="all", purpose=_("To read back an inquiry one has written down")
)
TAKE = access.declare(
    "intake.take",
    roles=(COUNSELLOR, OUTREACH, MANAGER),
    scope="case",
    kind="change",
    purpose=_("To take an inquiry"),
)
ROUTE = access.declare("intake.route", roles=HOUSE, scope="case", kind="change", purpose=_("To move or end an inquiry"))
DOCUMENT = access.declare(
    "intake.document",
    roles=(COUNSELLOR, AUTHORITY, OUTREACH, MANAGER, SECRETARY),
    scope="case",
    kind="change",
    purpose=_("Noting that the case is fully documented"),
)
ENROL = access.declare(
    "intake.enrol",
    roles=(COUNSELLOR, OUTREACH, MANAGER, SECRETARY),
    scope="case",
    kind="change",
    purpose=_("To enrol the citizen"),
)
CITIZEN = access.declare("intake.citizen", roles=HOUSE, scope="case", purpose=_("To see who the citizen is"))
EDIT_CITIZEN = access.declare(
    "intake.edit-citizen",
    roles=HOUSE,
    scope="case",
    kind="change",
    purpose=_("To correct the citizen's facts"),
)
UNMASK = access.declare(
    "intake.unmask", roles=HOUSE, scope="case", purpose=_("To see a CPR number or a protected fact whole")
)
# Everyone who works here has the duty to notify (serviceloven § 153, barnets lov § 133): the clinic too.
NEW_CONCERN = access.declare(
    "intake.new-concern", roles=EVERYONE, scope="all", kind="change",
    purpose=_("To notify of a concern for a child"),
)  # fmt: skip
CONCERN = access.declare(
    "intake.concern",
    roles=EVERYONE,
    scope="case",
    kind="change",
    purpose=_("To notify of a concern for a child"),
    summary=True,
)
