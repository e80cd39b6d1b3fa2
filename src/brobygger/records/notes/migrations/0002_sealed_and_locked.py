import brobygger.ground.locks
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from brobygger.ground.sealing import Seal


class Migration(migrations.Migration):

    dependencies = [
        ('notes', '0001_initial'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='note',
            name='signed_notes_are_locked',
        ),
        Seal('draft'),
        Seal('note'),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='signed_notes_are_locked', sql=brobygger.ground.locks.LockSql(condition='WHEN (OLD."signed_at" IS NOT NULL)', func="RAISE EXCEPTION '% may not be changed: its rows are locked', TG_TABLE_NAME;", hash='5e6f219c05a8d087f1a50c296076f2b0710f1cde', operation='UPDATE OR DELETE', pgid='pgtrigger_signed_notes_are_locked_ec75b', table='notes_note', when='BEFORE')),
        ),
    ]
