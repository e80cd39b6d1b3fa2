"""Who keeps drafts: whoever may write in the case; a form that is shared asks for its own action besides."""

from django.utils.translation import gettext_lazy as _

from brobygger.trust.access import declare
from brobygger.trust.roles import AUTHORITY, COUNSELLOR, DOCTOR, MANAGER, NURSE, OUTREACH, SECRETARY

WRITERS = (COUNSELLOR, AUTHORITY, NURSE, DOCTOR, OUTREACH, MANAGER, SECRETARY)

KEEP_DRAFT = declare(
    "drafts.keep", roles=WRITERS, scope="case", kind="change", purpose=_("Writing in the case"), summary=True
)
KEEP_OWN_DRAFT = declare("drafts.keep-own", roles=WRITERS, scope="signed-in", kind="change")
