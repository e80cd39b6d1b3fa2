"""Locking stored values anew with the current key, in batches, while the software is in use."""

from collections.abc import Iterator
from typing import Final

import pgtrigger
from django.apps import apps
from django.db import connection, models, transaction
from psycopg import sql

from brobygger.trust import crypto

_BATCH: Final = 1000


def lock_everything_anew() -> Iterator[tuple[str, int | None]]:
    """Lock every encrypted value that an older key holds with the current one; gives table.column and count.

    Rows that are written once are locked anew too: their meaning stays, so their triggers are passed by.
    Only the schema's owner may; of a table that the present role may not change the count is None.
    """
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if getattr(field, "is_encrypted", False):
                name = f"{model._meta.db_table}.{field.column}"
                yield name, _column(model, field) if _may_change(model._meta.db_table) else None


def _may_change(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'UPDATE')", [connection.ops.quote_name(table)])
        return bool(cursor.fetchone()[0])


def _column(model: type[models.Model], field: "models.Field[str, str]") -> int:
    done = 0
    current = crypto.keyring().current.to_bytes(2, "big")
    names = {
        "table": sql.Identifier(model._meta.db_table),
        "column": sql.Identifier(str(field.column)),
        "pk": sql.Identifier(str(model._meta.pk.column)),
    }
    # Bytes two and three of a value are the number of its key; empty texts have none.
    find = sql.SQL(
        "SELECT {pk}, {column} FROM {table} WHERE length({column}) > 3 AND substring({column}, 2, 2) <> %s "
        "ORDER BY {pk} LIMIT %s FOR UPDATE"
    ).format(**names)
    store = sql.SQL("UPDATE {table} SET {column} = %s WHERE {pk} = %s").format(**names)
    place: str = field.place  # type: ignore[attr-defined]
    while True:
        with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
            cursor.execute(find, [current, _BATCH])
            old = cursor.fetchall()
            for pk, token in old:
                cursor.execute(store, [crypto.encrypt(crypto.decrypt(token, place), place), pk])
        done += len(old)
        if len(old) < _BATCH:
            return done
