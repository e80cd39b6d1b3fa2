"""Locking stored values anew with the current key, in batches, while the software is in use; and renewing indexes.

What is encrypted is found by keyed codes. A model says by what its rows are found: `blind_indexes`, from the name of
a column to the function that makes its content of a row.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any, Final

from django.apps import apps
from django.db import connection, models
from psycopg import sql

from brobygger.ground import crypto
from brobygger.ground.fields import ROW_KEY, EncryptedField
from brobygger.ground.locks import unlocked
from brobygger.trust import second_factors

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
    yield second_factors.PLACE, second_factors.lock_anew()


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


def others_connected() -> bool:
    """Say whether others are connected to the database; those that are about to leave get a moment."""
    for _attempt in range(20):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
                "AND backend_type = 'client backend'"
            )
            if not cursor.fetchone()[0]:
                return False
        time.sleep(0.1)
    return True


def indexed() -> Iterator[tuple[type[models.Model], dict[str, Callable[[Any], Any]]]]:
    """Give every model whose rows are found by keyed codes, with what makes each."""
    for model in apps.get_models():
        found = getattr(model, "blind_indexes", None)
        if found:
            yield model, found


def index_everything_anew() -> Iterator[tuple[str, int]]:
    """Make every blind index anew with the ring's index key; gives the table and the number of rows.

    Raises NotTheOwner.
    """
    require_owner()
    for model, columns in indexed():
        done, last = 0, None
        while True:
            rows = model._default_manager.order_by("pk")
            with unlocked():
                found = list((rows if last is None else rows.filter(pk__gt=last))[:_BATCH])
                for row in found:
                    for name, make in columns.items():
                        setattr(row, name, make(row))
                model._default_manager.bulk_update(found, list(columns))
            done += len(found)
            if len(found) < _BATCH:
                break
            last = found[-1].pk
        yield model._meta.db_table, done
