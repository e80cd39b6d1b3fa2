"""Locking stored values anew with the current key, in batches, while the software is in use."""

from collections.abc import Iterator
from typing import Final

from django.apps import apps
from django.db import connection, models
from psycopg import sql

from brobygger.trust import crypto
from brobygger.trust.fields import ROW_KEY, EncryptedField
from brobygger.trust.locks import unlocked

_BATCH: Final = 1000


class NotTheOwner(Exception):
    """Rows that are locked can be locked anew by the schema's owner alone."""


def encrypted_fields() -> Iterator[tuple[type[models.Model], EncryptedField]]:
    """Give every encrypted column of every table."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedField):
                yield model, field


def lock_everything_anew() -> Iterator[tuple[str, int]]:
    """Lock every encrypted value that an older key holds with the current one; gives table.column and count.

    Rows that are locked or written once are locked anew too: their meaning stays. Raises NotTheOwner.
    """
    require_owner()
    for model, field in encrypted_fields():
        yield f"{model._meta.db_table}.{field.column}", _column(model, field)


def require_owner() -> None:
    """Raise NotTheOwner unless the tables belong to the present role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE relname = 'trust_account'")
        found = cursor.fetchone()
    if not found or not found[0]:
        raise NotTheOwner


def _column(model: type[models.Model], field: EncryptedField) -> int:
    done = 0
    current = crypto.keyring().current.to_bytes(2, "big")
    names = {
        "table": sql.Identifier(model._meta.db_table),
        "column": sql.Identifier(str(field.column)),
        "key": sql.Identifier(ROW_KEY),
        "pk": sql.Identifier(str(model._meta.pk.column)),
    }
    # Bytes two and three of a value are the number of its key; empty values have none.
    find = sql.SQL(
        "SELECT {pk}, {key}, {column} FROM {table} WHERE length({column}) > 3 AND substring({column}, 2, 2) <> %s "
        "ORDER BY {pk} LIMIT %s FOR UPDATE"
    ).format(**names)
    store = sql.SQL("UPDATE {table} SET {column} = %s WHERE {pk} = %s").format(**names)
    while True:
        with unlocked(), connection.cursor() as cursor:
            cursor.execute(find, [current, _BATCH])
            old = cursor.fetchall()
            new = [(field.place, pk, bytes(row), bytes(token)) for pk, row, token in old]
            cursor.executemany(
                store, [(crypto.encrypt(crypto.decrypt(token, at, row), at, row), pk) for at, pk, row, token in new]
            )
        done += len(old)
        if len(old) < _BATCH:
            return done
