import brobygger.ground.locks
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0001_initial'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='afterfollowup',
            name='append_only_rows',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='ending',
            name='append_only_rows',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='followup',
            name='append_only_rows',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='goal',
            name='append_only_rows',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='goalstatus',
            name='append_only_rows',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='networkmeeting',
            name='append_only_rows',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='plan',
            name='append_only_rows',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='review',
            name='append_only_rows',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='afterfollowup',
            trigger=pgtrigger.compiler.Trigger(name='append_only_rows', sql=brobygger.ground.locks.LockSql(func="RAISE EXCEPTION '% may not be changed: its rows are written once', TG_TABLE_NAME;", hash='9e7bdded0a1ace56f4e1279230feb18557f2bee8', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_append_only_rows_312f7', table='plans_afterfollowup', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ending',
            trigger=pgtrigger.compiler.Trigger(name='append_only_rows', sql=brobygger.ground.locks.LockSql(func="RAISE EXCEPTION '% may not be changed: its rows are written once', TG_TABLE_NAME;", hash='b1c9d51cf2389cbeadf196bc939947a588baeff2', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_append_only_rows_a7094', table='plans_ending', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='followup',
            trigger=pgtrigger.compiler.Trigger(name='append_only_rows', sql=brobygger.ground.locks.LockSql(func="RAISE EXCEPTION '% may not be changed: its rows are written once', TG_TABLE_NAME;", hash='f0877ac1b8f82dde71f7aa3101f8b88d03615563', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_append_only_rows_4d8c9', table='plans_followup', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goal',
            trigger=pgtrigger.compiler.Trigger(name='append_only_rows', sql=brobygger.ground.locks.LockSql(func="RAISE EXCEPTION '% may not be changed: its rows are written once', TG_TABLE_NAME;", hash='9bbcd83c4d0d9d6a6dc96c02c042e399f80c5d29', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_append_only_rows_979bc', table='plans_goal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goalstatus',
            trigger=pgtrigger.compiler.Trigger(name='append_only_rows', sql=brobygger.ground.locks.LockSql(func="RAISE EXCEPTION '% may not be changed: its rows are written once', TG_TABLE_NAME;", hash='6b03069d0358f433f16de2301cd5b43ffd075a70', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_append_only_rows_9d2c6', table='plans_goalstatus', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='networkmeeting',
            trigger=pgtrigger.compiler.Trigger(name='append_only_rows', sql=brobygger.ground.locks.LockSql(func="RAISE EXCEPTION '% may not be changed: its rows are written once', TG_TABLE_NAME;", hash='110cd595207647f20e7f9046eb844e505e5277f2', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_append_only_rows_087f8', table='plans_networkmeeting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plan',
            trigger=pgtrigger.compiler.Trigger(name='append_only_rows', sql=brobygger.ground.locks.LockSql(func="RAISE EXCEPTION '% may not be changed: its rows are written once', TG_TABLE_NAME;", hash='32171c3e41a369cb0e29d4c8aca9f9cf66fc2d33', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_append_only_rows_cedab', table='plans_plan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='append_only_rows', sql=brobygger.ground.locks.LockSql(func="RAISE EXCEPTION '% may not be changed: its rows are written once', TG_TABLE_NAME;", hash='b6fac5a21a72ef8220f37150e0c38d484e1f584c', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_append_only_rows_5ae9b', table='plans_review', when='BEFORE')),
        ),
    ]
