import brobygger.ground.locks
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from brobygger.ground.sealing import Seal


class Migration(migrations.Migration):

    dependencies = [
        ('trust', '0002_counted_attempts'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='auditentry',
            name='append_only_rows',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='auditseal',
            name='append_only_rows',
        ),
        Seal('breakglass'),
        pgtrigger.migrations.AddTrigger(
            model_name='auditentry',
            trigger=pgtrigger.compiler.Trigger(name='append_only_rows', sql=brobygger.ground.locks.LockSql(func="RAISE EXCEPTION '% may not be changed: its rows are written once', TG_TABLE_NAME;", hash='0fc162d3e1d13af3cf6809a3ff1e4996f4bff1ba', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_append_only_rows_6e83e', table='trust_auditentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditseal',
            trigger=pgtrigger.compiler.Trigger(name='append_only_rows', sql=brobygger.ground.locks.LockSql(func="RAISE EXCEPTION '% may not be changed: its rows are written once', TG_TABLE_NAME;", hash='50e8e8be533f8d7bbf6a067ec13fc1db97fd99ed', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_append_only_rows_b18d8', table='trust_auditseal', when='BEFORE')),
        ),
    ]
