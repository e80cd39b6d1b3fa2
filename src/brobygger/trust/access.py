"""The one definition of who may do what. Lists, single pages, search, exports and letters all ask here.

A row carries its own keys (compartment, unit, responsible, episode), so the answer needs no join.
The default is no, and whatever goes wrong on the way to an answer is a no as well.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, Literal, NamedTuple, Protocol, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, Q, QuerySet

from brobygger.trust import roles as role_names

logger = logging.getLogger(__name__)

Scope = Literal["case", "unit", "own", "all", "signed-in", "public"]
Kind = Literal["read", "search", "change", "export"]
ROW_SCOPES: Final = frozenset({"case", "unit", "own"})


class Actor(Protocol):
    """Whoever acts: an account, the visitor who has not signed in, or the system itself."""

    @property
    def pk(self) -> Any:
        """The account's number, None for the system and for visitors."""

    @property
    def is_active(self) -> bool:
        """Whether the account is in use."""


@dataclass(frozen=True)
class System:
    """The actor of commands, jobs and the demo: may everything, and is named in the audit trail."""

    pk: None = None
    is_active: bool = True
    name: str = "Brobygger"
    roles: tuple[str, ...] = ("system",)
    units: tuple[str, ...] = ()
    open_grants: tuple[int, ...] = ()

    @property
    def is_authenticated(self) -> bool:
        """The system needs no login."""
        return True


SYSTEM: Final = System()


@dataclass(frozen=True)
class Action:
    """Something one can do, with those who may. Made by `declare` only.

    `purpose` tells the citizen in plain words why a file was opened. `summary` marks an action that shows
    no more than what may cross between the social and the health record (who, phase, deadlines). `about_us` marks one
    on rows of a unit about what colleagues did, whichever record it was in.
    """

    name: str
    roles: frozenset[str]
    scope: Scope
    kind: Kind = "read"
    purpose: Any = ""
    summary: bool = False
    about_us: bool = False

    def __str__(self) -> str:
        return self.name


_actions: dict[str, Action] = {}


def declare(
    name: str,
    *,
    roles: Iterable[str] = (),
    scope: Scope,
    kind: Kind = "read",
    purpose: Any = "",
    summary: bool = False,
    about_us: bool = False,
) -> Action:
    """Declare an action ("plans.agree") with the roles that may do it, and on which rows.

    Scopes: "case" rows of a case in one's unit, or of which one is responsible, in a compartment one's
    roles read; "unit" rows of one's units, in such a compartment; "own" rows one is responsible for; "all" any row;
    "signed-in" pages without rows for the given roles (none given: every account); "public" everyone.
    Raises ImproperlyConfigured for a name declared twice, an unknown role or a missing one.
    """
    held = frozenset(roles)
    if name in _actions:
        raise ImproperlyConfigured(f"The action {name} is declared twice.")
    if held - role_names.ALL:
        raise ImproperlyConfigured(f"{name}: unknown roles {sorted(held - role_names.ALL)}.")
    if not held and scope not in ("public", "signed-in"):
        raise ImproperlyConfigured(f"{name}: say which roles may.")
    action = Action(name, held, scope, kind, purpose, summary, about_us)
    _actions[name] = action
    return action


def actions() -> Mapping[str, Action]:
    """Give every declared action by its name."""
    return dict(_actions)


class Keys(NamedTuple):
    """Where a model keeps what access reads. A model says otherwise with an attribute `access_keys`.

    None means that such rows have no such key. `unit` may be an array field: one unit in common is enough.
    """

    compartment: str | None = "compartment"
    unit: str | None = "unit"
    responsible: str | None = "responsible_id"
    episode: str | None = "episode_id"
    person: str | None = "person_id"


def keys_of(model: type[Model]) -> Keys:
    """Give the model's keys: its own `access_keys`, else the usual names that it has."""
    own = getattr(model, "access_keys", None)
    if own is not None:
        return own if isinstance(own, Keys) else Keys(**own)
    return _usual_keys(model)


@cache
def _usual_keys(model: type[Model]) -> Keys:
    names = {f.attname for f in model._meta.concrete_fields}
    usual = Keys(*(name if name in names else None for name in Keys()))
    if model._meta.model_name == "episode":
        return usual._replace(episode="id")
    if model._meta.model_name == "person":
        return usual._replace(person="id")
    return usual


def _without_compartment(model: type[Model], keys: Keys) -> bool:
    if keys.compartment:
        return False
    if not hasattr(model, "access_keys"):
        raise ImproperlyConfigured(f"{model.__name__} has no compartment: say so in its access_keys.")
    return True


