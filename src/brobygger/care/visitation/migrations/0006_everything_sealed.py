from django.conf import settings
from django.db import migrations, models

from brobygger.ground import fields
from brobygger.ground.sealing import Seal


class Migration(migrations.Migration):

    dependencies = [
        ('episodes', '0005_everything_sealed'),
        ('letters', '0005_papers_and_printing'),
        ('visitation', '0005_the_hour_it_begins'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='decision',
            name='an_unfavourable_decision_has_reasons',
        ),
        Seal(
            'agendaitem',
            missing=fields.EncryptedTextField(blank=True, default=''),
        ),
        Seal(
            'appeal',
            late_reason=fields.EncryptedTextField(blank=True, default=''),
            reasons=fields.EncryptedTextField(blank=True, default=''),
            representative=fields.EncryptedTextField(blank=True, default=''),
            text=fields.EncryptedTextField(),
        ),
        Seal(
            'decision',
            choice_limit_reason=fields.EncryptedTextField(blank=True, default=''),
            exhausted=fields.EncryptedTextField(blank=True, default=''),
            facts=fields.EncryptedTextField(blank=True, default=''),
            hearing_reason=fields.EncryptedTextField(blank=True, default=''),
            place=fields.EncryptedTextField(blank=True, default=''),
            reasons=fields.EncryptedTextField(blank=True, default=''),
            wish=fields.EncryptedTextField(blank=True, default=''),
        ),
        Seal(
            'hearing',
            about=fields.EncryptedTextField(),
            answer=fields.EncryptedTextField(blank=True, default=''),
        ),
        Seal(
            'meeting',
            other_staff=fields.EncryptedTextField(blank=True, default=''),
            place=fields.EncryptedTextField(blank=True, default=''),
        ),
        Seal(
            'providerchoice',
            provider=fields.EncryptedTextField(),
            reason=fields.EncryptedTextField(blank=True, default=''),
        ),
        Seal(
            'question',
            answer=fields.EncryptedTextField(blank=True, default=''),
            text=fields.EncryptedTextField(),
        ),
        Seal(
            'recommendation',
            exhausted=fields.EncryptedTextField(blank=True, default=''),
            own_words=fields.EncryptedTextField(blank=True, default=''),
            place=fields.EncryptedTextField(blank=True, default=''),
            text=fields.EncryptedTextField(blank=True, default=''),
            tried=fields.EncryptedTextField(blank=True, default=''),
            wish=fields.EncryptedTextField(blank=True, default=''),
            withdrawn_reason=fields.EncryptedTextField(blank=True, default=''),
        ),
        Seal(
            'servicecomplaint',
            answer=fields.EncryptedTextField(blank=True, default=''),
            text=fields.EncryptedTextField(),
        ),
        Seal(
            'ruling',
            reference=fields.EncryptedTextField(blank=True, default=''),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('favourable', True), models.Q(('reasons__empty', False), ('facts__empty', False), models.Q(('hearing_kind', ''), _negated=True)), _connector='OR'), name='an_unfavourable_decision_has_reasons'),
        ),
    ]
