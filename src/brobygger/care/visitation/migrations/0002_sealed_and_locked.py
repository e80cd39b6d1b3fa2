import brobygger.ground.locks
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('visitation', '0001_initial'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='decision',
            name='a_made_decision_stands',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='providerchoice',
            name='choices_are_append_only',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='question',
            name='an_answer_stands',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='a_made_decision_stands', sql=brobygger.ground.locks.LockSql(condition='WHEN (OLD."state" = \'made\')', func="RAISE EXCEPTION '% may not be changed: its rows are locked', TG_TABLE_NAME;", hash='180fd1f92b124b36b1e561a7135cec069d14ebff', operation='UPDATE OR DELETE', pgid='pgtrigger_a_made_decision_stands_e1c40', table='visitation_decision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='providerchoice',
            trigger=pgtrigger.compiler.Trigger(name='choices_are_append_only', sql=brobygger.ground.locks.LockSql(func="RAISE EXCEPTION '% may not be changed: its rows are locked', TG_TABLE_NAME;", hash='6dc67c6d151d0355420ecc3b938b2e2505a44401', operation='UPDATE OR DELETE', pgid='pgtrigger_choices_are_append_only_3fa67', table='visitation_providerchoice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='an_answer_stands', sql=brobygger.ground.locks.LockSql(condition='WHEN (OLD."answered_at" IS NOT NULL)', func="RAISE EXCEPTION '% may not be changed: its rows are locked', TG_TABLE_NAME;", hash='02dd5ada4fb2ede94fba8a3ad3af9abaf10a7435', operation='UPDATE OR DELETE', pgid='pgtrigger_an_answer_stands_eb289', table='visitation_question', when='BEFORE')),
        ),
    ]
