"""Who may find out whether a citizen is known, and to whom that opens the citizen."""

from django.utils.translation import gettext_lazy as _

from brobygger.trust.access import declare
from brobygger.trust.roles import AUTHORITY, COUNSELLOR, DOCTOR, MANAGER, NURSE, OUTREACH, SECRETARY

WITH_CASES = (COUNSELLOR, AUTHORITY, NURSE, DOCTOR, OUTREACH, MANAGER, SECRETARY)

# The name of the act in the audit trail: a row on each case of the citizen, whatever the answer was.
ASK_NUMBER = declare(
    "episodes.ask-number",
    roles=WITH_CASES,
    scope="signed-in",
    kind="search",
    purpose=_("Finding out whether a CPR number is known"),
)
# Who has one of the citizen's cases, by unit, by responsibility or through broken glass, may know who the citizen is.
MEET = declare(
    "episodes.meet",
    roles=WITH_CASES,
    scope="case",
    purpose=_("Finding out whether it is the same citizen"),
    summary=True,
)
