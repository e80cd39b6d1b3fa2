"""The roles an account can hold. What each may do is declared action by action in every room's access.py."""

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COUNSELLOR: Final = "counsellor"
AUTHORITY: Final = "authority"
NURSE: Final = "nurse"
DOCTOR: Final = "doctor"
OUTREACH: Final = "outreach"
MANAGER: Final = "manager"
SECRETARY: Final = "secretary"
DPO: Final = "dpo"
ADMINISTRATOR: Final = "administrator"

LABELS: Final[dict[str, Promise]] = {
    COUNSELLOR: _("Counsellor"),
    AUTHORITY: _("Authority caseworker"),
    NURSE: _("Nurse"),
    DOCTOR: _("Doctor"),
    OUTREACH: _("Outreach worker"),
    MANAGER: _("Manager"),
    SECRETARY: _("Secretary"),
    DPO: _("Data protection officer"),
    ADMINISTRATOR: _("Account administrator"),
}
ALL: Final = frozenset(LABELS)

# Those who treat or decide: the only ones who can open a case outside their unit by breaking the glass.
GLASS_BREAKERS: Final = frozenset({COUNSELLOR, AUTHORITY, NURSE, DOCTOR, MANAGER})

# Which compartment each role reads. The social record (serviceloven) and the health record
# (sundhedsloven) are kept apart; relatives have episodes of their own under a rule of their own.
COMPARTMENTS: Final[dict[str, frozenset[str]]] = {
    "social": frozenset({COUNSELLOR, AUTHORITY, OUTREACH, MANAGER, SECRETARY}),
    "health": frozenset({NURSE, DOCTOR}),
    "relatives": frozenset({COUNSELLOR, MANAGER, SECRETARY}),
}


def label(role: str) -> str:
    """Give the role's name in the reader's language; an unknown role is shown as it is written."""
    return str(LABELS.get(role, role))


def labels(roles: Iterable[str]) -> list[str]:
    """Give the names of several roles in the order of this file."""
    held = set(roles)
    return [str(text) for role, text in LABELS.items() if role in held]


def compartments(roles: Iterable[str]) -> frozenset[str]:
    """Give the compartments that a holder of these roles reads."""
    held = frozenset(roles)
    return frozenset(name for name, readers in COMPARTMENTS.items() if readers & held)
