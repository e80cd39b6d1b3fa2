"""Who may use the staff's common pages."""

from django.utils.translation import gettext_lazy as _

from brobygger.trust.access import declare
from brobygger.trust.roles import AUTHORITY, COUNSELLOR, DOCTOR, MANAGER, NURSE, OUTREACH, SECRETARY

WITH_CASES = (COUNSELLOR, AUTHORITY, NURSE, DOCTOR, OUTREACH, MANAGER, SECRETARY)

MY_DAY = declare("staff.my-day", roles=WITH_CASES, scope="case", purpose=_("Planning one's day"), summary=True)
CASES = declare(
    "staff.cases", roles=WITH_CASES, scope="case", purpose=_("Looking through the unit's cases"), summary=True
)
CASE = declare("staff.case", roles=WITH_CASES, scope="case", purpose=_("Working on the case"), summary=True)
SEARCH = declare(
    "staff.search", roles=WITH_CASES, scope="case", kind="search", purpose=_("Searching for a case"), summary=True
)
CHOOSE_UNIT = declare("staff.unit", scope="signed-in", kind="change")
HAND_OVER = declare(
    "staff.hand-over",
    roles=(MANAGER, COUNSELLOR, AUTHORITY, OUTREACH),
    scope="case",
    kind="change",
    purpose=_("Handing cases over to a colleague"),
)
HAND_OVER_LIST = declare(
    "staff.hand-over-list",
    roles=(MANAGER, COUNSELLOR, AUTHORITY, OUTREACH),
    scope="case",
    purpose=_("Handing cases over to a colleague"),
)
INSIGHT = declare(
    "staff.who-has-seen",
    roles=WITH_CASES,
    scope="case",
    purpose=_("Telling the citizen who has seen the case"),
    summary=True,
)
