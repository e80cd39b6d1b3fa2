"""Find the names that are kept already by a slip of a letter too."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from brobygger.records.people.rules import name_tokens

AT_ONCE = 2000


def renew(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the tokens of every case anew, from the name that stands on it."""
    episodes = apps.get_model("episodes", "Episode").objects
    last = 0
    while rows := list(episodes.filter(id__gt=last).order_by("id").only("id", "person_name")[:AT_ONCE]):
        for row in rows:
            row.name_tokens = name_tokens(row.person_name)
        episodes.bulk_update(rows, ["name_tokens"])
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [("episodes", "0002_lists_along_indexes")]

    # Backwards nothing is undone: what the tokens hold more is never asked for.
    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]
