"""Who may see and write what the citizen has consented to."""

from django.utils.translation import gettext_lazy as _

from brobygger.trust import access, roles

READ = access.declare(
    "consents.read",
    roles=(
        roles.COUNSELLOR,
        roles.AUTHORITY,
        roles.NURSE,
        roles.DOCTOR,
        roles.OUTREACH,
        roles.MANAGER,
        roles.SECRETARY,
    ),
    scope="case",
    purpose=_("To see whom we may talk with"),
    summary=True,
)
CHANGE = access.declare(
    "consents.change",
    roles=(
        roles.COUNSELLOR,
        roles.AUTHORITY,
        roles.NURSE,
        roles.DOCTOR,
        roles.OUTREACH,
        roles.MANAGER,
        roles.SECRETARY,
    ),
    scope="case",
    kind="change",
    purpose=_("To write what the citizen consents to"),
    summary=True,
)
