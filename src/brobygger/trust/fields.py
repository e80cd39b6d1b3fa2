"""Database fields whose content is encrypted on its way in and opened on its way out."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from brobygger.trust import crypto

if TYPE_CHECKING:  # Django's fields take type parameters only in the eyes of a type checker.
    TextBase = models.Field[str, str]
else:
    TextBase = models.Field


class EncryptedTextField(TextBase):
    """Text kept as AES-GCM tokens in a bytea column; the empty text is kept as empty bytes.

    It cannot be searched: keep a `crypto.blind_index` beside it. `place` names what the value is bound
    to; it is "table.column" unless given, and must stay the same if the table is ever renamed.
    """

    description = "Encrypted text"
    empty_strings_allowed = True
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

    @property
    def place(self) -> str:
        """What its values are bound to."""
        return self.given_place or f"{self.model._meta.db_table}.{self.column}"

    def get_internal_type(self) -> str:
        """Use the column type of binary data."""
        return "BinaryField"

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """Lock the value on its way into the table."""
        if value is None or hasattr(value, "as_sql"):
            return super().get_db_prep_save(value, connection)
        text = str(value)
        return crypto.encrypt(text, self.place) if text else b""

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> str | None:
        """Open the value on its way out. Raises crypto.CryptoError for anything that does not open."""
        if value is None:
            return None
        return crypto.decrypt(value, self.place) if value else ""

    def get_lookup(self, lookup_name: str) -> Any:
        """Allow "is null", and the triggers' "differs from" (df, ndf) which compares what is stored.

        Equal texts have different tokens, so any other comparison would quietly find nothing.
        """
        return super().get_lookup(lookup_name) if lookup_name in ("isnull", "df", "ndf") else None

    def formfield(self, **kwargs: Any) -> Any:
        """Offer a text field in forms."""
        from django import forms

        return super().formfield(**{"form_class": forms.CharField, **kwargs})
