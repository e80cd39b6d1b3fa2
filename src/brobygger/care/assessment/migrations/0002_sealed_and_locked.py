import brobygger.ground.locks
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from brobygger.ground.sealing import Seal


class Migration(migrations.Migration):

    dependencies = [
        ('assessment', '0001_initial'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='answerset',
            name='append_only_rows',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='assessment',
            name='complete_assessments_are_locked',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='instrumentversion',
            name='append_only_rows',
        ),
        Seal('answerset'),
        Seal('assessment'),
        Seal('conferenceitem'),
        Seal('referral'),
        pgtrigger.migrations.AddTrigger(
            model_name='answerset',
            trigger=pgtrigger.compiler.Trigger(name='append_only_rows', sql=brobygger.ground.locks.LockSql(func="RAISE EXCEPTION '% may not be changed: its rows are written once', TG_TABLE_NAME;", hash='c23af37a424fb169e78334dad8351cd7eea4cf7e', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_append_only_rows_79c6e', table='assessment_answerset', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='complete_assessments_are_locked', sql=brobygger.ground.locks.LockSql(condition='WHEN (OLD."completed_at" IS NOT NULL)', func="RAISE EXCEPTION '% may not be changed: its rows are locked', TG_TABLE_NAME;", hash='9055d160a1cb023e48d13b34e1655266f0d413e7', operation='UPDATE OR DELETE', pgid='pgtrigger_complete_assessments_are_locked_34239', table='assessment_assessment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instrumentversion',
            trigger=pgtrigger.compiler.Trigger(name='append_only_rows', sql=brobygger.ground.locks.LockSql(func="RAISE EXCEPTION '% may not be changed: its rows are written once', TG_TABLE_NAME;", hash='ab169521a5d85135add7282c5cb81d3c79469bf6', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_append_only_rows_9c198', table='assessment_instrumentversion', when='BEFORE')),
        ),
    ]
