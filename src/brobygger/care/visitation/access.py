"""Who may do what between recommendation and appeal."""

from django.utils.translation import gettext_lazy as _

from brobygger.trust.access import declare
from brobygger.trust.roles import AUTHORITY, COUNSELLOR, MANAGER, OUTREACH, SECRETARY

ON_THE_CASE = (COUNSELLOR, AUTHORITY, OUTREACH, MANAGER, SECRETARY)
AT_MEETINGS = (COUNSELLOR, AUTHORITY, OUTREACH, MANAGER, SECRETARY)

READ = declare("visitation.read", roles=ON_THE_CASE, scope="case", purpose=_("Reading about the decision in the case"))
RECOMMEND = declare(
    "visitation.recommend", roles=(COUNSELLOR, AUTHORITY, OUTREACH), scope="case", kind="change",
    purpose=_("Writing a recommendation with the citizen"),
)  # fmt: skip
ANSWER = declare(
    "visitation.answer", roles=(COUNSELLOR, AUTHORITY, OUTREACH), scope="case", kind="change",
    purpose=_("Writing a recommendation with the citizen"),
)  # fmt: skip
MEETINGS = declare("visitation.meetings", roles=AT_MEETINGS, scope="signed-in", purpose=_("The treatment meeting"))
WAITING = declare("visitation.waiting", roles=ON_THE_CASE, scope="signed-in", purpose=_("What is to be decided"))
AGENDA = declare("visitation.agenda", roles=AT_MEETINGS, scope="case", purpose=_("The treatment meeting"))
PLAN_MEETING = declare(
    "visitation.plan-meeting", roles=(AUTHORITY, MANAGER, SECRETARY), scope="signed-in", kind="change",
    purpose=_("The treatment meeting"),
)  # fmt: skip
DECIDE = declare(
    "visitation.decide", roles=(AUTHORITY,), scope="case", kind="change", purpose=_("Deciding on treatment")
)
HEAR = declare(
    "visitation.hear", roles=(AUTHORITY, COUNSELLOR), scope="case", kind="change",
    purpose=_("Hearing the citizen before a decision"),
)  # fmt: skip
CHOOSE = declare(
    "visitation.choose-provider", roles=(COUNSELLOR, AUTHORITY, SECRETARY), scope="case", kind="change",
    purpose=_("Noting the citizen's own choice of provider"),
)  # fmt: skip
APPEALS = declare(
    "visitation.appeals", roles=ON_THE_CASE, scope="case", purpose=_("Reading about an appeal or a complaint")
)
# Taken by staff on the case itself, never by its number from outside (trap 7).
RECEIVE_APPEAL = declare(
    "visitation.receive-appeal",
    roles=(COUNSELLOR, AUTHORITY, MANAGER, SECRETARY),
    scope="case",
    kind="change",
    purpose=_("Taking in an appeal or a complaint"),
)
REASSESS = declare(
    "visitation.reassess", roles=(AUTHORITY,), scope="case", kind="change", purpose=_("Looking at an appeal")
)
ANSWER_COMPLAINT = declare(
    "visitation.answer-complaint", roles=(AUTHORITY, MANAGER), scope="case", kind="change",
    purpose=_("Answering a complaint"),
)  # fmt: skip