class Refused(Exception):
    """The actor may not. Carries what the refusal page and the audit trail need to know."""

    def __init__(self, action: Action, actor: Any, row: Any = None, *, reason: str = "no-right") -> None:
        super().__init__(f"{action.name} refused ({reason})")
        self.action = action
        self.actor = actor
        self.row = row
        self.reason = reason
        self.recorded = False
        self.onward = ""  # where the reader goes on once the glass is broken, when it is not this page

    @property
    def may_break_glass(self) -> bool:
        """Whether giving a reason would open this case for this actor."""
        return self.row is not None and glass_would_help(self.actor, self.action, self.row)


@dataclass(frozen=True, slots=True)
class Reach:
    """Which rows one actor reaches with one action: the single answer behind `visible` and `may`."""

    nothing: bool = False
    everything: bool = False
    compartments: frozenset[str] | None = None
    units: tuple[str, ...] = ()
    responsible: int | None = None
    episodes: tuple[int, ...] = field(default=())

    def where(self, model: type[Model]) -> Q:
        """Say it as a condition on the model's own columns. Raises ImproperlyConfigured without them."""
        keys = keys_of(model)
        some = Q(pk__in=[])
        if keys.unit and self.units:
            several = isinstance(model._meta.get_field(keys.unit), ArrayField)
            some |= Q(**{f"{keys.unit}__{'overlap' if several else 'in'}": list(self.units)})
        if keys.responsible and self.responsible is not None:
            some |= Q(**{keys.responsible: self.responsible})
        if keys.episode and self.episodes:
            some |= Q(**{f"{keys.episode}__in": self.episodes})
        return some & self._within_compartments(model)

    def parts(self, model: type[Model]) -> list[Q]:
        """The same as `where` in parts that share no row: one for each unit, what one is responsible for elsewhere, …

        "One's unit or one's own" is no stretch of any index; each part is. See ground.querysets.
        """
        keys = keys_of(model)
        if not keys.unit or not keys.responsible or isinstance(model._meta.get_field(keys.unit), ArrayField):
            return [self.where(model)]
        found = [Q(**{keys.unit: unit}) for unit in self.units]
        elsewhere = ~Q(**{f"{keys.unit}__in": list(self.units)}) if self.units else Q()
        if self.responsible is not None:
            found.append(Q(**{keys.responsible: self.responsible}) & elsewhere)
            elsewhere &= ~Q(**{keys.responsible: self.responsible})
        if keys.episode and self.episodes:
            found.append(Q(**{f"{keys.episode}__in": self.episodes}) & elsewhere)
        return [part & self._within_compartments(model) for part in found]

    def _within_compartments(self, model: type[Model]) -> Q:
        keys = keys_of(model)
        if self.compartments is None or _without_compartment(model, keys):
            return Q()
        return Q(**{f"{keys.compartment}__in": sorted(self.compartments)})

    def holds(self, row: Any) -> bool:
        """Say it of one row. The same answer as `where` gives in the database."""
        if self.nothing or self.everything:
            return self.everything
        keys = keys_of(type(row))
        asked = self.compartments is not None and not _without_compartment(type(row), keys)
        if asked and getattr(row, str(keys.compartment)) not in (self.compartments or ()):
            return False
        if keys.responsible and self.responsible is not None and getattr(row, keys.responsible) == self.responsible:
            return True
        if keys.episode and self.episodes and getattr(row, keys.episode) in self.episodes:
            return True
        if not keys.unit:
            return False
        unit = getattr(row, keys.unit)
        return bool(set(unit) & set(self.units)) if isinstance(unit, list | tuple) else unit in self.units


_NOTHING: Final = Reach(nothing=True)
_EVERYTHING: Final = Reach(everything=True)


def reach(actor: Any, action: Action) -> Reach:
    """Work out which rows the actor reaches with the action."""
    if actor is SYSTEM or action.scope == "public":
        return _EVERYTHING
    if not holds_role(actor, action):
        return _NOTHING
    if action.scope in ("all", "signed-in"):
        return _EVERYTHING
    if action.scope == "own":
        return Reach(responsible=actor.pk)
    if action.scope == "unit":
        compartments = None if action.about_us else _compartments(actor, action)
        return Reach(compartments=compartments, units=tuple(actor.units))
    if action.scope != "case":
        return _NOTHING
    return Reach(
        compartments=_compartments(actor, action),
        units=tuple(actor.units),
        responsible=actor.pk,
        # Broken glass is for reading alone: what is changed is changed by those who have the case. It opens nothing
        # by a role that could not have broken it, such as one that was given since.
        episodes=tuple(actor.open_grants) if action.kind == "read" and _may_break_glass(actor, action) else (),
    )


