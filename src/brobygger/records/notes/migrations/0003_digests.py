"""The words of the notes that are signed already are proved from now on too."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from brobygger.records.episodes.words_that_stand import fill_in
from brobygger.records.notes.standing import WORDS


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    fill_in(WORDS, apps.get_model("episodes", "Event"), apps.get_model("notes", "Note"))


class Migration(migrations.Migration):
    dependencies = [("notes", "0002_sealed_and_locked"), ("episodes", "0006_digests_of_words")]

    # Backwards nothing is undone: the column goes with the migration before.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
