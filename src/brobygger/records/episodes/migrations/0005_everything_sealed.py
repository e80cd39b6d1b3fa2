"""What a timeline tells and the names of its people are encrypted; names are found by keyed codes."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from brobygger.records.people import indexes
from brobygger.records.people.rules import name_tokens
from brobygger.ground import fields
from brobygger.ground.sealing import Seal

AT_ONCE = 2000
# While facts can still be asked: the journal asks each event whether it only takes another back.
TAKEN_BACK = """
    SELECT set_config('brobygger.unlocked', 'yes', true);
    UPDATE episodes_event SET retracted = true WHERE facts ->> 'retracted' = 'true';
    SELECT set_config('brobygger.unlocked', '', true);
"""


def _fill(apps: Apps, tokens: object) -> None:
    episodes = apps.get_model("episodes", "Episode").objects
    last = 0
    while rows := list(episodes.filter(id__gt=last).order_by("id").only("id", "person_name")[:AT_ONCE]):
        for row in rows:
            row.name_tokens = tokens(row.person_name)
        episodes.bulk_update(rows, ["name_tokens"])
        last = rows[-1].pk


def keyed(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _fill(apps, indexes.of_name)


def plain(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _fill(apps, name_tokens)


class Migration(migrations.Migration):
    dependencies = [("episodes", "0004_sealed_and_locked")]

    operations = [
        migrations.AddField(model_name="event", name="retracted", field=models.BooleanField(default=False)),
        migrations.RunSQL(TAKEN_BACK, migrations.RunSQL.noop),
        Seal(
            "event",
            facts=fields.EncryptedJSONField(default=dict),
            text=fields.EncryptedTextField(blank=True, default=""),
        ),
        Seal("storeddeadline", reason=fields.EncryptedTextField(blank=True, default="")),
        migrations.RemoveIndex(model_name="episode", name="episode_name_tokens"),
        migrations.RunPython(migrations.RunPython.noop, plain),
        migrations.RemoveField(model_name="episode", name="name_tokens"),
        migrations.AddField(
            model_name="episode",
            name="name_tokens",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
        migrations.RunPython(keyed, migrations.RunPython.noop),
        Seal("episode", person_name=fields.EncryptedTextField()),
        migrations.AddIndex(
            model_name="episode",
            index=django.contrib.postgres.indexes.GinIndex(fields=["name_tokens"], name="episode_name_tokens"),
        ),
    ]
