"""What is written about a person is encrypted at rest: every column is, or says why it need not be (trap 33)."""

from brobygger.ground import plain
from brobygger.ground.fields import EncryptedField, Sealed


def test_every_text_and_json_column_is_encrypted_or_says_why_not() -> None:
    unsaid = [
        f"{model._meta.db_table}.{field.column}"
        for model, field in plain.columns()
        if not isinstance(field, EncryptedField) and not plain.reason(model, field)
    ]
    assert not unsaid, "encrypt them (ground.fields), or say why not in the model's plain_columns (ground.plain)"


def test_no_reason_speaks_of_a_column_that_is_not_there_or_is_encrypted() -> None:
    plainly = {(model, field.name) for model, field in plain.columns() if not isinstance(field, EncryptedField)}
    models = {model for model, _field in plain.columns()}
    spoken = {(model, name) for model in models for name in getattr(model, "plain_columns", {})}
    assert not spoken - plainly
    assert not set(plain.LIBRARIES) - {model._meta.db_table for model in models}


def test_most_of_what_is_kept_is_encrypted() -> None:
    encrypted = [field for _model, field in plain.columns() if isinstance(field, EncryptedField)]
    assert len(encrypted) > 80
    assert all(issubclass(field.model, Sealed) for field in encrypted)
