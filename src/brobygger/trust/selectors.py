"""Reads of the audit trail and of broken glass. Each makes a fixed number of queries."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from brobygger.ground.clock import DENMARK
from brobygger.ground.languages import present_language
from brobygger.standard import load
from brobygger.trust import access, roles, subjects
from brobygger.trust.models import Account, AuditEntry, BreakGlass
from brobygger.trust.rights import READ_ALL_GLASS, READ_GLASS

PAGE: Final = 50
# Acts that are not declared, since everybody may do them or the system does.
_WORDS: Final = {
    "trust.sign-in": _("Signing in"),
    "trust.sign-out": _("Signing out"),
    "trust.end-session": _("Signing out elsewhere"),
    "trust.password": _("Choosing a password"),
    "trust.second-factor": _("Second factor"),
    "trust.confirm-again": _("Confirming that it is oneself"),
    "trust.rotate-keys": _("Changing the keys"),
}
KIND_LABELS: Final = {
    "read": _("Read"),
    "search": _("Searched"),
    "change": _("Made a change"),
    "export": _("Sent or taken out"),
    "refusal": _("Was refused"),
    "break-glass": _("Opened outside the unit"),
    "review": _("Reviewed"),
    "sign-in": _("Signed in"),
    "sign-out": _("Signed out"),
    "system": _("Done by the system"),
}


@dataclass(frozen=True)
class Filters:
    """What the audit page is narrowed to; empty means all."""

    person_id: int | None = None
    episode_id: int | None = None
    actor_id: int | None = None
    day: dt.date | None = None
    kind: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the audit page, in words."""

    id: uuid.UUID
    at: dt.datetime
    kind: str
    actor_id: int | None
    actor: str
    actor_roles: list[str]
    purpose: str
    case: str
    objects: int
    outcome: str
    glass: bool


@dataclass(frozen=True)
class Page:
    """A page of lines, newest first, and where the next one goes on (None at the end)."""

    lines: list[Line] = field(default_factory=list)
    older: uuid.UUID | None = None


def entries(filters: Filters, before: uuid.UUID | None = None, size: int = PAGE) -> Page:
    """Give a page of the audit trail: at most three queries, by an index, whatever the trail's length."""
    found = _filtered(filters)
    if before is not None:
        found = found.filter(id__lt=before)
    rows = list(_newest(found, filters.episode_id, size + 1))
    shown = rows[:size]
    return Page(_lines(shown), shown[-1].id if len(rows) > size else None)


def who_opened(*, episode_id: int | None = None, person_id: int | None = None, size: int = 200) -> list[Line]:
    """Say who opened a citizen's file, when and for what purpose, newest first. At most three queries.

    What the citizen may see: reading, changing, sending, opening from outside the unit and asking for their number;
    no searches of lists, no refusals (nothing was opened), nothing that the system did by itself.
    """
    kinds = ["read", "change", "export", "break-glass"]
    whose = Q(person_id=person_id) if episode_id is None else Q(episode_id=episode_id)
    told = Q(kind__in=kinds) | Q(kind="search", detail__has_key="asked")
    rows = AuditEntry.objects.filter(whose, told, actor_id__isnull=False).order_by("-id")[:size]
    return _lines(list(rows))


def _newest(found: QuerySet[AuditEntry], episode_id: int | None, size: int) -> QuerySet[AuditEntry]:
    """The newest rows; of one case its own and the lists that showed it among others, each along its index."""
    if not episode_id:
        return found.order_by("-id")[:size]
    parts = (found.filter(episode_id=episode_id), found.filter(episode_ids__contains=[episode_id]))
    own, lists = (part.order_by("-id")[:size] for part in parts)
    return own.union(lists, all=True).order_by("-id")[:size]


def _filtered(filters: Filters) -> QuerySet[AuditEntry]:
    found = AuditEntry.objects.all()
    for name in ("person_id", "actor_id", "kind"):
        value = getattr(filters, name)
        if value:
            found = found.filter(**{name: value})
    if filters.day is not None:
        start = dt.datetime.combine(filters.day, dt.time(), DENMARK)
        # The ids begin with the time they were made, so a day is a range of the primary key.
        found = found.filter(id__gte=_first_id(start), id__lt=_first_id(start + dt.timedelta(days=1)))
    return found


def _first_id(moment: dt.datetime) -> uuid.UUID:
    return uuid.UUID(int=int(moment.timestamp() * 1000) << 80)


def _lines(rows: Sequence[AuditEntry]) -> list[Line]:
    actors = dict(
        Account.objects.filter(pk__in={row.actor_id for row in rows if row.actor_id}).values_list("id", "name")
    )
    cases = subjects.names({row.episode_id for row in rows if row.episode_id})
    return [_line(row, actors, cases) for row in rows]


def _line(row: AuditEntry, actors: dict[int, str], cases: Any) -> Line:
    return Line(
        id=row.id,
        at=row.at,
        kind=str(KIND_LABELS.get(row.kind, row.kind)),
        actor_id=row.actor_id,
        actor=actors.get(row.actor_id, "") if row.actor_id else access.SYSTEM.name,
        actor_roles=roles.labels(row.actor_roles),
        purpose=purpose_of(row.action, row.purpose),
        case=str(cases.get(row.episode_id, "")) if row.episode_id else "",
        objects=len(row.object_ids),
        outcome=row.outcome,
        glass=bool(row.detail.get("glass")),
    )


def purpose_of(action: str, purpose: str = "") -> str:
    """Give the purpose of an act in words: its own, else what its action declares, else its name."""
    declared = access.actions().get(action)
    words = declared.purpose if declared else _WORDS.get(action, "")
    return purpose or str(words) or action


def glass_to_review(actor: Any, *, waiting_only: bool = False) -> QuerySet[BreakGlass]:
    """Give the cases opened outside their unit that the actor may see: a manager's units, or all of them."""
    action = READ_ALL_GLASS if access.may(actor, READ_ALL_GLASS) else READ_GLASS
    found = access.visible(BreakGlass.objects.select_related("account", "reviewed_by"), actor, action)
    return found.filter(review=BreakGlass.Review.WAITING) if waiting_only else found


def accounts(only: Iterable[str] = ()) -> QuerySet[Account]:
    """Give the accounts in the order of their names, those in use first."""
    found = Account.objects.order_by("-is_active", "name")
    wanted = list(only)
    return found.filter(roles__overlap=wanted) if wanted else found


def unit_names() -> dict[str, str]:
    """Give the names of the centre's units by id, as the standard has them in the page's language. No query."""
    language = present_language()
    return {unit.id: unit.name.in_(language) for unit in load().units}
