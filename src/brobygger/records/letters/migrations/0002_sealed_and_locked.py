import brobygger.ground.locks
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from brobygger.ground import fields
from brobygger.ground.sealing import Seal


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0001_initial'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='letter',
            name='letters_are_never_deleted',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='letter',
            name='locked_words_never_change',
        ),
        Seal(
            'letter',
            pdf=fields.EncryptedBytesField(),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='letters_are_never_deleted', sql=brobygger.ground.locks.LockSql(func="RAISE EXCEPTION '% may not be changed: its rows are locked', TG_TABLE_NAME;", hash='df8522ff445506675f27b1155fdb22e18c40661c', operation='DELETE', pgid='pgtrigger_letters_are_never_deleted_e8537', table='letters_letter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='locked_words_never_change', sql=brobygger.ground.locks.LockSql(condition='WHEN (OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."episode_id" IS DISTINCT FROM (NEW."episode_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."pdf" IS DISTINCT FROM (NEW."pdf") OR OLD."recipient_name" IS DISTINCT FROM (NEW."recipient_name") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func="RAISE EXCEPTION '% may not be changed: its rows are locked', TG_TABLE_NAME;", hash='87b92eb3fbcba62950f4cdad67806474c00e653f', operation='UPDATE', pgid='pgtrigger_locked_words_never_change_5a125', table='letters_letter', when='BEFORE')),
        ),
    ]
