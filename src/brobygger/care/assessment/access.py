"""Who may assess, answer instruments, refer and take part in the conference."""

from django.utils.translation import gettext_lazy as _

from brobygger.trust.access import declare
from brobygger.trust.roles import AUTHORITY, COUNSELLOR, DOCTOR, MANAGER, NURSE, OUTREACH, SECRETARY

SOCIAL = (COUNSELLOR, AUTHORITY, OUTREACH, MANAGER)
CLINIC = (NURSE, DOCTOR)

# The page opens for the clinic too, but shows it only whether the assessment is done and what is asked of the clinic.
READ = declare(
    "assessment.read",
    roles=(*SOCIAL, *CLINIC, SECRETARY),
    scope="case",
    purpose=_("Reading the assessment"),
    summary=True,
)
CONTENT = declare("assessment.content", roles=SOCIAL, scope="case", purpose=_("Reading the assessment"))
WRITE = declare(
    "assessment.write", roles=(COUNSELLOR, AUTHORITY, OUTREACH, MANAGER), scope="case", kind="change",
    purpose=_("Assessing"),
)  # fmt: skip
ANSWER = declare(
    "assessment.answer", roles=(COUNSELLOR, OUTREACH, MANAGER), scope="case", kind="change", purpose=_("Assessing")
)
REFER = declare(
    "assessment.refer", roles=(COUNSELLOR, AUTHORITY, OUTREACH, MANAGER, *CLINIC), scope="case", kind="change",
    purpose=_("Referring within the centre"), summary=True,
)  # fmt: skip
READ_CONFERENCE = declare(
    "conference.read", roles=(COUNSELLOR, AUTHORITY, MANAGER, *CLINIC), scope="case",
    purpose=_("Preparing the conference with psychiatry"), summary=True,
)  # fmt: skip
CONFERENCE = declare(
    "conference.change", roles=(COUNSELLOR, MANAGER, *CLINIC), scope="case", kind="change",
    purpose=_("The conference with psychiatry"), summary=True,
)  # fmt: skip
READ_LIBRARY = declare("instruments.read", roles=(COUNSELLOR, AUTHORITY, OUTREACH, MANAGER), scope="signed-in")
CHANGE_LIBRARY = declare("instruments.change", roles=(MANAGER,), scope="signed-in", kind="change")
