"""Who may read and write notes."""

from django.utils.translation import gettext_lazy as _

from brobygger.trust.access import declare
from brobygger.trust.roles import AUTHORITY, COUNSELLOR, DOCTOR, MANAGER, NURSE, OUTREACH, SECRETARY

WRITERS = (COUNSELLOR, AUTHORITY, NURSE, DOCTOR, OUTREACH, MANAGER)
READERS = (*WRITERS, SECRETARY)

# The page opens for both compartments; which notes stand on it is asked of `TEXT`.
READ = declare("notes.read", roles=READERS, scope="case", purpose=_("Reading notes in the case"), summary=True)
TEXT = declare("notes.text", roles=READERS, scope="case", purpose=_("Reading notes in the case"))
WRITE = declare(
    "notes.write", roles=WRITERS, scope="case", kind="change", purpose=_("Writing a note in the case"), summary=True
)
