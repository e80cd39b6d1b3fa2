"""A question for rights keeps what the account held when it was asked."""

import django.contrib.postgres.fields
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone


def withdraw(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Let fall what waits for rights: what was held when it was asked is not known. It is asked for anew."""
    waits = apps.get_model("trust", "Proposal").objects.filter(state="waiting", kind="roles")
    waits.update(state="withdrawn", answered_at=timezone.now())


def _names() -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
    )


class Migration(migrations.Migration):

    dependencies = [
        ("trust", "0009_openings_locked"),
    ]

    operations = [
        migrations.AddField(model_name="proposal", name="roles_before", field=_names()),
        migrations.AddField(model_name="proposal", name="units_before", field=_names()),
        migrations.RunPython(withdraw, migrations.RunPython.noop),
    ]
