"""The people who work at the demo centre: at least one in every role, several counsellors in each unit."""

from dataclasses import dataclass

from brobygger.demo import setting
from brobygger.demo.setting import ALCOHOL, DRUG, VISITING, WHOSE, YOUNG
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


@dataclass(frozen=True)
class Colleague:
    """One member of the demo's staff; `works` says for whom (demo/setting.py), and so in which unit of the file."""

    handle: str
    name: str
    title: str
    roles: tuple[str, ...]
    works: tuple[str, ...]

    @property
    def units(self) -> list[str]:
        """The units of the file, each once."""
        return list(dict.fromkeys(setting.unit(whose) for whose in self.works))


COLLEAGUES = (
    Colleague("mette", "Mette Lund", "Behandler", (COUNSELLOR,), (DRUG,)),
    Colleague("jonas", "Jonas Friis", "Behandler", (COUNSELLOR,), (DRUG,)),
    Colleague("sara", "Sara Holm", "Behandler", (COUNSELLOR,), (ALCOHOL,)),
    Colleague("bent", "Bent Krogh", "Behandler", (COUNSELLOR,), (ALCOHOL,)),
    Colleague("amina", "Amina Dahl", "Ungebehandler", (COUNSELLOR,), (YOUNG,)),
    Colleague("viktor", "Viktor Juhl", "Ungebehandler", (COUNSELLOR,), (YOUNG,)),
    Colleague("gry", "Gry Sand", "Udekørende behandler", (COUNSELLOR,), (VISITING,)),
    Colleague("dorte", "Dorte Vang", "Visitator", (AUTHORITY,), WHOSE),
    Colleague("ida", "Ida Krogh", "Sygeplejerske", (NURSE,), WHOSE),
    Colleague("per", "Per Winther", "Læge", (DOCTOR,), WHOSE),
    Colleague("lone", "Lone Bak", "Sekretær", (SECRETARY,), WHOSE),
    Colleague("hanne", "Hanne Riis", "Leder", (MANAGER,), WHOSE),
    Colleague("mads", "Mads Toft", "Opsøgende medarbejder", (OUTREACH,), (VISITING,)),
    Colleague("karl", "Karl Buch", "Databeskyttelsesrådgiver", (DPO,), ()),
    Colleague("stine", "Stine Hald", "Kontoadministrator", (ADMINISTRATOR,), ()),
)


def make_staff(extra: int = 0) -> dict[str, Account]:
    """Make the accounts, by handle. None has a password: in the demo one chooses a role.

    A larger centre gets `extra` more counsellors, spread over the units in turn.
    """
    more = [
        Colleague(f"behandler{n}", f"Behandler {n}", "Behandler", (COUNSELLOR,), (WHOSE[n % len(WHOSE)],))
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
            phone=setting.phone(len(made) + 1) if colleague in COLLEAGUES else "",
            roles=list(colleague.roles),
            units=colleague.units,
            is_demo=not colleague.handle.startswith("behandler"),
        )
        account.set_unusable_password()
        account.save()
        made[colleague.handle] = account
    return made
