"""Which columns stand in plain text, and why. Every other text, and all JSON, is encrypted (decision 0011).

A column needs a reason here or on its model: `plain_columns`, from the name of a field to why nothing that somebody
wrote about a person can stand there. A column with choices needs none: it holds one word of a closed list of ours.
`tests/architecture/test_what_is_encrypted.py` walks all models.
"""

from collections.abc import Iterator
from typing import Final

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from brobygger.ground.fields import EncryptedField, RowKeyField

# Fields that mean the same on every model.
ALIKE: Final = {
    "compartment": "a key of access: one of two words",
    "unit": "a key of access: a unit's id in the standard",
    "units": "keys of access: units' ids in the standard",
    "roles": "names of roles",
    "editor": "a random mark of an opened form",
}
# Tables of the libraries: nothing of a citizen goes there.
LIBRARIES: Final = {
    "auth_permission": "names in code",
    "auth_group": "not used",
    "django_content_type": "names in code",
    "account_emailaddress": "the staff's own addresses, by which they sign in",
    "account_emailconfirmation": "a random key; addresses are confirmed by who keeps the accounts",
    "mfa_authenticator": "encrypted all the same: see second_factors",
    "procrastinate_jobs": "names of tasks and numbers of rows",
    "procrastinate_periodic_defers": "names of tasks",
}
_TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


def columns() -> Iterator[tuple[type[models.Model], "models.Field[object, object]"]]:
    """Give every field of every model in which text could stand: texts, JSON, bytes, and lists of them."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            held = field.base_field if isinstance(field, ArrayField) else field
            if isinstance(held, EncryptedField) or (isinstance(held, _TEXT) and not isinstance(held, RowKeyField)):
                yield model, field


def reason(model: type[models.Model], field: "models.Field[object, object]") -> str:
    """Say why a column is not encrypted; an empty text when nobody has said it."""
    if model._meta.db_table in LIBRARIES:
        return LIBRARIES[model._meta.db_table]
    declared: dict[str, str] = getattr(model, "plain_columns", {})
    if field.name in declared:
        return declared[field.name]
    if field.name in getattr(model, "blind_indexes", {}):
        return "a keyed code"
    held = field.base_field if isinstance(field, ArrayField) else field
    return "one word of a closed list" if held.choices else ALIKE.get(field.name, "")
