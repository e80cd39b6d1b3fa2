"""What stands around every page of the staff: who is here, which unit, which pages they may open.

Nothing here asks the database: roles and units stand on the account's own row, and a number beside
a name in the menu is given by the page that already knows it (`request.shell_counts`).
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from brobygger.standard import load
from brobygger.web.jinja import url_or_none

UNIT_IN_SESSION = "unit"
EVERYONE = frozenset(
    {"counsellor", "authority", "nurse", "doctor", "outreach", "manager", "secretary", "dpo", "administrator"}
)
WITH_CASES = frozenset({"counsellor", "authority", "nurse", "doctor", "manager", "secretary"})

ROLE_WORDS = {
    "counsellor": gettext_lazy("Counsellor"),
    "authority": gettext_lazy("Authority"),
    "nurse": gettext_lazy("Nurse"),
    "doctor": gettext_lazy("Doctor"),
    "outreach": gettext_lazy("Outreach worker"),
    "manager": gettext_lazy("Manager"),
    "secretary": gettext_lazy("Secretary"),
    "dpo": gettext_lazy("Data protection officer"),
    "administrator": gettext_lazy("Administrator"),
}


@dataclass(frozen=True)
class Item:
    """One place in the menu; `count` is None when nothing is to be counted."""

    label: str
    href: str
    active: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Place:
    """A page that the menu offers: key for counts, its name in urls, words, and the roles that use it."""

    key: str
    name: str
    label: Any
    roles: frozenset[str]


PLACES = (
    Place("my-day", "web:my_day", gettext_lazy("My day"), WITH_CASES),
    Place("cases", "web:cases", gettext_lazy("Cases"), WITH_CASES),
    Place(
        "inquiries",
        "intake:inquiries",
        gettext_lazy("Inquiries"),
        frozenset({"counsellor", "manager", "secretary", "authority"}),
    ),
    Place(
        "meetings",
        "visitation:meetings",
        gettext_lazy("Meetings"),
        frozenset({"counsellor", "authority", "manager", "nurse", "doctor"}),
    ),
    Place(
        "appeals",
        "visitation:appeals",
        gettext_lazy("Appeals"),
        frozenset({"authority", "manager", "secretary"}),
    ),
    Place("outbox", "letters:outbox", gettext_lazy("Letters"), frozenset({"secretary", "manager"})),
    Place("audit", "trust:audit", gettext_lazy("Use of records"), frozenset({"dpo", "manager"})),
    Place("accounts", "trust:accounts", gettext_lazy("Accounts"), frozenset({"administrator"})),
)


class Shell:
    """The frame of one request. Built only when a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language = get_language() or "da"
        self.path = request.path
        user = getattr(request, "user", None)
        self.account = user if user is not None and user.is_authenticated else None
        self.roles: list[str] = list(getattr(self.account, "roles", []) or [])
        self.counts: dict[str, int] = getattr(request, "shell_counts", {})

    @property
    def nav(self) -> list[Item]:
        """The pages that this account's roles use and that exist, in the order of the working day."""
        items = []
        for place in PLACES:
            if place.roles.isdisjoint(self.roles):
                continue
            href = url_or_none(place.name)
            if href:
                items.append(
                    Item(str(place.label), href, self._is_here(place, href), self.counts.get(place.key))
                )
        return items

    def _is_here(self, place: Place, href: str) -> bool:
        """Whether the present page lies under a place; every page of a case lies under Cases."""
        marked = getattr(self.request, "shell_active", None)
        return marked == place.key if marked else self.path.startswith(href)

    @property
    def units(self) -> list[tuple[str, str]]:
        """The units the account belongs to, as (id, name)."""
        names = unit_names()
        return [(unit, names.get(unit, unit)) for unit in getattr(self.account, "units", []) or []]

    @property
    def unit(self) -> str:
        """The id of the unit being looked at, or "" for all of one's own."""
        chosen = self.request.session.get(UNIT_IN_SESSION, "") if hasattr(self.request, "session") else ""
        return chosen if chosen in dict(self.units) else ""

    @property
    def unit_name(self) -> str:
        """The name of the unit being looked at."""
        units = dict(self.units)
        if self.unit:
            return units[self.unit]
        return next(iter(units.values())) if len(units) == 1 else _("All my units")

    @property
    def role_words(self) -> str:
        """The account's roles in words."""
        return ", ".join(str(ROLE_WORDS.get(role, role)) for role in self.roles)

    @property
    def home(self) -> str:
        """The page that the logo leads to."""
        nav = self.nav
        return nav[0].href if nav else (url_or_none("public:front") or "/")


def unit_names() -> dict[str, str]:
    """The names of the centre's units by id, as the standard file has them."""
    language = get_language() or "da"
    return {unit.id: unit.name.in_(language) for unit in load().units}


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell` for the staff's pages; nothing is worked out before it is asked for."""
    return {"shell": SimpleLazyObject(lambda: Shell(request))}
