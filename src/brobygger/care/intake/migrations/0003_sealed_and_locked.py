import brobygger.ground.locks
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from brobygger.ground.sealing import Seal


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0002_first_talk'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='concern',
            name='concerns_are_kept',
        ),
        Seal('concern'),
        Seal('inquiry'),
        pgtrigger.migrations.AddTrigger(
            model_name='concern',
            trigger=pgtrigger.compiler.Trigger(name='concerns_are_kept', sql=brobygger.ground.locks.LockSql(func="RAISE EXCEPTION '% may not be changed: its rows are locked', TG_TABLE_NAME;", hash='1bebda94859d8031dec9ddd97c52794afb331dca', operation='DELETE', pgid='pgtrigger_concerns_are_kept_3d7f9', table='intake_concern', when='BEFORE')),
        ),
    ]
