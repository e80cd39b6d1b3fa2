"""Readings whose SQL is made once: for what everybody opens all day. docs/prepared-queries.md

Django makes the SQL of a queryset anew each time, which for such a page costs more than the database's own work.
Here a function makes the queryset once for each shape of its values (their kinds, and how many a tuple holds); later
calls put their own values in the same places. The queryset stays the ORM's own, access conditions included. The SQL
goes to the server without its values, so that the server plans it once for each connection as well.
"""

import copy
import dataclasses
import uuid
from collections.abc import Callable, Hashable, Sequence
from datetime import date, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, ValuesListIterable

Build = Callable[..., "QuerySet[Any, Any]"]
_KINDS = (ModelIterable, ValuesListIterable)  # what these ask of a queryset is known (test_prepared_on_django)
_FIRST_NUMBER, _FIRST_DAY = -7_100_000_000_000, date(1, 1, 1)


class Constant(str):
    """A text or a number that belongs to the shape: it chooses the SQL (a filter, a limit) and is no value in it."""

    __slots__ = ()


def rows(build: Build, *values: Any) -> list[Any]:
    """Read `build(*values)`: model instances, or tuples after `values_list`. One query.

    Values are numbers, texts, days, moments, keys, tuples of such, and data classes of them (access.Reach). None,
    booleans, frozensets and `Constant` belong to the shape. `build` is a module's function that looks at nothing but
    its values. Raises ValueError when the queryset leaves out or changes a value: its place could not be found; and
    TypeError for querysets of dictionaries, and those that fetch more afterwards.
    """
    shape = (build, *map(_shape, values))
    plan = _plans.get(shape)
    if plan is None:
        plan = _plans[shape] = _Plan(build, values)
    return plan.read(values)


_plans: dict[tuple[Any, ...], "_Plan"] = {}


class _Plan:
    """One queryset with stand-ins in place of values, and its SQL."""

    def __init__(self, build: Build, values: tuple[Any, ...]) -> None:
        stand_ins = _StandIns()
        whole: Any = build(*[stand_ins.take(value) for value in values])
        if whole._iterable_class not in _KINDS or whole._prefetch_related_lookups:
            raise TypeError(f"{build.__qualname__}: a reading gives rows or tuples, and fetches nothing afterwards")
        self.queryset = whole
        self.compiler = self.queryset.query.get_compiler(self.queryset.db)
        try:
            self.sql, params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.params = "", []
            return
        # What turns a row of the database into Python: the same for every reading of one shape.
        self.converters = self.compiler.get_converters([chosen[0] for chosen in self.compiler.select])
        self.params = [(stand_ins.places.get(param), param) if _is_value(param) else (None, param) for param in params]
        missing = set(stand_ins.places.values()) - {place for place, _param in self.params}
        if missing:
            raise ValueError(f"{build.__qualname__}: values {sorted(missing)} do not reach the SQL")

    def params_for(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        given: list[Any] = []
        for value in values:
            _flatten(value, given)
        return tuple(param if place is None else given[place] for place, param in self.params)

    def read(self, values: tuple[Any, ...]) -> list[Any]:
        """What the queryset would give for these values."""
        if not self.sql:
            return []
        whole = self.queryset
        found = _fetched(connections[whole.db], self.sql, self.params_for(values))
        # What an iterable of Django's asks of its queryset, and nothing of a queryset's own state.
        asked = SimpleNamespace(
            query=_Ready(self, found),
            db=whole.db,
            model=whole.model,
            _fields=whole._fields,
            _known_related_objects=whole._known_related_objects,
        )
        return list(whole._iterable_class(asked))


class _Ready:
    """Stands in for the query of a queryset: gives the compiler with its rows ready."""

    def __init__(self, plan: _Plan, found: list[tuple[Any, ...]]) -> None:
        self._plan, self._found = plan, found
        self._of = plan.queryset.query

    def __getattr__(self, name: str) -> Any:
        return getattr(self._of, name)

    def get_compiler(self, using: str, **_options: Any) -> Any:
        compiler = copy.copy(self._plan.compiler)
        compiler.using, compiler.connection = using, connections[using]
        compiler.execute_sql = lambda *_args, **_kwargs: [self._found]
        compiler.get_converters = lambda _expressions: self._plan.converters
        return compiler


def _fetched(connection: Any, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run a query with its values beside it, not in it, so that the server plans it once for each connection."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        raw = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]
        with connection._prepare_cursor(raw) as cursor:
            cursor.execute(sql, params)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found


class _StandIns:
    """Gives values that occur nowhere else, each with its place among all values."""

    def __init__(self) -> None:
        self.places: dict[Hashable, int] = {}
        self.count = 0

    def take(self, value: Any) -> Any:
        if _is_constant(value):
            return value
        if isinstance(value, tuple):
            return tuple(self.take(part) for part in value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            parts = {field.name: self.take(getattr(value, field.name)) for field in dataclasses.fields(value)}
            return dataclasses.replace(value, **parts)
        stand_in = self._for(value)
        self.places[stand_in] = self.count
        self.count += 1
        return stand_in

    def _for(self, value: Any) -> Any:
        if type(value) is int:
            return _FIRST_NUMBER - self.count
        if isinstance(value, datetime):
            return datetime(1, 1, 2, tzinfo=timezone.utc) + timedelta(seconds=self.count)  # noqa: UP017
        if isinstance(value, date):
            return _FIRST_DAY + timedelta(days=self.count)
        if isinstance(value, uuid.UUID):
            return uuid.UUID(int=self.count)
        if type(value) is str:
            return f"\x01{self.count}\x01"
        raise TypeError(f"{type(value).__name__} is no value of a reading")


def _is_value(param: Any) -> bool:
    return isinstance(param, int | str | date | uuid.UUID)


def _is_constant(value: Any) -> bool:
    return value is None or isinstance(value, bool | frozenset | Constant)


def _shape(value: Any) -> Hashable:
    if _is_constant(value):
        return (type(value), value)
    if isinstance(value, tuple):
        return tuple([_shape(part) for part in value])
    if dataclasses.is_dataclass(value):
        return (type(value), *[_shape(getattr(value, field.name)) for field in dataclasses.fields(value)])
    return type(value).__name__


def _flatten(value: Any, given: list[Any]) -> None:
    if _is_constant(value):
        return
    if isinstance(value, tuple):
        for part in value:
            _flatten(part, given)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            _flatten(getattr(value, field.name), given)
    else:
        given.append(value)
