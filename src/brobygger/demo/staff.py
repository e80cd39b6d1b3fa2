"""The people who work at the demo centre: at least one in every role, several counsellors in each unit."""

from dataclasses import dataclass

from brobygger.trust.models import Account
from brobygger.trust.roles import (
    ADMINISTRATOR,
    AUTHORITY,
    COUNSELLOR,
    DOCTOR,
    DPO,
    MANAGER,
    NURSE,
    OUTREACH,
    SECRETARY,
)

AT_DEMO = "@demo.example"
EVERY_UNIT = ("drug", "alcohol", "perron-3", "outreach-team")


@dataclass(frozen=True)
class Colleague:
    """One member of the demo's staff."""

    handle: str
    name: str
    title: str
    roles: tuple[str, ...]
    units: tuple[str, ...]


COLLEAGUES = (
    Colleague("mette", "Mette Lund", "Behandler", (COUNSELLOR,), ("drug",)),
    Colleague("jonas", "Jonas Friis", "Behandler", (COUNSELLOR,), ("drug",)),
    Colleague("sara", "Sara Holm", "Behandler", (COUNSELLOR,), ("alcohol",)),
    Colleague("bent", "Bent Krogh", "Behandler", (COUNSELLOR,), ("alcohol",)),
    Colleague("amina", "Amina Dahl", "Ungebehandler", (COUNSELLOR,), ("perron-3",)),
    Colleague("viktor", "Viktor Juhl", "Ungebehandler", (COUNSELLOR,), ("perron-3",)),
    Colleague("gry", "Gry Sand", "Udekørende behandler", (COUNSELLOR,), ("outreach-team",)),
    Colleague("dorte", "Dorte Vang", "Visitator", (AUTHORITY,), EVERY_UNIT),
    Colleague("ida", "Ida Krogh", "Sygeplejerske", (NURSE,), EVERY_UNIT),
    Colleague("per", "Per Winther", "Læge", (DOCTOR,), EVERY_UNIT),
    Colleague("lone", "Lone Bak", "Sekretær", (SECRETARY,), EVERY_UNIT),
    Colleague("hanne", "Hanne Riis", "Leder", (MANAGER,), EVERY_UNIT),
    Colleague("mads", "Mads Toft", "Opsøgende medarbejder", (OUTREACH,), ("outreach-team",)),
    Colleague("karl", "Karl Buch", "Databeskyttelsesrådgiver", (DPO,), ()),
    Colleague("stine", "Stine Hald", "Kontoadministrator", (ADMINISTRATOR,), ()),
)


def make_staff(extra: int = 0) -> dict[str, Account]:
    """Make the accounts, by handle. None has a password: in the demo one chooses a role.

    A larger centre gets `extra` more counsellors, spread over the units in turn.
    """
    units = ("drug", "alcohol", "perron-3", "outreach-team")
    more = [
        Colleague(f"behandler{n}", f"Behandler {n}", "Behandler", (COUNSELLOR,), (units[n % len(units)],))
        for n in range(1, extra + 1)
    ]
    made = {}
    for colleague in (*COLLEAGUES, *more):
        account = Account.objects.filter(email=colleague.handle + AT_DEMO).first()
        if account is not None:
            made[colleague.handle] = account
            continue
        account = Account(
            email=colleague.handle + AT_DEMO,
            name=colleague.name,
            title=colleague.title,
            # Direct numbers that belong to nobody, one after another.
            phone=f"58 57 49 {len(made) + 1:02d}" if colleague in COLLEAGUES else "",
            roles=list(colleague.roles),
            units=list(colleague.units),
            is_demo=not colleague.handle.startswith("behandler"),
        )
        account.set_unusable_password()
        account.save()
        made[colleague.handle] = account
    return made
