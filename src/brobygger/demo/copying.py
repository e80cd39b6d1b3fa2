"""Writes many rows fast: numbers are taken from the tables' own sequences, rows go in by COPY.

Models say what a row is, as everywhere; only the way into the table is another.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BinaryField, CharField, Field, JSONField, Model, TextField
from psycopg import sql

from brobygger.ground import clock
from brobygger.ground.fields import ROW_KEY, EncryptedField

AHEAD = 2000


class Numbers:
    """Primary keys for rows that are not written yet; so rows can point at each other before any is."""

    def __init__(self) -> None:
        self._waiting: dict[type[Model], Iterator[int]] = {}

    def next(self, model: type[Model]) -> int:
        """The next free number of a model's table."""
        number = next(self._waiting.get(model, iter(())), None)
        if number is None:
            self._waiting[model] = iter(self._fetch(model))
            number = next(self._waiting[model])
        return number

    def _fetch(self, model: type[Model]) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [model._meta.db_table, AHEAD],
            )
            return [number for (number,) in cursor.fetchall()]


def write(rows: Iterable[Model], numbers: Numbers) -> None:
    """Write rows of any models; those without a number get one. Foreign keys are checked as the transaction ends."""
    gathered: dict[type[Model], list[Model]] = defaultdict(list)
    for row in rows:
        if row.pk is None:
            row.pk = numbers.next(type(row))
        gathered[type(row)].append(row)
    for model, found in gathered.items():
        _copy(model, found)


def _copy(model: type[Model], rows: list[Model]) -> None:
    columns = [
        (field.attname, _converter(field), isinstance(field, EncryptedField)) for field in model._meta.concrete_fields
    ]
    names = sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in model._meta.concrete_fields)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), names)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(_values(row.__dict__, columns))


_Columns = list[tuple[str, Callable[..., Any] | None, bool]]


def _values(row: dict[str, Any], columns: _Columns) -> list[Any]:
    """What COPY is given of a row; an encrypted value is locked to it."""
    key = row.get(ROW_KEY)
    return [
        (convert(row[name], key) if sealed else convert(row[name])) if convert else row[name]
        for name, convert, sealed in columns
    ]


def _converter(field: "Field[Any, Any]") -> Callable[..., Any] | None:
    """What turns a row's value into what COPY is given; None where it goes in as it is."""
    if isinstance(field, EncryptedField):
        return field.stored
    if isinstance(field, JSONField):
        return lambda value: json.dumps(value, ensure_ascii=False)
    if getattr(field, "auto_now_add", False):
        return lambda value: value or clock.now()
    if isinstance(field, BinaryField | ArrayField):
        return None
    if isinstance(field, CharField | TextField):
        # An enumeration's member is a text of another type, which psycopg would write another way.
        return lambda value: str(value) if value is not None else None
    return None
