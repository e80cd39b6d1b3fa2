from django.db import migrations

from brobygger.ground import fields
from brobygger.ground.sealing import Seal


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_found_by_telephone'),
    ]

    operations = [
        Seal(
            'person',
            interpreter_language=fields.EncryptedTextField(blank=True, default=''),
            name=fields.EncryptedTextField(),
        ),
        Seal(
            'personnumber',
            reason=fields.EncryptedTextField(blank=True, default=''),
        ),
    ]