def _may_break_glass(actor: Any, action: Action) -> bool:
    return bool(role_names.GLASS_BREAKERS & frozenset(actor.roles) & action.roles)


def _compartments(actor: Any, action: Action) -> frozenset[str]:
    # Only the roles that this action names count: a second role opens no compartment by the way.
    acting = frozenset(actor.roles) & action.roles
    held = role_names.compartments(acting)
    if action.summary and held & {"social", "health"}:
        held |= {"social", "health"}
    return held


def holds_role(actor: Any, action: Action) -> bool:
    """Say whether the actor is a signed-in, active account with one of the action's roles."""
    if actor is SYSTEM or action.scope == "public":
        return True
    if not getattr(actor, "is_authenticated", False) or not actor.is_active or actor.pk is None:
        return False
    if not action.roles and action.scope == "signed-in":
        return True
    return not action.roles.isdisjoint(actor.roles)


def through_glass(actor: Any, row: Any) -> bool:
    """Whether nothing but broken glass opens the row to the actor: it is neither their unit's nor their own.

    Asks nothing anew: whoever came through the glass was let in by `reach`, which has looked at what stands open.
    """
    grants = getattr(actor, "__dict__", {}).get("open_grants", ())
    key = keys_of(type(row)).episode if grants else None
    if key is None or getattr(row, key) not in grants:
        return False
    return not Reach(units=tuple(actor.units), responsible=actor.pk).holds(row)


M = TypeVar("M", bound=Model)


def visible(queryset: QuerySet[M], actor: Any, action: Action) -> QuerySet[M]:
    """Narrow the rows to those the actor may do the action with.

    Raises Refused when the answer cannot be worked out: an empty list would say "there are none".
    """
    try:
        return within(queryset, reach(actor, action))
    except Exception as error:
        logger.exception("Access could not be worked out for %s", action)
        raise Refused(action, actor, reason="unknown") from error


def within(queryset: QuerySet[M], found: Reach) -> QuerySet[M]:
    """Narrow the rows to a reach; `visible` for a reach that was worked out before."""
    if found.everything:
        return queryset
    return queryset.none() if found.nothing else queryset.filter(found.where(queryset.model))


def parts(queryset: QuerySet[M], found: Reach) -> list[QuerySet[M]]:
    """The rows of a reach as several querysets that share none, each along an index; together the same as `within`."""
    if found.everything:
        return [queryset]
    return [] if found.nothing else [queryset.filter(part) for part in found.parts(queryset.model)]


def may(actor: Any, action: Action, row: Any = None) -> bool:
    """Say whether the actor may; without a row, whether a role allows it at all. Any failure is a no."""
    try:
        return holds_role(actor, action) if row is None else reach(actor, action).holds(row)
    except Exception:
        logger.exception("Access could not be worked out for %s", action)
        return False


def is_hidden(actor: Any, action: Action, row: Any) -> bool:
    """Whether the actor may not even learn that the row exists: it is in a compartment not theirs."""
    key = keys_of(type(row)).compartment
    read = reach(actor, action).compartments
    return key is not None and read is not None and getattr(row, key) not in read


def require(actor: Any, action: Action, row: Any = None, purpose: str = "") -> None:
    """Go on only if the actor may. Raises Refused, which is in the audit trail whatever is rolled back."""
    if may(actor, action, row):
        return
    refusal = Refused(action, actor, row)
    for record in _recorders:
        record(refusal, purpose)
    raise refusal


_recorders: list[Callable[[Refused, str], None]] = []


def record_refusals_by(record: Callable[[Refused, str], None]) -> None:
    """Let the audit trail hear of every refusal. It stands above this module, so it registers itself."""
    _recorders[:] = [record]


def glass_would_help(actor: Any, action: Action, row: Any) -> bool:
    """Say whether breaking the glass would let the actor do this with this row."""
    try:
        episode_key = keys_of(type(row)).episode
        episode = getattr(row, episode_key) if episode_key else None
        if episode is None or action.scope != "case" or action.kind != "read":
            return False
        if not holds_role(actor, action) or not _may_break_glass(actor, action):
            return False
        return Reach(compartments=_compartments(actor, action), episodes=(episode,)).holds(row)
    except Exception:
        logger.exception("Access could not be worked out for %s", action)
        return False
