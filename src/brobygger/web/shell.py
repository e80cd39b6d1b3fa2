"""What stands around every page of the staff: who is here, which unit, which pages they may open.

Nothing here asks the database: roles and units stand on the account's own row, and a number beside
a name in the menu is given by the page that already knows it (`request.shell_counts`).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.ground import once, room
from brobygger.ground.addresses import address_of, address_or_empty
from brobygger.ground.languages import present_language
from brobygger.trust import offered, roles, units

AT_MOST = 7  # places that the menu shows at once


@dataclass(frozen=True)
class Item:
    """One place in the menu; `count` is None when nothing is to be counted, "10+" when only so far is counted."""

    label: str
    href: str
    active: bool = False
    count: int | str | None = None


class Shell:
    """The frame of one request. Built only when a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language = present_language()
        self.path = request.path
        user = getattr(request, "user", None)
        self.account = user if user is not None and user.is_authenticated else None
        self.roles: list[str] = list(getattr(self.account, "roles", []) or [])
        self.counts: dict[str, int | str] = getattr(request, "shell_counts", {})

    @cached_property
    def nav(self) -> list[Item]:
        """The pages that this account's roles may open, in the order of the working day.

        Asked of the pages themselves, so that the menu never offers what would be refused.
        """
        items = []
        for place in offered.places(self.account):
            href = address_of(place.page)
            count = self.counts.get(place.key)
            items.append(Item(str(place.words), href, self._is_here(place, href), count))
        return items

    @property
    def at_hand(self) -> list[Item]:
        """The places that are always seen: all of them, or the first, when the rest are folded under one more."""
        return self.nav if len(self.nav) <= AT_MOST else self.nav[: AT_MOST - 1]

    @property
    def folded(self) -> list[Item]:
        """The other places, which stand together under one."""
        return self.nav[len(self.at_hand) :]

    def _is_here(self, place: room.Place, href: str) -> bool:
        """Whether the present page lies under a place; every page of a case lies under Cases."""
        marked = getattr(self.request, "shell_active", None)
        return marked == place.key if marked else self.path.startswith(href)

    @cached_property
    def units(self) -> list[tuple[str, str]]:
        """The units the account belongs to, as (id, name)."""
        return units.of(self.account)

    @property
    def one_team(self) -> bool:
        """Whether the centre has no units to tell apart: then no page says one."""
        return standard.load().one_team

    @property
    def unit(self) -> str:
        """The id of the unit being looked at, or "" for all of one's own."""
        return units.chosen(self.request)

    @property
    def unit_name(self) -> str:
        """The name of the unit being looked at."""
        named = dict(self.units)
        if self.unit:
            return named[self.unit]
        return next(iter(named.values())) if len(named) == 1 else _("All my units")

    @property
    def may_search(self) -> bool:
        """Whether the account's roles may search among the cases: only then is the field there."""
        return offered.offers("desk:search", self.account)

    @property
    def role_words(self) -> str:
        """The account's roles in words."""
        return ", ".join(roles.labels(self.roles))

    @cached_property
    def other_language(self) -> tuple[str, str, str]:
        """The same page in the other language: its name in its own words, address and code."""
        code, name = ("da", "Dansk") if self.language.startswith("en") else ("en", "English")
        path = self.path.removeprefix("/en") if code == "da" else f"/en{self.path}"
        return name, path, code

    @property
    def home(self) -> str:
        """The page that the logo leads to."""
        return address_or_empty(offered.first_page(self.account) or "public:front") or "/"


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell` for the staff's pages; nothing is worked out before it is asked for."""
    return {"shell": SimpleLazyObject(lambda: Shell(request)), "csrf_input": HiddenFields(request)}


class HiddenFields:
    """What every form carries unseen, drawn as `csrf_input`.

    The field against forged forms is made once for all the forms of a page. The key by which a form that is pressed
    twice does its work once is each form's own (ground/once.py); a form that draws another after it is known by that.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __html__(self) -> str:
        """The two fields."""
        return f'{self._against_forgery}<input type="hidden" name="{once.FIELD}" value="{once.once_key()}">'

    @cached_property
    def _against_forgery(self) -> str:
        return str(csrf_input(self.request))
