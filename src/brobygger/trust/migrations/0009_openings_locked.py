import brobygger.ground.locks
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('trust', '0008_sessions_and_factors_sealed'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='breakglass',
            trigger=pgtrigger.compiler.Trigger(name='openings_are_never_deleted', sql=brobygger.ground.locks.LockSql(func="RAISE EXCEPTION '% may not be changed: its rows are locked', TG_TABLE_NAME;", hash='c29698cfd2e3efe6d932b5bc4081406a03c7b826', operation='DELETE', pgid='pgtrigger_openings_are_never_deleted_008c4', table='trust_breakglass', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='breakglass',
            trigger=pgtrigger.compiler.Trigger(name='an_opening_stays_as_it_was', sql=brobygger.ground.locks.LockSql(condition="WHEN (OLD.review <> 'waiting' OR NEW.expires_at > OLD.expires_at OR (OLD.account_id, OLD.episode_id, OLD.person_id, OLD.number, OLD.unit, OLD.compartment, OLD.reason, OLD.row_key, OLD.opened_at) IS DISTINCT FROM (NEW.account_id, NEW.episode_id, NEW.person_id, NEW.number, NEW.unit, NEW.compartment, NEW.reason, NEW.row_key, NEW.opened_at))", func="RAISE EXCEPTION '% may not be changed: its rows are locked', TG_TABLE_NAME;", hash='a531e127ce37d55bb1970642fa1e4a0d4a6be1ad', operation='UPDATE', pgid='pgtrigger_an_opening_stays_as_it_was_24ec7', table='trust_breakglass', when='BEFORE')),
        ),
    ]
