"""Who may read and write plans, follow-ups and endings."""

from django.utils.translation import gettext_lazy as _

from brobygger.trust.access import declare
from brobygger.trust.roles import AUTHORITY, COUNSELLOR, MANAGER, OUTREACH, SECRETARY

READERS = (COUNSELLOR, AUTHORITY, OUTREACH, MANAGER, SECRETARY)
TREATING = (COUNSELLOR, OUTREACH, MANAGER)

READ = declare("plans.read", roles=READERS, scope="case", purpose=_("Reading the treatment plan"))
WRITE = declare("plans.write", roles=TREATING, scope="case", kind="change", purpose=_("Writing the treatment plan"))
SEND_COPY = declare(
    "plans.send-copy",
    roles=(*TREATING, SECRETARY),
    scope="case",
    kind="change",
    purpose=_("Giving the citizen their plan"),
)
START = declare(
    "plans.start", roles=(*TREATING, AUTHORITY), scope="case", kind="change", purpose=_("Starting treatment")
)
FOLLOW_UP = declare(
    "plans.follow-up", roles=TREATING, scope="case", kind="change", purpose=_("Following up on the treatment plan")
)
FOLLOW_ELSEWHERE = declare(
    "plans.follow-elsewhere",
    roles=(*TREATING, AUTHORITY),
    scope="case",
    kind="change",
    purpose=_("Following treatment at another provider"),
)
NETWORK = declare(
    "plans.network",
    roles=(*TREATING, AUTHORITY),
    scope="case",
    kind="change",
    purpose=_("Working together with other authorities"),
)
END = declare("plans.end", roles=TREATING, scope="case", kind="change", purpose=_("Ending treatment"))
CLOSE = declare("plans.close", roles=(*TREATING, AUTHORITY), scope="case", kind="change", purpose=_("Closing the case"))
# Within the unit; that it is the responsible counsellor or the manager is checked by rules.check_take_back.
TAKE_BACK = declare(
    "plans.take-back", roles=TREATING, scope="case", kind="change", purpose=_("Correcting what was recorded as the end")
)
