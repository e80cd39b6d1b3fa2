from django.db import migrations

from brobygger.ground import fields
from brobygger.ground.sealing import Seal


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0003_agreed_rhythm'),
    ]

    operations = [
        Seal(
            'afterfollowup',
            plan_status=fields.EncryptedTextField(),
            situation=fields.EncryptedTextField(),
        ),
        Seal(
            'draft',
            data=fields.EncryptedJSONField(default=dict),
        ),
        Seal(
            'ending',
            advice=fields.EncryptedTextField(blank=True, default=''),
            reached=fields.EncryptedTextField(),
        ),
        Seal(
            'followup',
            own_words=fields.EncryptedTextField(blank=True, default=''),
            plan_status=fields.EncryptedTextField(),
            situation=fields.EncryptedTextField(),
        ),
        Seal(
            'goal',
            accepted=fields.EncryptedTextField(),
            measurable=fields.EncryptedTextField(),
            realistic=fields.EncryptedTextField(),
            specific=fields.EncryptedTextField(),
        ),
        Seal(
            'goalstatus',
            note=fields.EncryptedTextField(blank=True, default=''),
        ),
        Seal(
            'networkmeeting',
            agreed=fields.EncryptedTextField(),
            participants=fields.EncryptedTextField(),
        ),
        Seal(
            'plan',
            aids=fields.EncryptedTextField(blank=True, default=''),
            aim=fields.EncryptedTextField(),
            effort=fields.EncryptedTextField(),
            employment=fields.EncryptedTextField(blank=True, default=''),
            family=fields.EncryptedTextField(),
            family_agreement=fields.EncryptedTextField(blank=True, default=''),
            housing=fields.EncryptedTextField(blank=True, default=''),
            methods=fields.EncryptedTextField(),
            other_treatment=fields.EncryptedTextField(blank=True, default=''),
            own_words=fields.EncryptedTextField(),
            partner_work=fields.EncryptedTextField(blank=True, default=''),
            services=fields.EncryptedTextField(),
        ),
        Seal(
            'review',
            conclusion=fields.EncryptedTextField(),
            own_words=fields.EncryptedTextField(),
        ),
    ]
