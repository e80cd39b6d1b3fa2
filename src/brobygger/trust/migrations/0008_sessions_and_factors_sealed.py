"""What sessions hold and what second factors consist of is encrypted."""

from collections.abc import Callable
from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from brobygger.ground import fields
from brobygger.trust import second_factors
from brobygger.ground.sealing import Seal


# Where the library is not installed (the plain pages of the bench) there are no second factors.
FACTORS = [("mfa", "0003_authenticator_type_uniq")] if installed.is_installed("allauth.mfa") else []


def _each(apps: Apps, change: Callable[[Any], None]) -> None:
    for authenticator in apps.get_model("mfa", "Authenticator").objects.all() if FACTORS else ():
        change(authenticator)
        authenticator.save(update_fields=["data"])


def lock_factors(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _each(apps, second_factors.lock)


def unlock_factors(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _each(apps, second_factors.unlock)


class Migration(migrations.Migration):
    dependencies = [("trust", "0007_no_one_alone"), *FACTORS]

    operations = [
        Seal("session", data=fields.EncryptedTextField()),
        migrations.RunPython(lock_factors, unlock_factors),
    ]
