"""Who may gather the papers of a case, and take them out. Never through broken glass: that is for reading alone."""

from django.utils.translation import gettext_lazy as _

from brobygger.trust.access import declare
from brobygger.trust.roles import AUTHORITY, COUNSELLOR, MANAGER, SECRETARY

KEEPERS = (COUNSELLOR, AUTHORITY, MANAGER, SECRETARY)

READ = declare("papers.read", roles=KEEPERS, scope="case", purpose=_("Gathering the papers of the case"))
GATHER = declare(
    "papers.gather", roles=KEEPERS, scope="case", kind="change", purpose=_("Gathering the papers of the case")
)
TAKE_OUT = declare(
    "papers.take-out", roles=KEEPERS, scope="case", kind="export", purpose=_("Handing out the papers of the case")
)
