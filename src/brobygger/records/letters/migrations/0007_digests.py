import brobygger.ground.locks
import pgtrigger.compiler
import pgtrigger.migrations
from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from brobygger.records.episodes.words_that_stand import fill_in
from brobygger.records.letters.standing import WORDS


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    fill_in(WORDS, apps.get_model("episodes", "Event"), apps.get_model("letters", "Letter"))


class Migration(migrations.Migration):

    dependencies = [
        ('episodes', '0006_digests_of_words'),
        ('letters', '0006_everything_sealed'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='letter',
            name='locked_words_never_change',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='locked_words_never_change', sql=brobygger.ground.locks.LockSql(condition='WHEN (OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."episode_id" IS DISTINCT FROM (NEW."episode_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."means" IS DISTINCT FROM (NEW."means") OR OLD."papers_id" IS DISTINCT FROM (NEW."papers_id") OR OLD."pdf" IS DISTINCT FROM (NEW."pdf") OR OLD."recipient_address" IS DISTINCT FROM (NEW."recipient_address") OR OLD."recipient_kind" IS DISTINCT FROM (NEW."recipient_kind") OR OLD."recipient_name" IS DISTINCT FROM (NEW."recipient_name") OR OLD."recipient_number" IS DISTINCT FROM (NEW."recipient_number") OR OLD."row_key" IS DISTINCT FROM (NEW."row_key") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func="RAISE EXCEPTION '% may not be changed: its rows are locked', TG_TABLE_NAME;", hash='f667b363b8b84a191454cfd035f16dc845f7673b', operation='UPDATE', pgid='pgtrigger_locked_words_never_change_5a125', table='letters_letter', when='BEFORE')),
        ),
        # Backwards nothing is undone: the column goes with the migration before.
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
