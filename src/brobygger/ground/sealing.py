"""How tables of before are sealed: a migration that locks each value anew, bound to its row, in batches.

Until then free text stood in plain columns, and what was encrypted was bound to its column alone.
"""

import base64
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models
from django.db.migrations.operations.base import Operation
from psycopg import sql

from brobygger.ground import crypto
from brobygger.ground.fields import (
    ROW_KEY,
    EncryptedBytesField,
    EncryptedField,
    EncryptedJSONField,
    RowKeyField,
)

_AT_ONCE: Final = 2000
_OLD_FORMAT: Final = 1
_HEAD, _NONCE = 3, 12


@dataclass(frozen=True)
class _Column:
    """One column that is to be sealed: as it was, and as it will be."""

    old: "models.Field[Any, Any]"
    new: EncryptedField

    @property
    def name(self) -> str:
        return str(self.new.column)

    @property
    def was_plain(self) -> bool:
        return not isinstance(self.old, EncryptedField)

    @property
    def is_json(self) -> bool:
        return isinstance(self.new, EncryptedJSONField)

    @property
    def was_base64(self) -> bool:
        return isinstance(self.new, EncryptedBytesField) and not isinstance(self.old, EncryptedBytesField)

    def sealed(self, stored: bytes | None, row: bytes) -> bytes | None:
        """What stood in the column, as it will stand there."""
        if stored is None:
            return None
        content = bytes(stored) if self.was_plain else _opened_before(bytes(stored), self.new.place)
        if self.is_json and content == b"{}":
            content = b""
        if self.was_base64:
            content = base64.b64decode(content)
        return crypto.encrypt(content, self.new.place, row) if content else b""

    def unsealed(self, stored: bytes | None, row: bytes) -> bytes | None:
        """The same backwards."""
        if stored is None:
            return None
        content = crypto.decrypt(bytes(stored), self.new.place, row) if stored else b""
        if self.is_json and not content:
            content = b"{}"
        if self.was_base64:
            content = base64.b64encode(content)
        return content if self.was_plain else _locked_before(content, self.new.place)


def _opened_before(token: bytes, place: str) -> bytes:
    """Open a value that was bound to its column alone."""
    if not token:
        return b""
    head, nonce = token[:_HEAD], token[_HEAD : _HEAD + _NONCE]
    if token[0] != _OLD_FORMAT:
        raise crypto.CryptoError(f"What stands in {place} is no value of before.")
    cipher = AESGCM(crypto.derived(crypto.key_number(token), "field"))
    return cipher.decrypt(nonce, token[_HEAD + _NONCE :], head + place.encode())


def _locked_before(content: bytes, place: str) -> bytes:
    """Lock a value the way it was done before."""
    if not content:
        return b""
    number = crypto.keyring().current
    head, nonce = bytes([_OLD_FORMAT]) + number.to_bytes(2, "big"), os.urandom(_NONCE)
    cipher = AESGCM(crypto.derived(number, "field"))
    return head + nonce + cipher.encrypt(nonce, content, head + place.encode())


