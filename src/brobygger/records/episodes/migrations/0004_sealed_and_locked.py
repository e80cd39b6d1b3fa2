import brobygger.ground.locks
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('episodes', '0003_names_found_by_a_slip'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='event',
            name='events_are_append_only',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='events_are_append_only', sql=brobygger.ground.locks.LockSql(func="RAISE EXCEPTION '% may not be changed: its rows are locked', TG_TABLE_NAME;", hash='a304924f21487ef12c76812873366dcf53921371', operation='UPDATE OR DELETE', pgid='pgtrigger_events_are_append_only_89371', table='episodes_event', when='BEFORE')),
        ),
    ]
