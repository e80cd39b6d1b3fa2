"""Database fields whose content is encrypted on its way in and opened on its way out, each bound to its own row.

A row that has such fields is `Sealed`: it has a random key of its own, made with it and never changed, which is bound
into each of its tokens (docs/decisions/0011-keys-outside-the-database.md). Whoever reads an encrypted column
through the ORM gets the row's key along with it, in lists of tuples too; a token that comes without it does not open.
"""

import json
import os
from typing import TYPE_CHECKING, Any, Final

from django.core import checks
from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import BuiltinLookup
from django.utils.functional import cached_property

from brobygger.ground import crypto

if TYPE_CHECKING:  # Django's fields take type parameters only in the eyes of a type checker.
    FieldBase = models.Field[Any, Any]
    TextBase = models.Field[str, str]
    BytesBase = models.Field[bytes, bytes]
    BinaryBase = models.BinaryField[bytes, bytes]
else:
    FieldBase = TextBase = BytesBase = models.Field
    BinaryBase = models.BinaryField

ROW_KEY: Final = "row_key"
ROW_KEY_LENGTH: Final = 16
# What may be asked of an encrypted column: whether there is anything in it, and, for triggers, whether it changed.
_ALLOWED: Final = ("isnull", "empty", "df", "ndf")


def new_row_key() -> bytes:
    """Make the key of a row that is about to be."""
    return os.urandom(ROW_KEY_LENGTH)


class RowKeyField(BinaryBase):
    """The random key that a row's encrypted values are bound to. No secret: it only says which row it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "default": new_row_key, "editable": False})

    def deconstruct(self) -> Any:
        """Describe the field for migrations."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        return name, path, args, kwargs


class Sealed(models.Model):
    """A row with encrypted values."""

    row_key = RowKeyField()

    class Meta:
        abstract = True


class Bound:
    """A value on its way into one row: what `QuerySet.update` needs, since it knows no row (`bound`)."""

    __slots__ = ("content", "row")

    def __init__(self, content: Any, row: bytes) -> None:
        self.content, self.row = content, row


def bound(row: models.Model, **values: Any) -> dict[str, Any]:
    """The values for `QuerySet.update` of this one row, encrypted ones bound to it."""
    fields = {name: row._meta.get_field(name) for name in values}
    key = getattr(row, ROW_KEY, b"")
    return {
        name: Bound(value, key) if isinstance(fields[name], EncryptedField) else value for name, value in values.items()
    }


class _Column(Col):
    """An encrypted column in a query: where it is selected, its row's key comes before it in the same value."""

    def select_format(self, compiler: Any, sql: str, params: Any) -> Any:
        names = (self.alias, ROW_KEY) if self.alias else (ROW_KEY,)
        return f"{'.'.join(map(compiler.quote_name_unless_alias, names))} || {sql}", params


class EncryptedField(FieldBase):
    """A value kept as an AES-GCM token in a bytea column; an empty value is kept as empty bytes.

    It cannot be searched: keep a `crypto.blind_index` beside it, or ask `field__empty=True`. `place` names what the
    value is bound to besides its row; it is "table.column" unless given, and must stay if the table is ever renamed.
    """

    empty: Any = None
    is_encrypted = True

    def __init__(self, *args: Any, place: str = "", **kwargs: Any) -> None:
        self.given_place = place
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Describe the field for migrations."""
        name, path, args, kwargs = super().deconstruct()
        if self.given_place:
            kwargs["place"] = self.given_place
        return name, path, args, kwargs

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Refuse a model whose rows have no key."""
        found = super().check(**kwargs)
        if not issubclass(self.model, Sealed):
            found.append(checks.Error("An encrypted field needs a model that is Sealed.", obj=self, id="ground.E001"))
        return found

    @cached_property
    def place(self) -> str:
        """What its values are bound to besides their row."""
        return self.given_place or f"{self.model._meta.db_table}.{self.column}"

    def get_internal_type(self) -> str:
        """Use the column type of binary data."""
        return "BinaryField"

    def packed(self, value: Any) -> bytes:
        """The value as bytes; empty bytes for an empty one."""
        return bytes(value)

    def unpacked(self, content: bytes) -> Any:
        """The value of bytes that are not empty."""
        return content

    def stored(self, value: Any, row: bytes) -> bytes | None:
        """The value as it stands in the table, in the row with this key."""
        if value is None:
            return None
        content = self.packed(value)
        return crypto.encrypt(content, self.place, row) if content else b""

    def opened(self, token: bytes, row: bytes) -> Any:
        """The value of a token of the row with this key. Raises crypto.CryptoError for one that does not open."""
        return self.unpacked(crypto.decrypt(token, self.place, row)) if token else self._nothing()

    def _nothing(self) -> Any:
        return self.empty() if callable(self.empty) else self.empty

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Take the row's key along."""
        value = super().pre_save(model_instance, add)
        return value if value is None else Bound(value, getattr(model_instance, ROW_KEY))

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Lock the value on its way into the table. Raises crypto.CryptoError when it is bound to no row."""
        if isinstance(value, Bound):
            value = self.stored(value.content, bytes(value.row))
        elif value is not None and (hasattr(value, "as_sql") or self.packed(value)):
            raise crypto.CryptoError(f"A value for {self.place} is bound to no row: save the row, or use fields.bound.")
        elif value is not None:
            value = b""
        return None if value is None else connection.Database.Binary(value)

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        """Open what came with its row's key before it. Raises crypto.CryptoError for anything that does not open."""
        if value is None:
            return None
        found = bytes(value)
        return self.opened(found[ROW_KEY_LENGTH:], found[:ROW_KEY_LENGTH])

    @cached_property
    def cached_col(self) -> Any:
        """The column under its table's own name."""
        return _Column(self.model._meta.db_table, self)

    def get_col(self, alias: Any, output_field: Any = None) -> Any:
        """The column in a query."""
        if alias == self.model._meta.db_table and (output_field is None or output_field == self):
            return self.cached_col
        return _Column(alias, self, output_field)

    def get_lookup(self, lookup_name: str) -> Any:
        """Equal values have different tokens, so any other comparison would quietly find nothing."""
        return super().get_lookup(lookup_name) if lookup_name in _ALLOWED else None

    def formfield(self, **kwargs: Any) -> Any:
        """Offer a text field in forms."""
        from django import forms

        return super().formfield(**{"form_class": forms.CharField, **kwargs})


@EncryptedField.register_lookup
class Empty(BuiltinLookup):
    """Whether there is nothing in an encrypted column: the one thing that a constraint may ask of it."""

    lookup_name = "empty"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Look at its length alone."""
        sql, params = self.process_lhs(compiler, connection)
        return f"octet_length({sql}) {'=' if self.rhs else '>'} 0", params


class EncryptedTextField(EncryptedField, TextBase):
    """Encrypted text."""

    description = "Encrypted text"
    empty_strings_allowed = True
    empty = ""

    def packed(self, value: Any) -> bytes:
        """The text as UTF-8."""
        return str(value).encode()

    def unpacked(self, content: bytes) -> str:
        """The text."""
        return content.decode()


class EncryptedBytesField(EncryptedField, BytesBase):
    """An encrypted file, such as a PDF."""

    description = "Encrypted bytes"
    empty = b""


class EncryptedJSONField(EncryptedField):
    """Encrypted JSON; an empty object is kept as empty bytes."""

    description = "Encrypted JSON"
    empty = dict

    def packed(self, value: Any) -> bytes:
        """As JSON text."""
        return b"" if value == {} else json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def unpacked(self, content: bytes) -> Any:
        """What the text says."""
        return json.loads(content)
