from django.db import migrations

from brobygger.ground import fields
from brobygger.ground.sealing import Seal


class Migration(migrations.Migration):

    dependencies = [
        ('assessment', '0003_corrected'),
    ]

    operations = [
        Seal(
            'answerset',
            answers=fields.EncryptedJSONField(),
            calculation=fields.EncryptedJSONField(),
        ),
        Seal(
            'assessment',
            asked_of=fields.EncryptedTextField(blank=True, default=''),
        ),
        Seal(
            'conferenceitem',
            took_part=fields.EncryptedTextField(blank=True, default=''),
        ),
        Seal(
            'referral',
            plan_written_by=fields.EncryptedTextField(blank=True, default=''),
        ),
    ]