class Seal(Operation):
    """Give a model's rows keys of their own and lock the values of the fields named, which were plain until then.

    Fields that were encrypted already are bound to their rows without being named, the first time. Constraints and
    triggers that speak of the columns are removed before and put back after. Runs as the schema's owner.
    """

    reduces_to_sql = False
    reversible = True

    def __init__(self, model_name: str, **fields: EncryptedField) -> None:
        self.model_name, self.fields = model_name, fields

    def describe(self) -> str:
        """Say what is done."""
        return f"Seal {self.model_name}: {', '.join(self.fields) or 'what was encrypted already'}"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """What the models look like afterwards. They are drawn anew once, not for each field: none of these relates."""
        name = self.model_name.lower()
        fields = state.models[app_label, name].fields
        fields.setdefault(ROW_KEY, RowKeyField())
        for field_name, field in self.fields.items():
            fields[field_name] = field
        state.reload_model(app_label, name, delay=True)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Add the rows' keys, make the columns binary, lock every value, and leave no old copy behind."""
        table = _Table(schema_editor, from_state, to_state, app_label, self.model_name, tuple(self.fields))
        if not table.had_keys:
            table.run("ALTER TABLE {table} ADD COLUMN {key} bytea NOT NULL DEFAULT uuid_send(gen_random_uuid())")
            table.run("ALTER TABLE {table} ALTER COLUMN {key} DROP DEFAULT")
        table.change_type("bytea", "convert_to({column}::text, 'UTF8')")
        if table.rewrite(lambda column, stored, row: column.sealed(stored, row)):
            table.run("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks that wait cannot be altered
            # The table is written anew: the changed rows of before would else lie in its file until a later vacuum.
            table.run("ALTER TABLE {table} ALTER COLUMN {key} TYPE bytea USING {key} || ''::bytea")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Put back what was plain, and the tokens of before."""
        table = _Table(schema_editor, to_state, from_state, app_label, self.model_name, tuple(self.fields))
        table.rewrite(lambda column, stored, row: column.unsealed(stored, row))
        table.run("SET CONSTRAINTS ALL IMMEDIATE")
        table.change_type(None, "convert_from({column}, 'UTF8')")
        if not table.had_keys:
            table.run("ALTER TABLE {table} DROP COLUMN {key}")


class _Table:
    """One table while it is sealed: `before` and `after` are the states of the models around the migration."""

    def __init__(
        self, schema_editor: Any, before: Any, after: Any, app_label: str, model_name: str, named: Sequence[str]
    ) -> None:
        old, new = before.apps.get_model(app_label, model_name), after.apps.get_model(app_label, model_name)
        self.connection = schema_editor.connection
        self.had_keys = any(field.name == ROW_KEY for field in old._meta.local_fields)
        self.columns = [
            _Column(old._meta.get_field(field.name), field)
            for field in new._meta.local_fields
            if isinstance(field, EncryptedField) and (not self.had_keys or field.name in named)
        ]
        self.names = {
            "table": sql.Identifier(new._meta.db_table),
            "key": sql.Identifier(ROW_KEY),
            "pk": sql.Identifier(str(new._meta.pk.column)),
        }

    def run(self, statement: str, **more: Any) -> Any:
        with self.connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(**self.names, **more))
            return cursor.rowcount

    def change_type(self, kind: str | None, using: str) -> None:
        """Give the columns that were plain another type; None for the one they had."""
        change = "ALTER TABLE {table} ALTER COLUMN {column} TYPE {into} USING {how}"
        for column in self.columns:
            if column.was_plain:
                name = sql.Identifier(column.name)
                json = "::jsonb" if kind is None and column.is_json else ""
                into = sql.SQL(kind or column.old.db_type(self.connection))  # type: ignore[arg-type]
                how = sql.SQL(using + json).format(column=name)
                self.run(change, column=name, into=into, how=how)

    def rewrite(self, change: Callable[[_Column, bytes | None, bytes], bytes | None]) -> int:
        """Change every value; gives the number of rows. The rows pass through a temporary table, many at once."""
        if not self.columns:
            return 0
        listed = sql.SQL(", ").join(sql.Identifier(column.name) for column in self.columns)
        pairs = [sql.SQL("{0} = s.{0}").format(sql.Identifier(column.name)) for column in self.columns]
        self.run("SELECT set_config('brobygger.unlocked', 'yes', true)")
        self.run("CREATE TEMPORARY TABLE sealing AS SELECT {pk}, {listed} FROM {table} WITH NO DATA", listed=listed)
        count = 0
        for rows in self._batches(listed):
            changed = [
                (pk, *[change(column, one, bytes(key)) for column, one in zip(self.columns, stored, strict=True)])
                for pk, key, *stored in rows
            ]
            with self.connection.cursor() as cursor, cursor.copy("COPY sealing FROM STDIN") as copy:
                for row in changed:
                    copy.write_row(row)
            update = "UPDATE {table} t SET {pairs} FROM sealing s WHERE t.{pk} = s.{pk}"
            self.run(update, pairs=sql.SQL(", ").join(pairs))
            self.run("TRUNCATE sealing")
            count += len(rows)
        self.run("DROP TABLE sealing")
        self.run("SELECT set_config('brobygger.unlocked', '', true)")
        return count

    def _batches(self, listed: sql.Composable) -> Iterator[list[tuple[Any, ...]]]:
        first = sql.SQL("SELECT {pk}, {key}, {listed} FROM {table} ORDER BY {pk} LIMIT %s")
        after = sql.SQL("SELECT {pk}, {key}, {listed} FROM {table} WHERE {pk} > %s ORDER BY {pk} LIMIT %s")
        values: list[Any] = []
        while True:
            with self.connection.cursor() as cursor:
                query = (after if values else first).format(**self.names, listed=listed)
                cursor.execute(query, [*values[:1], _AT_ONCE])
                rows = cursor.fetchall()
            if not rows:
                return
            yield rows
            values = [rows[-1][0]]
